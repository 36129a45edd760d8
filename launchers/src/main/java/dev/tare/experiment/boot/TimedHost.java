package dev.tare.experiment.boot;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.ForwardingEnvironment;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Is this machine, where it is seen when the engine's command of one start begins and ends. */
final class TimedHost extends ForwardingEnvironment {
  private final Optional<String> engine;
  private final Stamps stamps;
  private final List<Process> started = new CopyOnWriteArrayList<>();

  /**
   * Is an engine's process, of whose output it is seen when the words come by that a machine says
   * on its way: QEMU's greeting on standard output, on standard error the guest's console.
   */
  private static final class TappedProcess extends Process {
    private final Process process;
    private final InputStream out;
    private final InputStream err;

    TappedProcess(Process process, Stamps stamps) {
      this.process = process;
      this.out = new Tap(process.getInputStream(), stamps, "{\"QMP\"", Milestone.ACCEPTED);
      this.err =
          new Tap(
              new Tap(process.getErrorStream(), stamps, "Linux version ", Milestone.KERNEL),
              stamps,
              "TARE-INIT",
              Milestone.INIT);
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return out;
    }

    @Override
    public InputStream getErrorStream() {
      return err;
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      return process.waitFor(timeout, unit);
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public void destroy() {
      process.destroy();
    }

    @Override
    public Process destroyForcibly() {
      process.destroyForcibly();
      return this;
    }

    @Override
    public ProcessHandle toHandle() {
      return process.toHandle();
    }

    @Override
    public CompletableFuture<Process> onExit() {
      return process.onExit();
    }
  }

  private static final class Tap extends FilterInputStream {
    private final Stamps stamps;
    private final String word;
    private final Milestone milestone;
    private String tail = "";
    private boolean found;

    Tap(InputStream in, Stamps stamps, String word, Milestone milestone) {
      super(in);
      this.stamps = stamps;
      this.word = word;
      this.milestone = milestone;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = in.read(bytes, from, length);
      if (!found && read > 0) {
        look(tail + new String(bytes, from, read, StandardCharsets.ISO_8859_1));
      }
      return read;
    }

    /** A word may come in two pieces. */
    private void look(String text) {
      found = text.contains(word);
      if (found) {
        stamps.mark(milestone);
      }
      tail = text.substring(Math.max(0, text.length() - word.length()));
    }
  }

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
