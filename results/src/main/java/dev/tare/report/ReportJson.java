package dev.tare.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Is a report's data as JSON. */
final class ReportJson {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReportJson() {}

  /** Serves people and programs. */
  static String indented(ReportData data) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    StringWriter text = new StringWriter();
    try {
      write(MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(lines)), data, text, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  /**
   * Serves the inside of a script element: the same document without a character that could end the
   * element or begin a tag, a comment or an entity, whatever the names in it.
   */
  static void embedded(ReportData data, Writer out) throws IOException {
    write(MAPPER.writer(), data, out, "<>&\u2028\u2029");
  }

  private static void write(ObjectWriter form, ReportData data, Writer out, String forbidden)
      throws IOException {
    EscapingWriter escaping = new EscapingWriter(out, forbidden);
    form.without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(escaping, data);
    escaping.close();
  }
}
