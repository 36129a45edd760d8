package dev.tare.cli;

import dev.tare.bench.disk.DataFile;
import dev.tare.experiment.Session;
import dev.tare.launch.SparedProcesses;
import dev.tare.result.StartedAs;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Describes what must be gone when the program ends, however it ends: what verbs have open, the
 * forks, and the file that they share. What a kill -9 leaves is removed or reused by the next run,
 * or by {@code env --clean}.
 */
final class Cleanup {
  private static final long MOST_SECONDS = 5;
  private static final Deque<AutoCloseable> OPEN = new ConcurrentLinkedDeque<>();
  private static final Map<Session, Runnable> SESSIONS = new ConcurrentHashMap<>();

  private static volatile IntSupplier last;
  private static volatile boolean begun;
  private static volatile boolean ended;

  private Cleanup() {}

  /** Tells whether this process is ending: what fails from now on says nothing. */
  static boolean hasBegun() {
    return begun;
  }

  /**
   * Has it done when this process exits or is interrupted.
   *
   * @param told the exit code of one that is interrupted; absent: the signal's
   */
  static void atExit(OptionalInt told) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  run();
                  if (last != null && !ended) {
                    Runtime.getRuntime().halt(last.getAsInt());
                  }
                  if (told.isPresent() && !ended) {
                    Runtime.getRuntime().halt(told.getAsInt());
                  }
                },
                "leave nothing behind"));
  }

  /** The program has come to its end by itself. */
  static void exit(int code) {
    ended = !begun;
    System.exit(code);
  }

  /**
   * Has something done after all else, where the program is interrupted.
   *
   * @param exit returns the exit code
   */
  static void lastly(IntSupplier exit) {
    last = exit;
  }

  /** The program goes on by itself, unless it is ending. */
  static void nothingLastly() {
    if (!begun) {
      last = null;
    }
  }

  /**
   * Has something closed then, the newest first, before any process of ours is ended. Closing it a
   * second time has to do nothing.
   */
  static void closing(AutoCloseable open) {
    OPEN.push(open);
  }

  /**
   * Has a session closed then. It makes no environment any more from the start, and what runs in
   * those that it has is ended before they are taken away.
   *
   * @param interrupted says that the session's run is cut short: it is told first
   */
  static void opened(Session session, Runnable interrupted) {
    SESSIONS.put(session, interrupted);
  }

  /** A session that has been closed. */
  static void closed(Session session) {
    SESSIONS.remove(session);
  }

  /** A process that the closing itself starts has ended when it is done, or is ended after it. */
  private static void run() {
    begun = true;
    SESSIONS.keySet().forEach(Session::refuse);
    SESSIONS.values().forEach(Runnable::run);
    while (!OPEN.isEmpty()) {
      close(OPEN.pop());
    }
    endDescendants(process -> !SparedProcesses.isKept(process));
    SESSIONS.keySet().forEach(Cleanup::close);
    endDescendants(process -> true);
    DataFile.removeExpected();
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      System.err.println("tare: not all could be removed: " + e.getMessage());
      System.err.println("See: " + StartedAs.command() + " env --clean");
    }
  }

  /** One that nobody reaps never seems to end: they are waited for together, not one by one. */
  private static void endDescendants(Predicate<ProcessHandle> which) {
    List<ProcessHandle> all = ProcessHandle.current().descendants().filter(which).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
        .exceptionally(e -> null)
        .join();
  }
}
