package dev.tare.experiment.boot;

import dev.tare.experiment.Session;
import dev.tare.launch.Beginning;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layer;
import dev.tare.launch.Limits;
import dev.tare.launch.Serves;
import dev.tare.launch.Stack;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One environment from the moment at which it is asked for until all of it is gone. */
final class Launch implements Closeable {
  private static final int GONE_SECONDS = 10;

  private final Session session;
  private final Starting starting;
  private final Limits limits;
  private final Optional<Layer> layer;
  private final String name;
  private final Optional<String> saved;
  private final Optional<FirstByte> first;
  private volatile TimedHost host;
  private Environment environment;
  private Resources resources;
  private Stamps stamps;
  private long totalNs;

  /**
   * Waits at a named pipe for the byte of what runs first inside, and then for its end, which
   * closes the pipe: a thread of its own lies in a read, so that nothing is polled.
   */
  private static final class FirstByte implements Closeable {
    private final Path pipe;
    private final RandomAccessFile both;
    private final CompletableFuture<Long> came = new CompletableFuture<>();
    private final CompletableFuture<Long> ended = new CompletableFuture<>();

    /**
     * Begins to wait.
     *
     * @param pipe that is there
     */
    FirstByte(Path pipe) throws IOException {
      this.pipe = pipe;
      // Open for both, or opening would wait for somebody who writes.
      this.both = new RandomAccessFile(pipe.toFile(), "rw");
      Thread reader = new Thread(this::read, "first byte");
      reader.setDaemon(true);
      reader.start();
    }

    /**
     * Tells when it came, as {@link System#nanoTime} says it; fails where it is waited for no more.
     */
    CompletableFuture<Long> came() {
      return came;
    }

    /** Tells when whoever wrote it was gone. */
    CompletableFuture<Long> ended() {
      return ended;
    }

    private void read() {
      try (both) {
        boolean inside = both.read() == '\n';
        long ns = System.nanoTime();
        if (!inside) {
          came.completeExceptionally(new IOException("no byte came from inside"));
          return;
        }
        came.complete(ns);
        try (FileInputStream only = new FileInputStream(pipe.toFile())) {
          // From here on only they have it open for writing.
          both.close();
          only.transferTo(java.io.OutputStream.nullOutputStream());
          ended.complete(System.nanoTime());
        }
      } catch (IOException e) {
        came.completeExceptionally(e);
        ended.completeExceptionally(e);
      }
    }

    @Override
    public void close() throws IOException {
      if (!came.isDone()) {
        both.write(0);
      }
    }
  }

  /**
   * Prepares what a start must not wait for.
   *
   * @param name of its pipe, unlike any other's
   * @param saved the folder from which it begins; absent: anew
   */
  Launch(Session session, Starting starting, Limits limits, String name, Optional<String> saved)
      throws IOException {
    this.session = session;
    this.starting = starting;
    this.limits = limits;
    this.name = name;
    this.saved = saved;
    Stack stack = starting.stack();
    this.layer =
        stack.steps().size() == 1
            ? Optional.of(stack.steps().get(0).layer()).filter(one -> one.engine().isPresent())
            : Optional.empty();
    if (layer.isPresent() && !session.host().isDry()) {
      Path pipe = pipe();
      session.host().ran(Command.of("mkfifo", "-m", "600", pipe.toString()));
      this.first = Optional.of(new FirstByte(pipe));
    } else {
      this.first = Optional.empty();
    }
  }

  private Path pipe() {
    return Path.of(session.host().places().shipped(), name);
  }

  Environment environment() {
    return environment;
  }

  /**
   * Starts it, until a JVM inside has written its line, and until it has answered over the network
   * where it has one.
   *
   * @param askedNs when it was asked for, as {@link System#nanoTime} says it
   * @throws LaunchException why it did not come up, one line
   */
  void start(long askedNs) throws IOException, InterruptedException {
    stamps = new Stamps(askedNs);
    host = new TimedHost(session.host(), layer.flatMap(Layer::engine), stamps);
    Beginning beginning = new Beginning(layer.map(any -> name), saved, starting.firstWords());
    environment = session.enter(host, starting.entered(), limits, Optional.empty(), beginning);
    stamps.mark(Milestone.READY);
    CompletableFuture<Boolean> answer = NetworkAnswer.of(environment, stamps);
    // What runs first may be a JVM, which is then the one that is waited for.
    boolean none = !starting.firstWords().isEmpty() || environment.as(Serves.class).isPresent();
    Optional<Process> jvm = none ? Optional.empty() : Optional.of(startedJvm());
    awaitFirstByte();
    totalNs = System.nanoTime() - askedNs;
    if (answer.join()) {
      totalNs = System.nanoTime() - askedNs;
    }
    if (jvm.isPresent()) {
      jvm.get().getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  /** A JVM inside that has written its first byte. */
  private Process startedJvm() throws IOException {
    Process jvm = environment.start(Command.of(environment.places().java(), "--version"));
    jvm.getOutputStream().close();
    int line = jvm.getInputStream().read();
    stamps.mark(Milestone.JVM);
    if (line < 0 && !session.host().isDry()) {
      InputStream err = jvm.getErrorStream();
      String said = new String(err.readAllBytes(), StandardCharsets.UTF_8).strip();
      throw new LaunchException("no JVM runs inside: " + said.replaceAll("(?s)\\R.*", ""));
    }
    return jvm;
  }

  private void awaitFirstByte() throws IOException, InterruptedException {
    if (first.isPresent()) {
      try {
        long ns = first.get().came().get();
        stamps.mark(Milestone.FIRST_BYTE, ns);
        if (environment.as(Serves.class).isEmpty()) {
          // Where it was not a JVM that wrote it, that of one is stamped already.
          stamps.mark(Milestone.JVM, ns);
        }
      } catch (ExecutionException e) {
        throw new LaunchException(e.getCause().getMessage(), e);
      }
    }
  }

  /** Reads what it has of the host, which its end waits for. */
  void look() throws IOException {
    resources = Resources.of(environment);
  }

  /** Gives a start up that takes too long: whoever waits in it fails. */
  void abort() throws IOException {
    if (host != null) {
      host.abort();
    }
    closePipe();
  }

  /**
   * Ends what came up and was looked at.
   *
   * @throws LaunchException why it did not end, one line
   */
  Start stop() throws IOException, InterruptedException {
    long askedNs = System.nanoTime();
    close();
    if (!resources.areGoneWithin(TimeUnit.SECONDS.toNanos(GONE_SECONDS))) {
      throw new LaunchException(
          "not gone " + GONE_SECONDS + " s after its end: " + resources.names());
    }
    long goneNs = System.nanoTime() - askedNs;
    return new Start(stamps.all(), totalNs, resources.peakBytes(), endedAfter(askedNs), goneNs, 0);
  }

  private OptionalLong endedAfter(long askedNs) throws InterruptedException {
    if (first.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long ns = first.get().ended().get(1, TimeUnit.SECONDS);
      return OptionalLong.of(ns - askedNs);
    } catch (ExecutionException | TimeoutException e) {
      return OptionalLong.empty();
    }
  }

  private void closePipe() throws IOException {
    if (first.isPresent()) {
      first.get().close();
    }
  }

  /** Leaves nothing of it, whether it came up or not; again it does nothing. */
  @Override
  public void close() throws IOException {
    Environment up = environment;
    environment = null;
    closePipe();
    if (up != null) {
      session.leave(up);
    }
    if (first.isPresent()) {
      Files.deleteIfExists(pipe());
    }
  }
}
