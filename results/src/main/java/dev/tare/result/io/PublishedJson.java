package dev.tare.result.io;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tare.result.PublishedFigure;
import java.io.IOException;
import java.io.InputStream;

/** Reads the studies' figures, which come with the program. */
public final class PublishedJson {
  private static final String FIGURES = "/published/figures.json";
  private static final JsonMapper MAPPER =
      Json.RECORDS.rebuild().enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY).build();

  private PublishedJson() {}

  /** Returns all figures, study by study. */
  public static PublishedFigure.Library read() {
    try (InputStream in = PublishedJson.class.getResourceAsStream(FIGURES)) {
      if (in == null) {
        throw new IOException("it is not there");
      }
      return MAPPER.readValue(in, PublishedFigure.Library.class);
    } catch (IOException e) {
      throw new IllegalStateException(FIGURES + " of this program: " + e.getMessage(), e);
    }
  }
}
