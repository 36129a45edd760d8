package dev.tare.cli;

import dev.tare.bench.run.UserPaths;
import dev.tare.experiment.LimitException;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.Session;
import dev.tare.experiment.Shipped;
import dev.tare.facts.EnvironmentFacts;
import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.StartedAs;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * One run of a verb on this machine, which it has for itself: its folder, its sessions, and its
 * end. Closing it leaves nothing but the folder; a run that is cut short says how to go on with it.
 */
final class MeasuredRun implements AutoCloseable {
  private final String verb;
  private final RunOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Instant started = Instant.now();
  private final Optional<MachineLock> lock;
  private final Path path;
  private final boolean wasThere;
  private final OpenSessions sessions;
  private final List<String> unavailable = new ArrayList<>();
  private final AtomicBoolean said = new AtomicBoolean();
  private Optional<RunFolder> folder = Optional.empty();
  private Optional<FolderLock> inUse = Optional.empty();

  /** Says how a run has a machine for itself. */
  enum Machine {
    /** This one is taken as long as the run is open. */
    TAKEN,

    /** JMH, in this process, takes it. */
    JMH,

    /** It is measured on others: this one is not asked for. */
    OTHERS
  }

  /**
   * Begins one, or opens the one that is to be gone on with; in a dry run nothing is touched.
   *
   * @param out gets what was found, or in a dry run the commands
   * @param err gets what people should know
   */
  MeasuredRun(String verb, RunOptions options, Machine machine, PrintWriter out, PrintWriter err)
      throws IOException {
    this.verb = verb;
    this.options = options;
    this.out = out;
    this.err = err;
    this.sessions = new OpenSessions(options, out, err, this::sayInterrupted);
    folder = options.resume().map(name -> RunPlace.begun(verb, name));
    path = folder.isPresent() ? folder.get().path() : RunPlace.of(options.out(), started);
    if (folder.isEmpty() && (options.out().isPresent() || !options.isDry())) {
      RunPlace.checkNew(path);
    }
    wasThere = Files.exists(path);
    if (!options.isDry()) {
      RunPlace.checkTemporary();
    }
    lock = taken(machine);
    if (folder.isPresent() && !options.isDry()) {
      try {
        inUse = Optional.of(FolderLock.take(path));
      } catch (CommandFailure | IOException e) {
        close();
        throw e;
      }
    }
    // What it opens later is closed before it is said.
    Cleanup.closing(this::sayInterrupted);
  }

  private Optional<MachineLock> taken(Machine machine) throws IOException {
    if (machine == Machine.JMH) {
      MachineLock.check();
    }
    return machine == Machine.TAKEN && !options.isDry()
        ? Optional.of(MachineLock.take())
        : Optional.empty();
  }

  Path path() {
    return path;
  }

  /** Tells whether a run that was cut short is gone on with. */
  boolean isResumed() {
    return options.resume().isPresent();
  }

  /** Tells how far the run has come. */
  RunDocument document() {
    return begun().document();
  }

  /** Returns the folder of a run that goes on, or has begun. */
  RunFolder begun() {
    return folder.orElseThrow();
  }

  /** Reads something of a run that goes on; what will not do is one line. */
  <T> T read(RunPlace.Reading<T> reading) {
    try {
      return RunPlace.read(options.resume().orElseThrow(), reading);
    } catch (UsageFailure e) {
      // Which jar it is of was not kept at first.
      throw document().canGoOn()
          ? e
          : new UsageFailure(
              e.getMessage() + "; an earlier version of this program began it: begin it anew");
    }
  }

  /**
   * Makes what something has damaged in the folder of a run that goes on to be measured again: once
   * it is known that it can go on, for what is refused stays as it is.
   */
  void mend() throws IOException {
    DamagedTrials.mend(folder.orElseThrow(), options.isDry(), err);
  }

