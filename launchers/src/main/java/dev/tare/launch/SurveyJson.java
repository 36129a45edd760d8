package dev.tare.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;

/** Writes answers of a {@link Survey} as a document for programs. */
public final class SurveyJson {
  private record Document(int schema, List<Survey.Answer> environments) {}

  private SurveyJson() {}

  /** One document, with a line break at its end. */
  public static String text(List<Survey.Answer> answers) throws JsonProcessingException {
    return EngineJson.MAPPER
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(new Document(1, answers))
        + "\n";
  }
}
