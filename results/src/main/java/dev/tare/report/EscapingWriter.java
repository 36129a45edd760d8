package dev.tare.report;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes JSON so that any place can hold it: a lone surrogate, which no encoding has, becomes its
 * number, which JSON reads as that surrogate, and so do the characters that the place forbids. They
 * stand in strings alone. Nothing is closed but what is written to.
 */
final class EscapingWriter extends Writer {
  private final Writer out;
  private final String forbidden;

  /** The first half of a character whose second has not come yet, or 0. */
  private char first;

  EscapingWriter(Writer out, String forbidden) {
    this.out = out;
    this.forbidden = forbidden;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text[i]);
    }
  }

  private void write(char c) throws IOException {
    if (first != 0 && Character.isLowSurrogate(c)) {
      out.write(first);
      out.write(c);
      first = 0;
      return;
    }
    endFirst();
    if (Character.isHighSurrogate(c)) {
      first = c;
    } else if (Character.isLowSurrogate(c) || forbidden.indexOf(c) >= 0) {
      out.write(number(c));
    } else {
      out.write(c);
    }
  }

  private void endFirst() throws IOException {
    if (first != 0) {
      out.write(number(first));
      first = 0;
    }
  }

  private static String number(char c) {
    return String.format("\\u%04x", (int) c);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    endFirst();
    out.flush();
  }
}
