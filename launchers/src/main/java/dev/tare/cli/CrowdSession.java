package dev.tare.cli;

import dev.tare.experiment.Session;
import dev.tare.experiment.density.HostReader;
import dev.tare.experiment.density.Progress;
import dev.tare.facts.EnvironmentFacts;
import dev.tare.launch.Finding;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Spec;
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
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One run of an experiment with several environments at once, from its session to its report.
 * Closing it leaves nothing behind but the run folder.
 */
final class CrowdSession implements AutoCloseable {
  private static final List<String> USUAL = List.of("docker", "lxc", "kvm");
  private static final String STACK = "layers.stack";

  private final CrowdArguments arguments;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Instant started = Instant.now();
  private final Path path;
  private final Session session;
  private final Thread hook;
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
    try {
      this.session =
          arguments.isDryRun()
              ? Session.dry(id, Userland.cached(), Optional.empty(), out::println)
              : Session.open(id, OwnJar.path(), Optional.of(userland()), Optional.empty());
    } catch (LaunchException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
    this.hook = new Thread(this::interrupted, "end the environments");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private Userland userland() throws IOException {
    return Userland.built(step -> err.println("userland: " + step));
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
              throw new CommandFailure(ExitCode.FAILED, stack.text() + ": " + line);
            });
  }

  /** The usual environments that this host has; what it lacks is a line each. */
  Map<String, Stack> usable(StackSyntax syntax) {
    Map<String, Stack> usable = new LinkedHashMap<>();
    for (String name : USUAL) {
      Stack stack = syntax.parse(name);
      Optional<String> missing = arguments.isDryRun() ? Optional.empty() : missing(stack);
      missing.ifPresentOrElse(
          line -> err.println(name + " is left out: " + line),
          () -> usable.put(stack.text(), stack));
    }
    if (usable.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED, "no environment can be used here; --env bare is the host itself");
    }
    return usable;
  }

  /** Only the outermost layer can be asked before it is there. */
  private Optional<String> missing(Stack stack) {
    try {
      Stack.Step first = stack.steps().get(0);
      Spec spec = new Spec(session.owner(), "tare-check", new TreeMap<>(), Limits.NONE);
      return first.layer().check(session.host(), spec).stream()
          .filter(Finding::stops)
          .map(Finding::line)
          .findFirst();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The run folder, with its plan and its schedule; absent in a dry run. */
  Optional<RunFolder> folder(Map<String, String> plan, List<Slot> schedule) throws IOException {
    if (arguments.isDryRun()) {
      return Optional.empty();
    }
    checkEmpty();
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

  private void checkEmpty() throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        if (inside.findAny().isPresent()) {
          throw new CommandFailure(
              ExitCode.USAGE, "--out " + path + ": not empty; a run needs a folder of its own");
        }
      }
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

  private void interrupted() {
    session.refuse();
    end();
    err.println("tare: interrupted; what was finished is in " + path);
    err.flush();
  }

  private void end() {
    try {
      session.close();
    } catch (IOException e) {
      err.println("tare: " + e.getMessage() + "; env --clean removes what is left");
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is already going down, and the hook does the rest.
      return;
    }
  }
}
