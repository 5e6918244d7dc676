package dev.shuke.bench;

import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.localstack.ScratchStack.RunningApp;
import java.util.List;

/** {@link Following} in a merchant of a million members, of whom a few, here and there among the others, do something. */
final class LargeFollowing {
    private static final int MEMBERS = 1_000_000;
    private static final int ACTIVE = 20_000;

    private final ScratchStack stack;
    private final RunningApp app;
    private final BenchOptions options;
    private final Progress progress;

    LargeFollowing(ScratchStack stack, RunningApp app, BenchOptions options, Progress progress) {
        this.stack = stack;
        this.app = app;
        this.options = options;
        this.progress = progress;
    }

    List<Other> measure() {
        progress.say("writing " + MEMBERS + " members with ten events each");
        var merchant = LargeMerchant.fill(stack, "many", MEMBERS);
        progress.say("making " + ACTIVE + " of them known to the till");
        Crowd crowd = Crowd.among(stack, app.port(), merchant, ACTIVE);
        progress.say("analyzing");
        new Databases(stack).tidy();
        return measure(crowd);
    }

    private List<Other> measure(Crowd crowd) {
        var processes = new Processes(app.pid(), stack.postmasterPid());
        return new Following(stack, app.port(), crowd, processes, options, progress)
                .measure(new Figures(stack, Databases.MAIN, app.port(), crowd));
    }
}
