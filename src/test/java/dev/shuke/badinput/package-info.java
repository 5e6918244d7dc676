/**
 * Malformed requests of every kind against every endpoint: each gets a problem that says what is wrong and where, never
 * a 5xx, never its own value back, and leaves nothing behind. The tables of cases are in {@code resources/badinput}.
 */
package dev.shuke.badinput;
