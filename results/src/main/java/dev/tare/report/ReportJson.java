package dev.tare.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A report's data as JSON. */
final class ReportJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReportJson() {}

  /** For people and programs. */
  static String indented(ReportData data) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return OneLine.encodable(
              MAPPER
                  .writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
                  .writeValueAsString(data))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * For the inside of a script element: the same document without a character that could end the
   * element or begin a tag, a comment or an entity, whatever the names in it.
   */
  static String embedded(ReportData data) {
    try {
      return OneLine.encodable(MAPPER.writeValueAsString(data))
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
