package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Turns records into JSON and back, component by component; what is absent has no member. */
public final class Records {
  private Records() {}

  public static JsonNode tree(Object record) {
    return Json.RECORDS.valueToTree(record);
  }

  /**
   * A record as {@link #tree} gave it.
   *
   * @param source what complaints call it
   */
  public static <T> T of(JsonNode tree, Class<T> kind, String source) throws BadInput {
    try {
      return Json.RECORDS.treeToValue(tree, kind);
    } catch (JsonProcessingException e) {
      throw new BadInput(source, e.getOriginalMessage(), e);
    }
  }
}
