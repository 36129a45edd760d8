package dev.tare.cli;

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
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a judged run has open on this machine: a session for each jar, and its run folder. */
final class JudgeRun implements AutoCloseable {
  private final Instant started = Instant.now();
  private final JudgeArguments arguments;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Path path;
  private final Map<Path, Session> sessions = new LinkedHashMap<>();
  private final Thread hook = new Thread(this::interrupted, "leave no environment behind");
  private Optional<Userland> userland = Optional.empty();

  JudgeRun(JudgeArguments arguments, PrintWriter out, PrintWriter err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
    this.path =
        (arguments.out() == null ? Path.of("results", "runs", RunId.at(started)) : arguments.out())
            .normalize();
    Runtime.getRuntime().addShutdownHook(hook);
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
    userland =
        bare || arguments.isDry()
            ? Userland.cached()
            : Optional.of(Userland.built(step -> err.println("userland: " + step)));
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
      sessions.put(jar, session);
    }
    return session;
  }

  /** Starts the run folder. */
  RunFolder create(List<String> sides, int blocks, Map<String, String> plan) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        if (inside.findAny().isPresent()) {
          throw new CommandFailure(
              ExitCode.USAGE, "--out " + path + ": not empty; a run needs a folder of its own");
        }
      }
    }
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
  void report() throws IOException {
    Path page = path.resolve("report.html");
    Files.writeString(page, new Report(List.of(RunReader.readWithLatencies(path))).html());
    out.println("Run folder: " + path);
    out.println("Report:     " + page);
  }

  /** The jar that runs. */
  static Path ownJar() {
    try {
      Path jar =
          Path.of(JudgeRun.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        throw new CommandFailure(
            ExitCode.FAILED, jar + " is not a jar: environments are visited by the built jar");
      }
      return jar;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void interrupted() {
    sessions.values().forEach(Session::refuse);
    closeAll();
    err.println("tare: interrupted; what was finished is in " + path);
    err.flush();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown that the hook is for has begun; it does the closing.
      return;
    }
    closeAll();
  }

  private void closeAll() {
    for (Session session : sessions.values()) {
      try {
        session.close();
      } catch (IOException e) {
        err.println("tare: not closed cleanly: " + e.getMessage());
      }
    }
  }
}
