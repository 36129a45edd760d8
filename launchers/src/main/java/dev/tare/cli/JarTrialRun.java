package dev.tare.cli;

import dev.tare.bench.run.UserPaths;
import dev.tare.experiment.JarTrial;
import dev.tare.experiment.TrialEvent;
import dev.tare.experiment.Watchdog;
import dev.tare.proc.LinePump;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.JmhRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Makes a trial with a JMH jar of anybody's: one run of it, and an event for what it gives. */
final class JarTrialRun {
  private final JarTrial trial;
  private final InputStream in;
  private final TrialPipe events;
  private final PrintStream console = UserPaths.printing(System.err);

  /**
   * @param in its end is the end of the trial
   */
  JarTrialRun(JarTrial trial, InputStream in, TrialPipe events) {
    this.trial = trial;
    this.in = in;
    this.events = events;
  }

  /**
   * @return the exit code
   */
  int measure() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tare-trial");
    Path results = folder.resolve("out.json");
    folder.toFile().deleteOnExit();
    results.toFile().deleteOnExit();
    try (ParentMonitor launcher = ParentMonitor.watch(in)) {
      if (trial.facts()) {
        events.tellFacts(Path.of("/data"), Map.of());
      }
      return measure(results, launcher);
    } finally {
      Files.deleteIfExists(results);
      Files.deleteIfExists(folder);
    }
  }

  private int measure(Path results, ParentMonitor launcher)
      throws IOException, InterruptedException {
    JmhOutput output = new JmhOutput(events);
    Process process = new ProcessBuilder(words(results)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    boolean silent;
    try (Watchdog watchdog = new Watchdog(trial.silence(), () -> end(process))) {
      Thread lines =
          LinePump.start(
              "jmh",
              process.getInputStream(),
              line -> {
                watchdog.heard(true);
                console.println(line);
                output.line(line);
              });
      process.waitFor();
      // A grandchild that keeps the pipe open is not waited for.
      lines.join(TimeUnit.SECONDS.toMillis(10));
      silent = watchdog.barked();
    }
    Map<String, String> given = given(results);
    Map<String, String> failures = output.failures(given.keySet());
    if (silent) {
      console.println(
          "tare: it printed nothing for %s s, and was ended; --time-limit says how long it may"
              .formatted(trial.silence().toSeconds()));
      return ExitCode.FAILED;
    }
    boolean kept = Files.exists(results) || process.exitValue() != 0;
    if (given.isEmpty() && (failures.isEmpty() || !kept)) {
      console.println("tare: " + why(process.exitValue(), output));
      return ExitCode.USAGE;
    }
    tell(given, failures);
    launcher.finish(events);
    return failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String why(int exit, JmhOutput output) {
    return output.started()
        ? "it kept no results for -rf json -rff: its main class does not pass JMH's options on"
        : "it ran no benchmark and ended with " + exit + output.complaint();
  }

  private void tell(Map<String, String> given, Map<String, String> failures) {
    given.keySet().removeAll(trial.skip());
    given.forEach(
        (run, jmh) ->
            events.tell(new TrialEvent.Ended(run, Optional.empty(), UserPaths.kept(jmh), "")));
    failures.forEach(
        (run, why) -> events.tell(new TrialEvent.Ended(run, Optional.of(why), "[]", "")));
  }

  /** Returns what it gave; what is no result is printed, and so kept when its file is gone. */
  private Map<String, String> given(Path results) throws IOException {
    try {
      return Files.exists(results) && Files.size(results) > 0
          ? JmhRuns.read(results, "JMH's JSON")
          : new TreeMap<>();
    } catch (BadInput e) {
      console.println(Files.readString(results));
      throw new CommandFailure(
          "the jar's results are none, console.log has them: " + e.getMessage());
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private List<String> words(Path results) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The forks inherit what stands here, where they are given nothing else.
    words.add("-Djmh.ignoreLock=true");
    words.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    // As its lines are read, whatever the locale is; files have the encoding that they would have.
    words.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8"));
    words.addAll(List.of("-jar", trial.jar()));
    words.addAll(trial.options());
    words.addAll(List.of("-f", "1", "-wf", "0", "-rf", "json", "-rff", results.toString()));
    if (!trial.jvmArgs().isEmpty()) {
      words.addAll(List.of("-jvmArgsAppend", String.join(" ", trial.jvmArgs())));
    }
    new TreeSet<>(trial.without())
        .forEach(one -> words.addAll(List.of("-e", "^" + Pattern.quote(one) + "$")));
    return words;
  }
}
