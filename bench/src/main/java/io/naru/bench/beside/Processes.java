package io.naru.bench.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starting brokers that end with this program, and reading what the kernel knows about them (Linux).
final class Processes {
    private static final double TICKS_A_SECOND = 100;

    private Processes() {}

    static List<String> javaBoundToThisOne() {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            words.addAll(List.of("/usr/bin/setpriv", "--pdeathsig", "KILL"));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        return words;
    }

    static Process start(List<String> words, Path log) throws IOException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /// User and system time of all threads.
    static double cpuSeconds(Process process) throws IOException {
        String line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] words = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / TICKS_A_SECOND;
    }

    static double residentMiB(Process process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("the kernel does not say the memory of " + process.pid());
    }

    /// Lets the files of deleted topics go and has everything written that is dirty, so that one measure does not pay
    /// for the one before it.
    static void settleDisk() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(2);
        if (new ProcessBuilder("sync").start().waitFor() != 0) {
            throw new IOException("sync failed");
        }
    }

    /// Binds all threads of a process to one core.
    static void pin(long pid, int core) throws IOException, InterruptedException {
        taskset(pid, Integer.toString(core));
    }

    static void unpin(long pid) throws IOException, InterruptedException {
        taskset(pid, "0-" + (Runtime.getRuntime().availableProcessors() - 1));
    }

    private static void taskset(long pid, String cores) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder("taskset", "-a", "-p", "-c", cores, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset failed for " + pid);
        }
    }
}
