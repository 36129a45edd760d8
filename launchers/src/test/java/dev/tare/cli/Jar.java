package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The built jar, run as a user runs it: a process of its own. */
final class Jar {
  static final Path FILE = Path.of(System.getProperty("tare.jar"));
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String NOBODY = "65534";

  /** Ends what hangs: nothing that is only slow may come near it, on the busiest machine. */
  static final long MOST_SECONDS = 300;

  private static final long PATIENT_SECONDS = 600;
  private static final int BRIEF_MS = 50;

  /** A first word after which no fork takes its flags from this JVM, as JMH's own do. */
  private static final Pattern VERB = Pattern.compile("-l|[a-z]+");

  private final List<String> prefix = new ArrayList<>();
  private final List<String> jvmArgs = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Path folder;
  private long mostSeconds = MOST_SECONDS;
  private boolean answers;
  private String java = JAVA;

  /** Runs in that folder; what the process prints is kept there too. */
  Jar(Path folder) {
    this.folder = folder;
  }

  /** What a finished process left. */
  record Ended(long pid, int exit, String out, String err) {
    String all() {
      return out + err;
    }
  }

  /** Waits long enough for a run of every benchmark on a busy machine. */
  Jar patient() {
    return within(PATIENT_SECONDS);
  }

  /** Measures no longer than it takes to have a figure, whatever that is worth. */
  Jar brief() {
    return jvm("-Dtare.mostMs=" + BRIEF_MS).soon();
  }

  /** Lets forks compile only what is really hot: in emulated guests they start a third sooner. */
  Jar soon() {
    return jvm("-Dtare.jvmArg=-XX:CompileThresholdScaling=10");
  }

  Jar within(long seconds) {
    mostSeconds = seconds;
    return this;
  }

  /** Says that what it is asked is answered, or refused, without anything being measured. */
  Jar answers() {
    answers = true;
    return this;
  }

  Jar java(Path jdk) {
    java = jdk.resolve("bin/java").toString();
    return this;
  }

  Jar jvm(String... args) {
    jvmArgs.addAll(List.of(args));
    return this;
  }

  /** Puts a command before java, such as one that changes the user. */
  Jar under(String... command) {
    prefix.addAll(List.of(command));
    return this;
  }

  /** Runs as a user without any right, to whom the folder is opened. */
  Jar asNobody() throws IOException {
    for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
      assumeThat(Files.getPosixFilePermissions(above))
          .as("needs a project that others may read: " + above)
          .contains(PosixFilePermission.OTHERS_EXECUTE);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    return under("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
  }

  /** Takes SIGINT also where the tests run in the background of a shell, which has it ignored. */
  Jar interruptible() {
    return under("env", "--default-signal=INT");
  }

  Jar env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(java);
    // Tests run beside each other and beside people's runs: a lock of their own.
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(sooner(List.of(args)));
    command.addAll(jvmArgs);
    command.addAll(List.of("-jar", FILE.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(folder.resolve("stdout").toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  /** Flags that save most of what a JVM that measures nothing itself takes to start. */
  private List<String> sooner(List<String> args) {
    boolean verb = args.stream().limit(1).anyMatch(VERB.asMatchPredicate());
    return (answers || verb)
            && java.equals(JAVA)
            && jvmArgs.stream().noneMatch(arg -> arg.startsWith("-X"))
        ? List.of("-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + Classes.ARCHIVE)
        : List.of();
  }

  /** The jar's classes as a JVM has them in memory, made once for all tests. */
  private static final class Classes {
    private static final Path ARCHIVE = archive();

    private static Path archive() {
      try {
        Path archive = Files.createTempFile("classes", ".jsa");
        archive.toFile().deleteOnExit();
        Files.delete(archive);
        new ProcessBuilder(
                JAVA,
                "-XX:ArchiveClassesAtExit=" + archive,
                "-jar",
                FILE.toString(),
                "matrix",
                "--env=bare",
                "--dry-run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        if (Files.exists(archive)) {
          // Some tests run it as a user without any right.
          Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return archive;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
    }
  }

  Ended run(String... args) {
    try {
      Process process = start(args);
      if (!process.waitFor(mostSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running after " + mostSeconds + " s: " + List.of(args));
      }
      return new Ended(process.pid(), process.exitValue(), printed("stdout"), printed("stderr"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Runs to that exit code, after which nothing of it is on the host. */
  Ended ends(int exit, String... args) throws IOException, InterruptedException {
    Ended ended = run(args);
    assertThat(ended.exit()).as(ended.all()).isEqualTo(exit);
    assertThat(Traces.of(ended.pid())).isEmpty();
    return ended;
  }

  /** What the process has printed so far. */
  String printed(String stream) throws IOException {
    return Files.readString(folder.resolve(stream), StandardCharsets.UTF_8);
  }

  /** The lines of what it started last in which that complains. */
  List<String> complaints() throws IOException {
    return printed("stderr").lines().filter(line -> line.startsWith("tare:")).toList();
  }

  /** Waits until something is seen, or the process has ended without it. */
  static void await(Process running, Callable<Boolean> seen) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENT_SECONDS);
    while (running.isAlive() && !seen.call()) {
      if (System.nanoTime() > deadline) {
        running.destroyForcibly();
        throw new AssertionError("waited in vain for " + running.info());
      }
      Thread.sleep(20);
    }
  }

  /**
   * Sends a signal to processes, in their order, where they have not ended meanwhile; not every
   * place has kill as a program.
   */
  static void signal(String name, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "for one; do kill -s $0 $one; done 2>&-; true", name));
    processes.forEach(process -> words.add(String.valueOf(process.pid())));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
  }

  /** Asks it to end, and waits until it and all that it started have. */
  static void interrupt(Process running) throws InterruptedException {
    List<ProcessHandle> all = running.descendants().toList();
    running.destroy();
    assertThat(running.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    awaitEnd(all);
  }

  /** Does what Ctrl-C does: it and all that it started are told at once. */
  static void interruptAll(Process running) throws IOException, InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(List.of(running.toHandle()));
    running.descendants().forEach(all::add);
    signal("INT", all);
    assertThat(running.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    awaitEnd(all);
  }

  /** Waits until none of them runs; one that has ended but that nobody has reaped yet is gone. */
  static void awaitEnd(List<ProcessHandle> processes) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    for (ProcessHandle process : processes) {
      while (runs(process.pid())) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("still running: " + process.info());
        }
        Thread.sleep(20);
      }
    }
  }

  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }
}
