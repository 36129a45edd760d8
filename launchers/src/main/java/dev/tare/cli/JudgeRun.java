package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Session;
import dev.tare.experiment.judge.Interleaved;
import dev.tare.launch.Stack;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a judged run has open on this machine: a session for each jar, and its run folder. */
final class JudgeRun implements AutoCloseable {
  private final RunOptions options;
  private final MeasuredRun run;
  private final PrintWriter err;
  private final Map<Path, Session> sessions = new LinkedHashMap<>();
  private Optional<Userland> userland = Optional.empty();

  JudgeRun(String verb, RunOptions options, PrintWriter out, PrintWriter err) throws IOException {
    this.options = options;
    this.err = err;
    this.run = MeasuredRun.of(verb, options, out, err);
  }

  /** The run, whatever is measured in it. */
  MeasuredRun run() {
    return run;
  }

  /** Has what environments are made of built, where one of these stacks needs it. */
  void prepare(List<Stack> stacks) throws IOException {
    boolean bare = stacks.stream().allMatch(stack -> stack.text().startsWith(Stack.BARE));
    List<String> layers = stacks.stream().flatMap(stack -> stack.layers().stream()).toList();
    if (options.isDry()) {
      userland = Userland.expected(layers);
      return;
    }
    userland =
        bare
            ? Userland.cached()
            : Optional.of(Userland.builtFor(layers, step -> err.println("userland: " + step)));
  }

  /** The session whose environments are measured by a jar. */
  Session session(Path jar) throws IOException {
    Session session = sessions.get(jar);
    if (session == null) {
      session = run.session(jar, userland, Optional.empty());
      sessions.put(jar, session);
    }
    return session;
  }

  /** Starts the run folder. */
  RunFolder create(List<String> sides, int blocks, Map<String, String> plan) throws IOException {
    return run.folder(plan, Interleaved.schedule(sides, blocks, options.seed())).orElseThrow();
  }

  /** Writes the report of what was measured, and says where everything is. */
  void report(Calibrations known) throws IOException {
    run.report(RunReader.readWithLatencies(run.path()), known, List.of());
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
