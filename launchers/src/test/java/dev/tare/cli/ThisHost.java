package dev.tare.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** What a person could ask of this host, and what skips a test where it is not there. */
final class ThisHost {
  private static final long ENGINE_SECONDS = 60;
  private static final int TICK_KINDS = 8;
  private static final int IDLE = 3;
  private static final double LEAST_IDLE = .9;

  private ThisHost() {}

  static void needsRoot() {
    assumeThat(System.getProperty("user.name")).as("needs root, it is run by").isEqualTo("root");
  }

  static void needsDocker() {
    assumeThat(answers("docker", "info")).as("needs docker: it answers").isTrue();
  }

  static void needsLxc() {
    assumeThat(answers("lxc-execute", "--version")).as("needs LXC: it is installed").isTrue();
  }

  static void needsBwrap() {
    assumeThat(answers("bwrap", "--version")).as("needs bubblewrap: it is installed").isTrue();
  }

  static void needsQemu() {
    assumeThat(answers("qemu-system-x86_64", "--version"))
        .as("needs QEMU: it is installed")
        .isTrue();
  }

  static void needsTwoCpus() {
    assumeThat(Runtime.getRuntime().availableProcessors())
        .as("needs two CPUs: there are")
        .isGreaterThan(1);
  }

  /** A share of the CPU is one of what others leave: nothing else may run for a second. */
  static void needsIdleCpus() throws InterruptedException {
    long[] before = cpuTicks();
    Thread.sleep(1000);
    long[] after = cpuTicks();
    long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
    double idle = (after[IDLE] - before[IDLE]) / (double) all;
    assumeThat(idle).as("needs CPUs that nothing else uses: idle is").isGreaterThan(LEAST_IDLE);
  }

  /** The host's first line of CPU time: user, nice, system, idle and others, without guests'. */
  private static long[] cpuTicks() {
    String[] words = read("/proc/stat").lines().findFirst().orElseThrow().split(" +");
    return Arrays.stream(words).skip(1).limit(TICK_KINDS).mapToLong(Long::parseLong).toArray();
  }

  /** Whether a command succeeds. */
  static boolean answers(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(ENGINE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What a command prints; nothing where it is not installed. */
  static String said(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(ENGINE_SECONDS, TimeUnit.SECONDS);
      return out;
    } catch (IOException e) {
      return "";
    }
  }

  static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return "absent";
    }
  }
}
