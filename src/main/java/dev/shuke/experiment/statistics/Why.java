package dev.shuke.experiment.statistics;

/** Why a figure cannot be computed; each completes the sentence "cannot be computed: …". */
public enum Why {
    NO_UNITS("有一组还没有任何单元", "a variant has no units yet"),
    ONE_UNIT("有一组的单元太少，无法看出波动", "a variant has too few units to show any variation"),
    TOO_FEW_UNITS("单元太少，该方法尚不成立", "there are too few units for this method to hold"),
    TOO_MANY_UNITS("单元太多，无法逐一精确计算", "there are too many units for an exact count"),
    NO_VARIATION("各组的数值全部相同", "all units have the same value"),
    NO_COVARIATE_VARIATION("实验前的数值全部相同", "all units had the same value before the experiment"),
    BASELINE_NOT_POSITIVE("对照组的数值不大于零，没有相对变化可言", "the baseline is not above zero, so nothing is relative to it"),
    BASELINE_UNCERTAIN(
            "对照组的数值与零无法区分，相对变化没有界限", "the baseline cannot be told from zero, so what is relative to it has no bounds"),
    DENOMINATOR_ZERO("分母之和为零", "the denominators add up to zero"),
    COST_NOT_HIGHER("新增成本与零无法区分", "the additional cost cannot be told from zero"),
    NOT_A_NUMBER("数据中有缺失、无穷大或超出计算范围的数值", "a value is missing, infinite or beyond what can be computed with"),
    NO_TRAFFIC("没有新的单元进入", "no new units arrive"),
    UNREACHABLE("任何样本量都达不到", "no number of units reaches it");

    private final String zh;
    private final String en;

    Why(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }
}
