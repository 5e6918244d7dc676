package dev.shuke.bench;

import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.localstack.ScratchStack.RunningApp;
import java.util.ArrayList;
import java.util.List;

/** Rules and segments over many members, and how much more they take over ten times as many. */
final class Large {
    private static final int FEW = 100_000;
    private static final int MANY = 1_000_000;

    private final ScratchStack stack;
    private final RunningApp app;
    private final Progress progress;

    Large(ScratchStack stack, RunningApp app, Progress progress) {
        this.stack = stack;
        this.app = app;
        this.progress = progress;
    }

    List<Other> measure() {
        progress.say("writing " + FEW + " and " + MANY + " members with ten events each");
        var few = LargeMerchant.fill(stack, "few", FEW);
        var many = LargeMerchant.fill(stack, "many", MANY);
        progress.say("analyzing");
        new Databases(stack).tidy();
        return measure(few, many);
    }

    private List<Other> measure(LargeMerchant few, LargeMerchant many) {
        var processes = new Processes(app.pid(), stack.postmasterPid());
        progress.say("rules over many members");
        List<Other> all = new ArrayList<>(new LargeRules(stack, app.port(), processes).measure(few, many));
        all.addAll(new LargeSegments(stack, app.port(), processes, progress).measure(few, many));
        all.addAll(new Neighbours(app.port(), progress).measure(few, many));
        return all;
    }
}
