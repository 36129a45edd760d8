package dev.tare.report;

/** Names from files, made fit for Markdown: nothing in them is taken for markup or HTML. */
final class MarkdownText {
  private MarkdownText() {}

  static String of(String text) {
    return OneLine.of(text)
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("`", "\\`")
        .replace("*", "\\*")
        .replace("[", "\\[")
        .replace("@", "@&#8203;");
  }
}
