package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Turns records into JSON and back, component by component; what is absent has no member. */
public final class Records {
  private Records() {}

  public static JsonNode tree(Object record) {
    return Json.RECORDS.valueToTree(record);
  }

  public static String line(Object record) throws JsonProcessingException {
    return Json.RECORDS.writeValueAsString(record);
  }

  /**
   * Returns a record as {@link #tree} gave it.
   *
   * @param source what complaints call it
   */
  public static <T> T of(JsonNode tree, Class<T> kind, String source) throws BadInput {
    return of(Json.RECORDS, tree, kind, source);
  }

  static <T> T of(JsonMapper form, JsonNode tree, Class<T> kind, String source) throws BadInput {
    try {
      return form.treeToValue(tree, kind);
    } catch (JsonProcessingException e) {
      throw refused(source, e);
    }
  }

  /** Reads a record as {@link #line} gave it. */
  public static <T> T parse(String line, Class<T> kind, String source) throws BadInput {
    try {
      return Json.RECORDS.readValue(line, kind);
    } catch (JsonProcessingException e) {
      throw refused(source, e);
    }
  }

  /** Says what a record itself refuses in its own words, and where a text that is cut ends. */
  private static BadInput refused(String source, JsonProcessingException e) {
    if ((e instanceof JsonParseException ? e : e.getCause()) instanceof JsonParseException text) {
      return BadInput.malformed(source, text);
    }
    if (e.getCause() instanceof NullPointerException) {
      return new BadInput(source, "a member is missing, or null", e);
    }
    if (e instanceof MismatchedInputException other && e.getCause() == null) {
      boolean unknown = e instanceof UnrecognizedPropertyException;
      String why = unknown ? ": no member is called so" : ": another kind of value belongs there";
      return new BadInput(source, path(other) + why, e);
    }
    boolean own = e.getCause() instanceof RuntimeException cause && cause.getMessage() != null;
    return new BadInput(source, own ? e.getCause().getMessage() : e.getOriginalMessage(), e);
  }

  /** Returns where something is, such as {@code schedule[0].block}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName();
      path.append(name == null ? "[" + step.getIndex() + "]" : path.isEmpty() ? name : "." + name);
    }
    return path.isEmpty() ? "the whole" : path.toString();
  }
}
