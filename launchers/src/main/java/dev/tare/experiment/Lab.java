package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.Limits;
import dev.tare.launch.MemoryPool;
import dev.tare.launch.Stack;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.Optional;

/** What an experiment works with: environments of the run's session, and the run's folder. */
public final class Lab {
  private final Session session;
  private final Optional<RunFolder> folder;
  private final ConsoleLog console;

  /**
   * @param folder absent in a dry run: nothing is kept
   */
  public Lab(Session session, Optional<RunFolder> folder) {
    this.session = session;
    this.folder = folder;
    this.console = new ConsoleLog(folder);
  }

  public Session session() {
    return session;
  }

  /** This machine, outside every layer. */
  public Environment host() {
    return session.host();
  }

  /** Whether nothing happens, and every command is printed. */
  public boolean isDry() {
    return session.host().isDry();
  }

  /** Absent in a dry run. */
  public Optional<RunFolder> folder() {
    return folder;
  }

  /**
   * Makes an environment among others; whoever closes the load closes it, and so does the end of
   * the run.
   *
   * @param place whose log gets what is printed in there
   * @param role what it is called, unlike any other that is there; letters, digits and dashes
   * @param pool whose memory it has; absent: the host's
   */
  public BackgroundLoad enter(
      String place, String role, Stack stack, Limits limits, Optional<MemoryPool> pool)
      throws IOException {
    Environment environment = GuestEnvironment.enter(session, stack, limits, role, pool);
    return new BackgroundLoad(role, environment, System::nanoTime)
        .withConsole(line -> console.add(place, role + ": " + line));
  }
}
