package dev.tare.launch;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** Holds what reads and writes the JSON of engines and of what is built for them. */
public final class EngineJson {
  public static final JsonMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private EngineJson() {}
}