  /**
   * The run's folder: a new one with its plan and its schedule, or that of the run that goes on.
   *
   * @param more puts what an experiment was asked for into what is planned
   * @return absent in a dry run
   */
  Optional<RunFolder> folder(
      Map<String, String> plan, UnaryOperator<RunDocument> more, List<ScheduledTrial> schedule)
      throws IOException {
    if (folder.isEmpty() && !options.isDry()) {
      Map<String, String> all = new TreeMap<>(plan);
      all.put(RunDocument.COMMAND, options.command());
      if (!unavailable.isEmpty()) {
        all.put(RunDocument.UNAVAILABLE, UserPaths.kept(String.join("\n", unavailable)));
      }
      if (options.canResume()) {
        all.put(RunDocument.JAR, OwnJar.running().sha256());
      }
      RunDocument planned =
          RunDocument.planned(
              id(), started, options.seed(), all, EnvironmentFacts.read(), schedule);
      folder = Optional.of(RunPlace.create(path, more.apply(planned)));
      inUse = Optional.of(FolderLock.take(path));
    }
    return folder;
  }

  /**
   * Opens a session of the run; it is closed with the run.
   *
   * @param shipped not asked for in a dry run
   * @param data where disk benchmarks measure; absent: the session's choice
   */
  Session session(Shipped shipped, Optional<Userland> userland, Optional<Path> data)
      throws IOException {
    return sessions.open(id(), shipped, userland, data);
  }

  /** Describes what a verb does while it has the machine. */
  @FunctionalInterface
  interface Work<T> {
    T done() throws IOException, InterruptedException;
  }

  /** Has it done; what the user can do something about is one line. */
  <T> T measure(Work<T> work) throws InterruptedException {
    try {
      return work.done();
    } catch (LaunchException | LimitException e) {
      throw new CommandFailure(e.getMessage());
    } catch (IOException e) {
      throw new UnkeptResults(
          "the results cannot be kept in "
              + path
              + " ("
              + CommandFailure.reason(e)
              + ")"
              + (options.canResume() ? "; make room and go on with: " + goOn() : ""));
    }
  }

  /** Says what is to be known before; of what has ended, and is asked for again, nothing is. */
  void warn(Optional<String> warning) {
    if (document().finished().isEmpty()) {
      warning.ifPresent(line -> err.println("tare: " + line));
    }
  }

  /**
   * Returns what was asked for by name and cannot be had, a line each: whoever finds one out adds
   * it.
   */
  List<String> unavailable() {
    return unavailable;
  }

  /** Returns where what was found is kept and printed. */
  RunReport report() {
    return new RunReport(path, document().plan().getOrDefault(RunDocument.COMMAND, verb), out);
  }

  /**
   * The run has come to its end: says what could not be had.
   *
   * @param good whether nothing failed
   * @return the exit code
   */
  int end(boolean good) {
    unavailable.forEach(line -> err.println("tare: " + line));
    return good && unavailable.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Nothing of it is left to be done. */
  void finish(Instant when) throws IOException {
    folder.orElseThrow().finish(when);
  }

  /** Says once that the run is cut short, and how it is gone on with; not of one that is closed. */
  void sayInterrupted() {
    if (!options.isDry() && !said.getAndSet(true)) {
      err.println("tare: interrupted; " + whatIsLeft());
      err.flush();
      removeEmpty();
    }
  }

  private String whatIsLeft() {
    if (folder.isPresent() && options.canResume()) {
      return "go on with: " + goOn();
    }
    boolean measured =
        folder.isPresent()
            && document().schedule().stream().anyMatch(slot -> !slot.forks().isEmpty());
    return measured ? "what was finished is in " + path : "nothing has been measured";
  }

  private void removeEmpty() {
    if (folder.isEmpty() && !wasThere && !options.isDry()) {
      RunPlace.removeEmpty(path);
    }
  }

  @Override
  public void close() throws IOException {
    // What ends while the program is interrupted is cut short by that.
    if (!Cleanup.hasBegun()) {
      said.set(true);
    }
    sessions.close();
    removeEmpty();
    if (inUse.isPresent()) {
      inUse.get().close();
    }
    if (lock.isPresent()) {
      lock.get().close();
    }
  }

  private String id() {
    return folder
        .map(run -> run.document().id())
        .orElseGet(() -> path.toAbsolutePath().normalize().getFileName().toString());
  }

  /** Returns the command that goes on with it. */
  String goOn() {
    String own = verb + " --resume " + Command.quoted(path.toString());
    return StartedAs.command() + " " + options.whole().orElse(own);
  }
}
