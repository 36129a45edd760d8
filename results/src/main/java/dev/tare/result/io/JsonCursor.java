package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A JSON document read from front to end, whose every complaint is a {@link BadInput}. */
final class JsonCursor implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int TABLE_BYTES = 1 << 13;
  private static final int MEMBER_BYTES = 1 << 7;

  /** A line as JMH's CSV, its text or its console has it, which other programs may print before. */
  private static final Pattern TABLE = Pattern.compile("(?m)^(\"?Benchmark\\b|# JMH |Result \")");

  /** The beginning of what is made of results here, as CSV and as JSON. */
  private static final Pattern OWN =
      Pattern.compile(
          "\\A(?:a,b,environment,benchmark,|environment,benchmark,params,mode,"
              + "|benchmark,environment,metric,unit,run,"
              + "|\\{\\s*\"schema\"\\s*:\\s*\\d+,\\s*\"(?:comparisons|title)\")");

  /** Begins as no JSON does, in UTF-8 or, where that is not UTF-8, in UTF-16. */
  private static final Pattern OTHER = Pattern.compile("\\A\\s*[^\\s\\[{\\uFEFF\\uFFFD\\x00]");

  /** The beginning of what JMH writes: nothing else needs to be looked for. */
  private static final Pattern JMH =
      Pattern.compile("\\A\\s*\\[\\s*\\{\\s*\"(?:jmhVersion|benchmark)\"");

  /** The beginning of a run's own documents, which say what it is. */
  private static final Pattern PART =
      Pattern.compile("\\A\\{\\s*\"schema\"\\s*:\\s*\\d+,\\s*\"(?:id|facts|sections)\"");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private final String source;
  private final JsonParser parser;

  /** Reads a member of an object whose value is the current token. */
  interface Member {
    void read(String name) throws BadInput;
  }

  /** Reads an element of an array that is the current token. */
  interface Element {
    void read() throws BadInput;
  }

  private interface Step<T> {
    T take() throws IOException;
  }

  private JsonCursor(String source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
  }

  /** Opens a document, plain or gzipped; the stream is closed with the cursor. */
  static JsonCursor open(InputStream in, String source) throws BadInput {
    try {
      InputStream plain = plain(in);
      if (!isOfJmh(plain)) {
        check(start(plain, TABLE_BYTES), source);
      }
      return new JsonCursor(source, FACTORY.createParser(new UnbrokenTexts(plain)));
    } catch (BadInput e) {
      throw e;
    } catch (IOException e) {
      throw new BadInput(source, BadInput.why(e), e);
    }
  }

  /** Says of what is no JSON, or another, what to give instead. */
  private static void check(String start, String source) throws BadInput {
    if (TABLE.matcher(start).find()) {
      throw new BadInput(source, "a table of JMH, not its JSON: run the benchmarks with -rf json");
    }
    if (OWN.matcher(start).find()) {
      throw new BadInput(
          source, "what diff, report or history wrote: name the results that it was made of");
    }
    if (PART.matcher(start).find()) {
      throw new BadInput(source, "a part of a run: name the run's folder");
    }
    if (OTHER.matcher(start).find()) {
      throw new BadInput(
          source,
          "in no format that is read: JSON of JMH, hyperfine, Google Benchmark or fio (json+),"
              + " Go's benchmark format, sysbench's text with reports");
    }
  }

  /** Tells whether a stream begins as JMH's JSON does; it can be marked, and is as it was. */
  static boolean isOfJmh(InputStream plain) throws IOException {
    return JMH.matcher(start(plain, MEMBER_BYTES)).find();
  }

  private static String start(InputStream plain, int bytes) throws IOException {
    plain.mark(bytes);
    String start = new String(plain.readNBytes(bytes), StandardCharsets.UTF_8);
    plain.reset();
    return start;
  }

  /** Returns what is in a stream that may be gzipped; it can be marked. */
  static InputStream plain(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return gzip
        ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER_BYTES), BUFFER_BYTES)
        : buffered;
  }

  /** Moves on; false at the end of the document. */
  boolean next() throws BadInput {
    return guard(parser::nextToken) != null;
  }

  boolean at(JsonToken token) {
    return parser.currentToken() == token;
  }

  void expect(JsonToken token, String what) throws BadInput {
    if (!at(token)) {
      throw bad("expected " + what);
    }
  }

  void members(Member member) throws BadInput {
    expect(JsonToken.START_OBJECT, "an object");
    while (guard(parser::nextToken) == JsonToken.FIELD_NAME) {
      String name = guard(parser::currentName);
      next();
      member.read(name);
    }
  }

  void elements(String what, Element element) throws BadInput {
    expect(JsonToken.START_ARRAY, what);
    while (guard(parser::nextToken) != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  void skip() throws BadInput {
    guard(parser::skipChildren);
  }

  String text() throws BadInput {
    if (!parser.currentToken().isScalarValue()) {
      throw bad("expected a text");
    }
    return guard(parser::getText);
  }

  int integer() throws BadInput {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return guard(parser::getIntValue);
  }

  /** A number, or one of the words that JMH writes for what JSON has no number for. */
  double number() throws BadInput {
    if (parser.currentToken().isNumeric()) {
      return guard(parser::getDoubleValue);
    }
    return switch (text()) {
      case "NaN" -> Double.NaN;
      case "INF", "+INF", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
      case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw bad("expected a number");
    };
  }

  /** Returns a complaint about the current place. */
  BadInput bad(String why) {
    return BadInput.at(source, parser.currentTokenLocation(), why);
  }

  private <T> T guard(Step<T> step) throws BadInput {
    try {
      return step.take();
    } catch (JsonProcessingException e) {
      throw BadInput.malformed(source, e);
    } catch (EOFException | ZipException e) {
      throw new BadInput(source, "the gzip data is truncated or damaged", e);
    } catch (IOException e) {
      throw new BadInput(source, BadInput.why(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
