package dev.tare.experiment;

import dev.tare.launch.Environment;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * One trial of an environment while it runs: the jar in there measures, and its events come out
 * through the pipe of whatever engine it is. Several may run at once, each in an environment of its
 * own; with {@link TrialPlan#barrier} they start measuring together.
 *
 * <p>A JVM that crashed as JVMs do in emulated guests is run again, once: the listener is told so
 * in the place of its failure. A signal of its own ended it, and a layer emulates: emulators lose
 * sight of code that one CPU writes while another translates it, and JVMs write code all the time.
 * What was killed from outside (for its memory) is none. Not past a barrier: alone it would not
 * measure what it was to measure beside others.
 */
public final class Trial implements AutoCloseable {
  /** Is 128 + SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV. */
  private static final Pattern CRASHED_FORK =
      Pattern.compile("forked VM failed with exit code (132|134|135|136|139)\\b");

  /** The head of a JVM's fatal error log, which goes to the standard output. */
  private static final Pattern FATAL_ERROR =
      Pattern.compile("^# +(SIG(ILL|BUS|FPE|SEGV) \\(0x|Internal Error \\()");

  private final Environment environment;
  private final TrialTask plan;
  private final TrialProgress record;
  private final Watchdog watchdog;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final TrialListener listener;
  private TrialProcess process;
  private boolean closed;
  private volatile Boolean emulated;

  /**
   * Starts a trial.
   *
   * @param environment stays open, and belongs to the caller
   * @param listener is told of everything, from threads of the trial
   * @param patience how long nothing may be heard: then the trial is killed
   */
  public Trial(Environment environment, TrialTask plan, TrialListener listener, Duration patience)
      throws IOException {
    this.environment = environment;
    this.plan = plan;
    this.listener = listener;
    this.record = new TrialProgress();
    Process first = environment.start(plan.command(environment.places()));
    this.watchdog = new Watchdog(patience, () -> running().kill());
    run(first);
  }

  /**
   * Tells how long a trial of such forks may be silent: slow engines start a JVM in half a minute.
   */
  public static Duration patience(Timing timing) {
    return Duration.ofMinutes(2).plusMillis(5 * timing.forkMs());
  }

  /**
   * Waits until a fork is warm and stands at the barrier.
   *
   * @return false where the trial ended before it came there
   */
  public boolean awaitReady() throws InterruptedException {
    do {
      while (!ready.isDone() && running().mayStillSpeak()) {
        // Asked again: it has not been said yet.
        continue;
      }
    } while (!ready.isDone() && goesOn());
    return ready.isDone();
  }

  /** Lets the fork that stands at the barrier go on. */
  public void go() throws IOException {
    running().go();
  }

  /** Tells whether it has not ended yet. */
  public boolean isRunning() {
    return running().isRunning();
  }

  /** Waits for the end. */
  public TrialOutcome await() throws InterruptedException {
    int exit = running().await();
    if (runAgain()) {
      exit = running().await();
    }
    watchdog.close();
    return record.outcome(environment, exit, watchdog.barked());
  }

  /** Ends the trial, if it has not; its fork goes with it. */
  @Override
  public void close() throws IOException {
    watchdog.close();
    synchronized (this) {
      closed = true;
    }
    running().close();
  }

  private synchronized TrialProcess running() {
    return process;
  }

  private synchronized void run(Process started) {
    process = new TrialProcess(started, this::line, this::console);
  }

  private boolean goesOn() throws InterruptedException {
    running().await();
    return runAgain();
  }

  /** Starts what crashed again, with all that did not come to run because of it. */
  private synchronized boolean runAgain() {
    if (closed || watchdog.barked() || !record.hasCrashed()) {
      return false;
    }
    TrialTask left = record.left(plan);
    try {
      run(environment.start(left.command(environment.places())));
      return true;
    } catch (IOException e) {
      record.said(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void line(String line) {
    TrialEvent.parse(line).ifPresentOrElse(this::event, () -> foreign(line));
  }

  private void event(TrialEvent event) {
    watchdog.heard(!(event instanceof TrialEvent.Ready));
    if (event instanceof TrialEvent.Ended ended
        && ended.failure().isPresent()
        && !isLast()
        && CRASHED_FORK.matcher(ended.failure().get()).find()
        && isEmulated()) {
      crashed(ended.run(), ended.failure().get());
      return;
    }
    record.add(event);
    if (event instanceof TrialEvent.Ready) {
      ready.complete(null);
    } else if (event instanceof TrialEvent.Finished) {
      running().endInput();
    }
    listener.event(event);
  }

  /** Records what is not of the trial, but of its JVM. */
  private void foreign(String line) {
    console(line);
    if (!isLast() && FATAL_ERROR.matcher(line).find() && isEmulated()) {
      crashed(record.running(), line);
    }
  }

  private synchronized boolean isEmulated() {
    if (emulated == null) {
      try {
        emulated = environment.facts().emulated().orElse(false);
      } catch (IOException e) {
        // Nobody can say so: then it is taken for the JVM's own fault.
        emulated = false;
      }
    }
    return emulated;
  }

  private void crashed(String run, String why) {
    record.crashed(run, why);
    listener.again(run, why);
  }

  /** Tells whether a crash now is a failure. */
  private boolean isLast() {
    return ready.isDone() || record.isSecond();
  }

  private void console(String line) {
    record.said(line);
    listener.console(line);
  }
}
