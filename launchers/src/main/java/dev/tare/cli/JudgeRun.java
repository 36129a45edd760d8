package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Session;
import dev.tare.experiment.judge.Interleaved;
import dev.tare.facts.EnvironmentFacts;
import dev.tare.launch.Stack;
import dev.tare.report.Report;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a judged run has open on this machine: a session for each jar, and its run folder. */
final class JudgeRun implements AutoCloseable {
  private final Instant started = Instant.now();
  private final JudgeArguments arguments;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Path path;
  private final Map<Path, Session> sessions = new LinkedHashMap<>();
  private Optional<Userland> userland = Optional.empty();

  JudgeRun(JudgeArguments arguments, PrintWriter out, PrintWriter err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
    this.path =
        (arguments.out() == null ? Path.of("results", "runs", RunId.at(started)) : arguments.out())
            .normalize();
  }

  Path path() {
    return path;
  }

  Instant started() {
    return started;
  }

  /** Has what environments are made of built, where one of these stacks needs it. */
  void prepare(List<Stack> stacks) throws IOException {
    boolean bare = stacks.stream().allMatch(stack -> stack.text().startsWith(Stack.BARE));
    List<String> layers = stacks.stream().flatMap(stack -> stack.layers().stream()).toList();
    userland =
        bare || arguments.isDry()
            ? Userland.cached()
            : Optional.of(Userland.builtFor(layers, step -> err.println("userland: " + step)));
  }

  /** The session whose environments are measured by a jar. */
  Session session(Path jar) throws IOException {
    Session session = sessions.get(jar);
    if (session == null) {
      String id = path.toAbsolutePath().getFileName() + (sessions.isEmpty() ? "" : "-b");
      session =
          arguments.isDry()
              ? Session.dry(id, userland, Optional.empty(), out::println)
              : Session.open(id, jar, userland, Optional.empty());
      Cleanup.opened(session, () -> {});
      sessions.put(jar, session);
    }
    return session;
  }

  /** Starts the run folder. */
  RunFolder create(List<String> sides, int blocks, Map<String, String> plan) throws IOException {
    NewFolder.check(path);
    return RunFolder.create(
        path,
        RunDocument.planned(
            path.toAbsolutePath().getFileName().toString(),
            started,
            arguments.seed(),
            plan,
            EnvironmentFacts.read(),
            Interleaved.schedule(sides, blocks, arguments.seed())));
  }

  /** Writes the report of what was measured, and says where everything is. */
  void report(Calibrations known) throws IOException {
    Path page = path.resolve("report.html");
    Files.writeString(page, new Report(List.of(RunReader.readWithLatencies(path)), known).html());
    out.println("Run folder: " + path);
    out.println("Report:     " + page);
  }

  @Override
  public void close() {
    for (Session session : sessions.values()) {
      if (session.isClosing()) {
        err.println("tare: interrupted; what was finished is in " + path);
        err.flush();
      }
      try {
        session.close();
      } catch (IOException e) {
        err.println("tare: not closed cleanly: " + e.getMessage());
      }
      Cleanup.closed(session);
    }
  }
}
