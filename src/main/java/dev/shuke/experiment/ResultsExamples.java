package dev.shuke.experiment;

/** What the document shows of results. */
final class ResultsExamples {
    static final String RESULTS = """
            {"experimentId":"0199f3a0-9e30-7c22-9d3e-1a2b3c4d5e6f","asOf":"2026-11-21T08:30:00Z","rounded":false,
             "control":"a",
             "verdicts":[{"variant":"b","kind":"better","sentence":
              {"zh":"b 更好：+33.3%（95% 置信区间 +7.6% 至 +69.4%）。","en":"b is better: +33.3 % (95 % CI +7.6 % to +69.4 %)."}}],
             "sampleRatio":{"mismatch":false,"statistic":0.666666667,"pValue":0.414216178},
             "multipleExposure":{"tooMany":false,"share":0.0,"units":0},
             "variants":[{"variant":"a","tooFew":false,"units":80},{"variant":"b","tooFew":false,"units":70}],
             "metrics":[{"key":"conversion","type":"proportion","role":"primary","method":"two_proportions",
              "correction":"holm","variants":[
               {"variant":"a","units":80,"value":0.6,"standardError":0.0547722558,
                "interval":{"lower":0.490456,"upper":0.700227,"confidence":0.95},"chanceOfBest":0.0036},
               {"variant":"b","units":70,"value":0.8,"standardError":0.0478091444,
                "interval":{"lower":0.692,"upper":0.8769,"confidence":0.95},"chanceOfBest":0.9964,
                "comparison":{"difference":0.2,"interval":{"lower":0.0524,"upper":0.3339,"confidence":0.95},
                 "lift":0.333333333,"liftInterval":{"lower":0.076,"upper":0.694,"confidence":0.95},
                 "pValue":0.00803,"correctedPValue":0.00803,
                 "verdict":{"kind":"better","sentence":
                  {"zh":"b 更好：+33.3%（95% 置信区间 +7.6% 至 +69.4%）。",
                   "en":"b is better: +33.3 % (95 % CI +7.6 % to +69.4 %)."}}}}]}]}""";

    static final String NOTHING_YET = """
            {"experimentId":"0199f3a0-9e30-7c22-9d3e-1a2b3c4d5e6f","asOf":"2026-11-21T08:30:00Z","rounded":false,
             "control":"a",
             "verdicts":[{"variant":"b","kind":"not_enough_data","sentence":
              {"zh":"数据不足：单元太少，该方法尚不成立。",
               "en":"Not enough data: there are too few units for this method to hold."}}],
             "sampleRatio":{"mismatch":false,"notComputed":{"code":"too_few_units","reason":
              {"zh":"单元太少，该方法尚不成立","en":"there are too few units for this method to hold"}}},
             "multipleExposure":{"tooMany":false,"share":0.0,"units":0},
             "variants":[{"variant":"a","tooFew":true},{"variant":"b","tooFew":true}],
             "metrics":[{"key":"conversion","type":"proportion","role":"primary","method":"two_proportions",
              "correction":"holm","variants":[
               {"variant":"a","notComputed":{"code":"too_few_units","reason":
                {"zh":"单元太少，该方法尚不成立","en":"there are too few units for this method to hold"}}}]}]}""";

    static final String NO_METRICS = """
            {"experimentId":"0199f3a0-9e30-7c22-9d3e-1a2b3c4d5e6f","asOf":"2026-11-21T08:30:00Z","rounded":false,
             "control":"a","verdicts":[],
             "sampleRatio":{"mismatch":false,"notComputed":{"code":"too_few_units","reason":
              {"zh":"单元太少，该方法尚不成立","en":"there are too few units for this method to hold"}}},
             "multipleExposure":{"tooMany":false,"share":0.0,"units":0},
             "variants":[{"variant":"a","tooFew":true},{"variant":"b","tooFew":true}],"metrics":[]}""";

    static final String SERIES = """
            {"experimentId":"0199f3a0-9e30-7c22-9d3e-1a2b3c4d5e6f","metric":"conversion","asOf":"2026-11-21T08:30:00Z",
             "rounded":false,"control":"a","anytime":false,
             "points":[{"day":"2026-11-20","variants":[{"variant":"a","units":80,"value":0.6},
              {"variant":"b","units":70,"value":0.8,"difference":0.2,
               "interval":{"lower":0.0524,"upper":0.3339,"confidence":0.95},
               "lift":0.333333333,"liftInterval":{"lower":0.076,"upper":0.694,"confidence":0.95}}]}]}""";

    static final String NO_SERIES = """
            {"experimentId":"0199f3a0-9e30-7c22-9d3e-1a2b3c4d5e6f","metric":"conversion","asOf":"2026-11-21T08:30:00Z",
             "rounded":false,"control":"a","anytime":false,"points":[]}""";

    private ResultsExamples() {}
}
