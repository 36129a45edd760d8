package dev.tare.experiment.boot;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.ForwardingEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Is this machine, where it is seen when the engine's command of one start begins and ends. */
final class TimedHost extends ForwardingEnvironment {
  private final Optional<String> engine;
  private final Stamps stamps;
  private final List<Process> started = new CopyOnWriteArrayList<>();

  /**
   * @param engine how its program is called, or begins; see {@link dev.tare.launch.Layer#engine}
   */
  TimedHost(Environment host, Optional<String> engine, Stamps stamps) {
    super(host);
    this.engine = engine;
    this.stamps = stamps;
  }

  private boolean isEngine(Command command) {
    return engine.isPresent()
        && command.words().stream().anyMatch(word -> word.startsWith(engine.get()));
  }

  @Override
  public Process start(Command command) throws IOException {
    boolean own = isEngine(command);
    if (own) {
      stamps.mark(Milestone.BEGUN);
    }
    Process process = super.start(command);
    started.add(process);
    return own && !isDry() ? new TappedProcess(process, stamps) : process;
  }

  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    Ended ended = super.run(command, limit);
    if (isEngine(command)) {
      stamps.mark(Milestone.RETURNED);
    }
    return ended;
  }

  /** Ends what runs of all that was started, so that whoever waits for it fails. */
  void abort() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {}
}
