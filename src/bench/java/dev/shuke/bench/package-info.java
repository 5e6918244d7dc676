/**
 * {@code ./shuke bench}: what a request costs, as a ratio to a floor that was measured in the same run, moments apart.
 * CPU is counted by the operating system ({@link dev.shuke.bench.Cpu}), since the clock also counts what else the machine
 * does. {@link dev.shuke.bench.Figures} is the list of what is measured; a statement of a floor is the very constant that
 * the application sends.
 */
package dev.shuke.bench;
