package dev.tare.cli;

import dev.tare.bench.disk.DataFile;
import dev.tare.experiment.Session;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What must be gone when the program ends, however it ends: the environments that it made, the
 * forks, and the file that they share. What a kill -9 leaves is removed or reused by the next run.
 */
final class Cleanup {
  private static final long MOST_SECONDS = 5;
  private static final Set<Session> OPEN = ConcurrentHashMap.newKeySet();

  private Cleanup() {}

  /** Has it done when this process exits or is interrupted. */
  static void atExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::run, "leave nothing behind"));
  }

  /** A session that has to be closed, whatever happens. */
  static void opened(Session session) {
    OPEN.add(session);
  }

  /** A session that has been closed. */
  static void closed(Session session) {
    OPEN.remove(session);
  }

  /**
   * What runs is ended before its environment is taken away; what the taking away itself needs is
   * started after that, and has ended when it is done.
   */
  private static void run() {
    OPEN.forEach(Session::refuse);
    endDescendants();
    OPEN.forEach(Cleanup::close);
    endDescendants();
    DataFile.removeLeftovers();
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (IOException e) {
      System.err.println("tare: something is left: " + e.getMessage());
    }
  }

  private static void endDescendants() {
    ProcessHandle.current().descendants().forEach(Cleanup::end);
  }

  private static void end(ProcessHandle fork) {
    fork.destroyForcibly();
    fork.onExit().orTimeout(MOST_SECONDS, TimeUnit.SECONDS).exceptionally(e -> null).join();
  }
}
