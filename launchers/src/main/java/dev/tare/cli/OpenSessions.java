package dev.tare.cli;

import dev.tare.experiment.Session;
import dev.tare.experiment.Shipped;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.Owner;
import dev.tare.launch.ScratchFolders;
import dev.tare.launch.StaleResource;
import dev.tare.launch.StaleResources;
import dev.tare.result.StartedAs;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The sessions that one run has open, which an interruption closes too. */
final class OpenSessions implements AutoCloseable {
  private final RunOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Runnable interrupted;
  private final Deque<Session> open = new ArrayDeque<>();

  /**
   * @param out gets the commands of a dry run
   * @param interrupted says that the run is cut short
   */
  OpenSessions(RunOptions options, PrintWriter out, PrintWriter err, Runnable interrupted) {
    this.options = options;
    this.out = out;
    this.err = err;
    this.interrupted = interrupted;
  }

  /**
   * Opens one.
   *
   * @param run the run's id
   * @param shipped not asked for in a dry run
   * @param data where disk benchmarks measure; absent: the session's choice
   */
  Session open(String run, Shipped shipped, Optional<Userland> userland, Optional<Path> data)
      throws IOException {
    String id = run + (open.isEmpty() ? "" : "-" + (open.size() + 1));
    if (options.isDry()) {
      open.push(Session.dry(id, userland, data, out::println));
      return open.peek();
    }
    if (options.resume().isPresent()) {
      removeLeftovers(id, userland);
    }
    try {
      open.push(Session.open(id, shipped, userland, data));
    } catch (LaunchException e) {
      throw new CommandFailure(e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure(
          "the folders of the run cannot be made ("
              + e
              + "); --data and -Djava.io.tmpdir=DIR name others");
    }
    Cleanup.opened(open.peek(), interrupted);
    return open.peek();
  }

  /** A process that a kill has left of this run would run beside what is measured now. */
  private void removeLeftovers(String id, Optional<Userland> userland) throws IOException {
    StaleResources left =
        StaleResources.find(
            Layers.standard(),
            AskedHost.with(userland),
            ScratchFolders.bases(),
            line -> err.println("tare: " + line));
    String owner = Owner.plain(id);
    for (StaleResource one : left.abandoned()) {
      if (one.owner().run().equals(owner)) {
        try {
          left.remove(one);
        } catch (IOException e) {
          err.println("tare: " + one.what() + " is not removed: " + e.getMessage());
        }
      }
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  /** An interrupted session is closed by the shutdown that interrupted it. */
  private void close(Session session) {
    if (session.isClosing()) {
      return;
    }
    try {
      session.close();
    } catch (IOException e) {
      err.println(
          "tare: not all could be removed: "
              + e.getMessage()
              + "; later: "
              + StartedAs.command()
              + " env --clean");
    }
    Cleanup.closed(session);
  }
}
