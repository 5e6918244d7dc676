package dev.shuke.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/** CPU time, user and system, that the operating system has counted for processes. Linux only. */
final class Cpu {
    private static final Path PROC = Path.of("/proc");
    /** Of {@code /proc/PID/stat}: USER_HZ, which is 100 on every Linux that runs Java. */
    private static final long TICK_NANOS = 10_000_000;

    /** Places behind the command in {@code /proc/PID/stat}, from 0. */
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_ENDED_CHILDREN = 13;
    private static final int SYSTEM_OF_ENDED_CHILDREN = 14;

    private Cpu() {}

    static boolean supported() {
        return Files.exists(PROC.resolve("self/stat"));
    }

    /** Of one process with all its threads, in nanoseconds. */
    static long of(long pid) {
        return own(stat(PROC.resolve(Long.toString(pid))));
    }

    /** Of a process and its children, those that have ended included: PostgreSQL has one for each connection. */
    static long ofFamily(long pid) {
        String[] parent = stat(PROC.resolve(Long.toString(pid)));
        return own(parent) + ticks(parent, USER_OF_ENDED_CHILDREN, SYSTEM_OF_ENDED_CHILDREN) + ofChildren(pid);
    }

    /** Of those threads of a process whose names begin so, in nanoseconds; Linux keeps the first 15 letters of a name. */
    static long ofThreads(long pid, String... names) {
        try (var threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            long sum = 0;
            for (Path thread : threads) {
                String text = text(thread);
                boolean asked = Arrays.stream(names).anyMatch(name -> text.contains("(" + name));
                sum += asked ? own(stat(thread)) : 0;
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ofChildren(long pid) {
        String parent = Long.toString(pid);
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            long sum = 0;
            for (Path process : processes) {
                String[] stat = stat(process);
                sum += stat.length > 0 && stat[PARENT].equals(parent) ? own(stat) : 0;
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long own(String[] stat) {
        return ticks(stat, USER, SYSTEM);
    }

    private static long ticks(String[] stat, int... places) {
        return TICK_NANOS
                * LongStream.of(Arrays.stream(places)
                                .mapToLong(place -> stat.length == 0 ? 0 : Long.parseLong(stat[place]))
                                .toArray())
                        .sum();
    }

    /** The command in brackets may hold spaces, so what counts begins behind it. */
    private static String[] stat(Path process) {
        String text = text(process);
        return text.isEmpty() ? new String[0] : text.substring(text.lastIndexOf(')') + 2).split(" ");
    }

    /** Empty when the process, or thread, has gone, perhaps while it was read. */
    private static String text(Path process) {
        try {
            return Files.readString(process.resolve("stat"));
        } catch (IOException gone) {
            return "";
        }
    }
}
