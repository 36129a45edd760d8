package dev.tare.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Writes answers of a {@link Survey} as a document for programs. */
public final class SurveyJson {
  private static final int SCHEMA = 1;
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private SurveyJson() {}

  /** One document, with a line break at its end. */
  public static String text(List<Survey.Answer> answers) throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", SCHEMA);
    ArrayNode all = root.putArray("environments");
    for (Survey.Answer answer : answers) {
      ObjectNode one = all.addObject();
      one.put("stack", answer.stack());
      one.put("meaning", answer.meaning());
      one.put("usable", answer.usable());
      ArrayNode findings = one.putArray("findings");
      for (Finding finding : answer.findings()) {
        ObjectNode node = findings.addObject();
        node.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        node.put("what", finding.what());
        node.put("remedy", finding.remedy());
      }
    }
    return MAPPER.writeValueAsString(root) + "\n";
  }
}
