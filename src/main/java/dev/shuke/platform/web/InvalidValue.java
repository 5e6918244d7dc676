package dev.shuke.platform.web;

/** Thrown by a value type that refuses its input. The message says what is expected, never what was sent. */
public class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidValue(String expected) {
        super(expected);
    }
}
