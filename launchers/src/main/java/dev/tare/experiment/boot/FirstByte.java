package dev.tare.experiment.boot;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Waits at a named pipe for the byte of what runs first inside, and then for its end, which closes
 * the pipe: a thread of its own lies in a read, so that nothing is polled.
 */
final class FirstByte implements Closeable {
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
