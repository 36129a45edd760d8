package dev.tare.result.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes the line breaks out of a JSON document's texts, with the blanks that follow them: JMH 1.21
 * breaks the line after each comma and bracket, also within the value of a parameter.
 */
final class UnbrokenTexts extends FilterInputStream {
  private boolean text;
  private boolean escaped;
  private boolean broken;

  UnbrokenTexts(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    while (next >= 0 && !keeps((byte) next)) {
      next = super.read();
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int kept = 0;
    while (kept == 0 && length > 0) {
      int got = super.read(bytes, from, length);
      if (got < 0) {
        return got;
      }
      kept = kept(bytes, from, got);
    }
    return kept;
  }

  /** Most of a document is between its texts, and most texts are unbroken: nothing is moved. */
  private int kept(byte[] bytes, int from, int got) {
    int kept = from;
    for (int i = from; i < from + got; i++) {
      byte one = bytes[i];
      if (!text) {
        text = one == '"';
        bytes[kept++] = one;
      } else if (keeps(one)) {
        bytes[kept++] = one;
      }
    }
    return kept - from;
  }

  private boolean keeps(byte one) {
    if (one == 0) {
      return true; // Half a character of UTF-16, in which the other half counts.
    }
    if (!text) {
      text = one == '"';
      return true;
    }
    broken = one == '\n' || broken && one == ' ';
    boolean ends = one == '"' && !escaped;
    escaped = one == '\\' && !escaped;
    text = !ends;
    return !broken;
  }

  /** The parser reads from front to end. */
  @Override
  public boolean markSupported() {
    return false;
  }
}
