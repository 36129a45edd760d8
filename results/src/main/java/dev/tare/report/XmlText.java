package dev.tare.report;

/** Names from files, made fit for XML 1.0, which has no way to write most control characters. */
final class XmlText {
  private XmlText() {}

  static String of(String text) {
    StringBuilder fit = new StringBuilder(text.length());
    OneLine.of(text)
        .codePoints()
        .map(c -> c == 0xfffe || c == 0xffff ? ' ' : c)
        .forEach(fit::appendCodePoint);
    return fit.toString();
  }
}
