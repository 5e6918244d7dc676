package dev.shuke.platform.privacy;

/**
 * The header {@code Sec-GPC} (Global Privacy Control): a call that carries {@code 1} refuses, for as long as it lasts, that
 * data be handed on, whatever members have allowed.
 */
public final class PrivacyControl {
    public static final String HEADER = "Sec-GPC";

    /** For the API's description. */
    public static final String MEANS =
            "`1` when the browser asks that nothing be handed on (Global Privacy Control): for"
                    + " this call nobody is admitted to a purpose that shares (`share.…`)";

    private PrivacyControl() {}

    /** @param header null when there is none */
    public static boolean admits(Purpose purpose, String header) {
        return shares(header) || !purpose.shares();
    }

    /** Whether the header lets data be handed on at all. */
    public static boolean shares(String header) {
        return !"1".equals(header);
    }
}
