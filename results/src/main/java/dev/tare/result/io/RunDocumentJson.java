package dev.tare.result.io;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.ScheduledTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** Reads and writes {@code run.json}. */
final class RunDocumentJson {
  private static final int SCHEMA = 2;

  /** Is the last that counted blocks from 0. */
  private static final int BLOCKS_FROM_0 = 1;

  private static final JsonMapper MAPPER =
      Json.RECORDS
          .rebuild()
          .addMixIn(ScheduledTrial.class, WithoutEmpty.class)
          .addMixIn(ScheduledTrial.Status.class, LowerCase.class)
          .withConfigOverride(
              SortedMap.class,
              maps -> maps.setSetterInfo(JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL)))
          .build();

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface WithoutEmpty {}

  @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
  private interface LowerCase {}

  private RunDocumentJson() {}

  static void write(Path file, RunDocument run) throws IOException {
    ObjectNode document = Json.MAPPER.createObjectNode().put("schema", SCHEMA);
    document.setAll(MAPPER.<ObjectNode>valueToTree(run));
    Json.write(file, document);
  }

  static RunDocument read(Path file) throws BadInput {
    JsonNode document = Json.read(file);
    int schema = document.path("schema").asInt();
    boolean known = schema == SCHEMA || schema == BLOCKS_FROM_0;
    if (!known || !document.path("schedule").isArray()) {
      throw new BadInput(file.toString(), "not a run of schema " + BLOCKS_FROM_0 + " or " + SCHEMA);
    }
    if (schema == BLOCKS_FROM_0) {
      countBlocksFrom1(document);
    }
    return Records.of(MAPPER, document, RunDocument.class, file.toString());
  }

  private static void countBlocksFrom1(JsonNode document) {
    for (JsonNode slot : document.path("schedule")) {
      if (slot instanceof ObjectNode trial) {
        trial.put("block", trial.path("block").asInt() + 1);
      }
    }
  }
}
