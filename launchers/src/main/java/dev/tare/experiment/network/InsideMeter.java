package dev.tare.experiment.network;

import dev.tare.launch.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A shell in an environment that answers with the CPU time that was used there. */
final class InsideMeter implements AutoCloseable {
  private static final int A_MOMENT_S = 10;

  private final Process shell;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private InsideMeter(Process shell) {
    this.shell = shell;
    Thread reader = new Thread(this::read, "inside meter");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it.
   *
   * @param guest see {@link InsideUsage#command}
   */
  static InsideMeter start(Environment environment, boolean guest) throws IOException {
    return new InsideMeter(environment.start(InsideUsage.command(guest)));
  }

  /** What has been used until now, us; absent where nobody answers. */
  synchronized OptionalLong usedUs() {
    try {
      answers.clear();
      OutputStream in = shell.getOutputStream();
      in.write('\n');
      in.flush();
      String answer = answers.poll(A_MOMENT_S, TimeUnit.SECONDS);
      return answer == null ? OptionalLong.empty() : InsideUsage.us(answer);
    } catch (IOException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(answers::add);
    } catch (IOException | UncheckedIOException e) {
      // The environment is gone, and whoever asks gets no answer.
      return;
    }
  }

  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already.
      shell.destroy();
    }
    shell.destroy();
  }
}
