package dev.tare.cli;

import dev.tare.bench.run.RunLock;
import dev.tare.experiment.Availability;
import dev.tare.experiment.LimitException;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.Session;
import dev.tare.experiment.density.HostReader;
import dev.tare.experiment.density.Progress;
import dev.tare.facts.EnvironmentFacts;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.proc.ProcFiles;
import dev.tare.report.Report;
import dev.tare.report.SectionMarkdown;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Slot;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * One run of an experiment with several environments at once, from its session to its report.
 * Closing it leaves nothing behind but the run folder.
 */
final class CrowdSession implements AutoCloseable {
  private static final String GUEST = "kvm";
  private static final List<String> USUAL = List.of("docker", "lxc", "kvm");
  private static final String STACK = "layers.stack";

  private final CrowdArguments arguments;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Instant started = Instant.now();
  private final Path path;
  private final Session session;
  private final Optional<AutoCloseable> machine;
  private Facts facts = Facts.of(Map.of());

  /**
   * Opens it.
   *
   * @param out gets what was found, or in a dry run the commands
   * @param err gets how far it is
   */
  CrowdSession(CrowdArguments arguments, PrintWriter out, PrintWriter err) throws IOException {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
    this.path =
        (arguments.out() == null ? Path.of("results", "runs", RunId.at(started)) : arguments.out())
            .normalize();
    String id = path.toAbsolutePath().getFileName().toString();
    this.machine = arguments.isDryRun() ? Optional.empty() : Optional.of(machine());
    try {
      this.session =
          arguments.isDryRun()
              ? Session.dry(id, Userland.cached(), Optional.empty(), out::println)
              : Session.open(
                  id, OwnJar.running().path(), Optional.of(userland()), Optional.empty());
    } catch (LaunchException e) {
      free();
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
    Cleanup.opened(session);
  }

  /** One run at a time has the machine; its visits are told not to look. */
  private static AutoCloseable machine() throws IOException {
    try {
      return RunLock.take();
    } catch (RunnerException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }

  /** Containers need no guest's images: they are had also where none can be built. */
  private Userland userland() throws IOException {
    Userland built = Userland.built(step -> err.println("userland: " + step));
    if (arguments.mayNeed(GUEST)) {
      try {
        Userland.builtFor(List.of(GUEST), step -> err.println("userland: " + step));
      } catch (LaunchException e) {
        err.println("tare: guests cannot be had: " + e.getMessage());
      }
    }
    return built;
  }

  Session session() {
    return session;
  }

  /** Whatever comes from now on is taken for the experiment's. */
  HostReader host() {
    Path data = Path.of(session.host().places().data());
    Path disk = Files.isDirectory(data) ? data : Path.of("/var/tmp");
    return new HostReader(ProcFiles.system(), disk, ProcessHandle.current().pid());
  }

  /** An environment that was asked for by name has to be usable. */
  void check(Stack stack) {
    missing(stack)
        .ifPresent(
            line -> {
              throw new CommandFailure(ExitCode.FAILED, line);
            });
  }

  /** The usual environments that this host has; what it lacks is a line each. */
  Map<String, Stack> usable(StackSyntax syntax) {
    Map<String, Stack> usable = new LinkedHashMap<>();
    for (String name : USUAL) {
      Stack stack = syntax.parse(name);
      Optional<String> missing = arguments.isDryRun() ? Optional.empty() : missing(stack);
      missing.ifPresentOrElse(
          line -> err.println("left out: " + line), () -> usable.put(stack.text(), stack));
    }
    if (usable.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED, "no environment can be used here; --env bare is the host itself");
    }
    return usable;
  }

  private Optional<String> missing(Stack stack) {
    Availability found =
        Availability.of(session.host(), stack, session.owner(), arguments.limits());
    return found.isUsable() ? Optional.empty() : Optional.of(found.line());
  }

  /** The run folder, with its plan and its schedule; absent in a dry run. */
  Optional<RunFolder> folder(Map<String, String> plan, List<Slot> schedule) throws IOException {
    if (arguments.isDryRun()) {
      return Optional.empty();
    }
    NewFolder.check(path);
    facts = EnvironmentFacts.read();
    String id = path.toAbsolutePath().getFileName().toString();
    try {
      return Optional.of(
          RunFolder.create(
              path, RunDocument.planned(id, started, arguments.seed(), plan, facts, schedule)));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "cannot write the run folder " + path + " (" + e + "); name one with --out DIR");
    }
  }

  /** Whether this host is itself a guest of another one. */
  boolean isGuest() {
    return facts.get(STACK).filter(stack -> !stack.equals("bare")).isPresent();
  }

  int cpus() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Says how far it is, and how long the rest will take. */
  Progress.Listener progress(String verb) {
    return (what, share, left) -> {
      if (!arguments.isDryRun()) {
        err.println(verb + ": " + Math.round(100 * share) + " %, " + left(left) + what);
        err.flush();
      }
    };
  }

  private static String left(Duration left) {
    if (left.isZero()) {
      return "";
    }
    long seconds = Math.max(1, left.toSeconds());
    return (seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min") + " left, ";
  }

  /** Prints what was found and writes the report. */
  void print(Section section) throws IOException {
    Run results = RunReader.readWithLatencies(path);
    Path page = path.resolve("report.html");
    Files.writeString(page, new Report(List.of(results), List.of(section)).html());
    out.println();
    out.print(
        arguments.isMarkdown() ? SectionMarkdown.markdown(section) : SectionMarkdown.text(section));
    facts
        .get(STACK)
        .filter(stack -> isGuest())
        .ifPresent(stack -> out.println("This host is itself a guest: " + stack));
    out.println("Run folder: " + path);
    out.println("Report:     " + page);
    out.flush();
  }

  /** What an experiment does while it has the machine. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void run() throws IOException, InterruptedException;
  }

  /** Has it done; what the user can do something about is one line. */
  void measure(Work work) throws InterruptedException {
    try {
      work.run();
    } catch (LaunchException | LimitException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "the results cannot be kept in " + path + " (" + e.getMessage() + ")");
    }
  }

  @Override
  public void close() throws IOException {
    if (session.isClosing()) {
      err.println("tare: interrupted; what was finished is in " + path);
      err.flush();
    }
    try {
      session.close();
    } finally {
      Cleanup.closed(session);
      free();
    }
  }

  private void free() throws IOException {
    try {
      if (machine.isPresent()) {
        machine.get().close();
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
