package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.Limits;
import dev.tare.launch.MemoryPool;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Describes what an experiment works with: environments of the run's session, and the run's folder.
 */
public final class Lab implements Closeable {
  private final Session session;
  private final Optional<RunFolder> folder;
  private final Jars jars;
  private final Map<Path, Session> others = new HashMap<>();
  private final ConsoleLog console;
  private final RecordedTrials trials;
  private final Map<String, Closeable> kept = new TreeMap<>();
  private Progress progress = new Progress((what, share, left) -> {}, System::nanoTime, 0);

  /** Opens a session of the run in which another jar is shipped. */
  public interface Jars {
    Session open(Path jar) throws IOException;
  }

  /** Takes where no other jar is measured with. */
  public Lab(Session session, Optional<RunFolder> folder) {
    this(session, folder, jar -> session);
  }

  /**
   * @param folder absent in a dry run: nothing is kept
   */
  public Lab(Session session, Optional<RunFolder> folder, Jars jars) {
    this.session = session;
    this.jars = jars;
    this.folder = folder;
    this.console = new ConsoleLog(folder);
    this.trials = new RecordedTrials(folder, console);
  }

  public Session session() {
    return session;
  }

  /** The one whose environments are measured with that jar. */
  public Session session(Path jar) throws IOException {
    Session other = others.get(jar);
    if (other == null) {
      other = jars.open(jar);
      others.put(jar, other);
    }
    return other;
  }

  /** Returns this machine, outside every layer. */
  public Environment host() {
    return session.host();
  }

  /** Tells whether nothing happens, and every command is printed. */
  public boolean isDry() {
    return session.host().isDry();
  }

  /** Absent in a dry run. */
  public Optional<RunFolder> folder() {
    return folder;
  }

  /** Returns what is printed in the run's environments. */
  public ConsoleLog console() {
    return console;
  }

  /** Has people told something that they should know, one line. */
  public void note(String line) {
    progress.note(line);
  }

  /** Has people told that something is as it should be, one line. */
  public void say(String line) {
    progress.say(line);
  }

  int notes() {
    return progress.notes();
  }

  void tell(Progress other) {
    progress = other;
  }

  /** Keeps something over turns, under a name of its own; the end of the run closes it. */
  public void keep(String name, Closeable one) {
    kept.put(name, one);
  }

  /** Returns what was kept under a name; from now on it belongs to who takes it. */
  public <T extends Closeable> Optional<T> take(String name, Class<T> kind) {
    return Optional.ofNullable(kind.cast(kept.remove(name)));
  }

  /** Closes what is kept. */
  @Override
  public void close() {
    kept.forEach(
        (name, one) -> {
          try {
            one.close();
          } catch (IOException e) {
            note(name + ": not closed cleanly: " + e.getMessage());
          }
        });
    kept.clear();
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
    return load(place, role, session.enter(stack, limits, pool));
  }

  /** Makes one among others that share a machine. */
  public BackgroundLoad enterShared(
      Environment guest, String place, String role, Stack stack, Limits limits) throws IOException {
    return load(place, role, session.enterShared(guest, stack, limits));
  }

  private BackgroundLoad load(String place, String role, Environment inner) throws IOException {
    return new BackgroundLoad(
        role,
        GuestEnvironment.of(session, inner, role),
        System::nanoTime,
        line -> console.add(place, role + ": " + line));
  }

  /**
   * Trials an environment; what comes out is in the run folder at once. One that is lost on the way
   * is made anew for the rest, and what the trial's slot has already is not run again.
   *
   * @throws LimitException where a limit did not take effect: nothing can be compared then
   * @throws IOException where the results cannot be kept, or the run is interrupted
   */
  public TrialResult trial(PlannedTrial wanted) throws IOException, InterruptedException {
    return trials.make(wanted, progress);
  }

  /**
   * Keeps what an environment is.
   *
   * @param inside as it is seen from there
   * @param layers what only they know, which goes before
   */
  public void facts(String place, Facts inside, Facts layers) throws IOException {
    if (folder.isPresent()) {
      TreeMap<String, String> all = new TreeMap<>(inside.values());
      all.putAll(layers.values());
      folder.get().facts(place, new Facts(all));
    }
  }

  /** Keeps what a trial gave. */
  public void keep(int slot, TrialEvent.Ended given) throws IOException {
    if (folder.isPresent()) {
      RunFolder run = folder.get();
      run.add(slot, given.run(), given.jmh(), given.latencies());
      run.merge(slot);
      run.done(slot, Map.of());
    }
  }

  /** A trial gave samples, and no more. */
  public void done(int slot) throws IOException {
    if (folder.isPresent()) {
      folder.get().done(slot, Map.of());
    }
  }

  /** A trial gave nothing, for that reason. */
  public void without(int slot, String why) throws IOException {
    if (folder.isPresent()) {
      folder.get().without(slot, ScheduledTrial.Status.FAILED, why);
    }
  }
}
