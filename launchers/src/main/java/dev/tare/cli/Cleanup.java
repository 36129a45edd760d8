package dev.tare.cli;

import dev.tare.bench.disk.DataFile;
import dev.tare.experiment.Session;
import dev.tare.launch.KeptProcesses;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What must be gone when the program ends, however it ends: the environments that it made and what
 * else verbs have open, the forks, and the file that they share. What a kill -9 leaves is removed
 * or reused by the next run, or by {@code env --clean}.
 */
final class Cleanup {
  private static final long MOST_SECONDS = 5;
  private static final Set<Session> SESSIONS = ConcurrentHashMap.newKeySet();
  private static final Deque<AutoCloseable> OPEN = new ConcurrentLinkedDeque<>();

  private Cleanup() {}

  /** Has it done when this process exits or is interrupted. */
  static void atExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::run, "leave nothing behind"));
  }

  /** A session that has to be closed, whatever happens. */
  static void opened(Session session) {
    SESSIONS.add(session);
  }

  /** A session that has been closed. */
  static void closed(Session session) {
    SESSIONS.remove(session);
  }

  /**
   * Has something else closed then, the newest first, before any process of ours is ended. Closing
   * it a second time has to do nothing.
   */
  static void closing(AutoCloseable open) {
    OPEN.push(open);
  }

  /**
   * What runs in a session is ended before its environment is taken away; what the taking away
   * itself needs is started after that, and has ended when it is done.
   */
  private static void run() {
    while (!OPEN.isEmpty()) {
      close(OPEN.pop());
    }
    SESSIONS.forEach(Session::refuse);
    endDescendants(process -> !KeptProcesses.isKept(process));
    SESSIONS.forEach(Cleanup::close);
    endDescendants(process -> true);
    DataFile.removeLeftovers();
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      System.err.println("tare: not all could be removed: " + e.getMessage());
      System.err.println("See: java -jar benchmarks.jar env --clean");
    }
  }

  private static void endDescendants(Predicate<ProcessHandle> which) {
    ProcessHandle.current().descendants().filter(which).forEach(Cleanup::end);
  }

  private static void end(ProcessHandle fork) {
    fork.destroyForcibly();
    fork.onExit().orTimeout(MOST_SECONDS, TimeUnit.SECONDS).exceptionally(e -> null).join();
  }
}
