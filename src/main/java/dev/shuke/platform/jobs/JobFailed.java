package dev.shuke.platform.jobs;

/** Ends the job whose step throws it: another try would fail like this one. */
public class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code what the job's readers are told: a word such as {@code source_gone}, nothing that somebody sent */
    public JobFailed(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
