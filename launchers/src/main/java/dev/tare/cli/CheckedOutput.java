package dev.tare.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Prints, and remembers why something could not be printed: a full disk, a reader that is gone. */
final class CheckedOutput extends PrintStream {
  private static final int BUFFER_BYTES = 1 << 13;

  private final Remembering target;

  private CheckedOutput(Remembering target, Charset charset) {
    super(new BufferedOutputStream(target, BUFFER_BYTES), true, charset);
    this.target = target;
  }

  /**
   * This process's standard output, in UTF-8 whatever the locale: in the POSIX locale, which many
   * containers have, names would become question marks and differ no more.
   */
  static CheckedOutput standard() {
    return to(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8);
  }

  static CheckedOutput to(OutputStream target, Charset charset) {
    return new CheckedOutput(new Remembering(target), charset);
  }

  /** Tells why something that was printed is lost; absent where all of it is out. */
  Optional<String> lost() {
    flush();
    return Optional.ofNullable(target.lost);
  }

  private static final class Remembering extends FilterOutputStream {
    private volatile String lost;

    Remembering(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        lost = e.getMessage();
        throw e;
      }
    }
  }
}
