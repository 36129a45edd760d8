package dev.tare.launch;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** Holds what reads and writes the JSON of engines and of what is built for them. */
public final class EngineJson {
  /** Writes the entries of maps in the order of their keys: what is printed stays the same. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private EngineJson() {}
}
