package dev.tare.result.io;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tare.result.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Small documents as trees: read whole, written whole, the same bytes on every system. */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** Records as they are: their components, what is absent left out. */
  static final JsonMapper RECORDS =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
          .addMixIn(Facts.class, FactsAsMembers.class)
          .addModule(texts(Instant.class, Instant::parse))
          .addModule(texts(Duration.class, Duration::parse))
          .build();

  private static final ObjectWriter WRITER = MAPPER.writer(printer());

  /** Writes each fact as a member of its own. */
  private abstract static class FactsAsMembers {
    @JsonValue SortedMap<String, String> values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Facts of(Map<String, String> values) {
      throw new AssertionError("only its annotation counts");
    }
  }

  private Json() {}

  static JsonNode read(Path file) throws BadInput {
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode node = MAPPER.readTree(in);
      if (node == null || node.isMissingNode()) {
        throw new BadInput(file.toString(), "empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw BadInput.malformed(file.toString(), e);
    } catch (NoSuchFileException e) {
      throw new BadInput(file.toString(), "no such file", e);
    } catch (BadInput e) {
      throw e;
    } catch (IOException e) {
      throw new BadInput(file.toString(), BadInput.why(e), e);
    }
  }

  /** A document that is there already. */
  static JsonNode parse(String text, String source) throws BadInput {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw BadInput.malformed(source, e);
    }
  }

  static double number(JsonNode node, String source) throws BadInput {
    if (!node.isNumber()) {
      throw new BadInput(source, "expected a number where it says " + node);
    }
    return node.doubleValue();
  }

  static double number(String text, String source) throws BadInput {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadInput(source, "expected a number where it says " + text, e);
    }
  }

  static long whole(String text, String source) throws BadInput {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadInput(source, "expected a whole number where it says " + text, e);
    }
  }

  static List<Double> numbers(JsonNode array, String source) throws BadInput {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode one : array) {
      numbers.add(number(one, source));
    }
    return numbers;
  }

  static void write(Path file, JsonNode node) throws IOException {
    AtomicFile.replace(
        file,
        out -> {
          WRITER.writeValue(out, node);
          out.write("\n".getBytes(StandardCharsets.UTF_8));
        });
  }

  static String text(JsonNode node) throws IOException {
    return WRITER.writeValueAsString(node) + "\n";
  }

  static TreeMap<String, String> texts(JsonNode object) {
    TreeMap<String, String> texts = new TreeMap<>();
    Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      texts.put(field.getKey(), field.getValue().asText());
    }
    return texts;
  }

  static ObjectNode object(Map<String, String> texts) {
    ObjectNode object = MAPPER.createObjectNode();
    texts.forEach(object::put);
    return object;
  }

  /** Writes a kind as its text, and reads it with this. */
  private static <T> SimpleModule texts(Class<T> kind, Function<String, T> parse) {
    StdConverter<String, T> reading =
        new StdConverter<>() {
          @Override
          public T convert(String text) {
            return parse.apply(text);
          }
        };
    return new SimpleModule(kind.getName())
        .addSerializer(kind, ToStringSerializer.instance)
        .addDeserializer(kind, new StdDelegatingDeserializer<>(reading));
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(lines);
  }
}
