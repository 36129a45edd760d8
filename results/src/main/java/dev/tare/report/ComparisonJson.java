package dev.tare.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.FactDifference;
import dev.tare.compare.SideSummary;
import dev.tare.stats.Comparison;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes comparisons as JSON. What is absent has no member. */
public final class ComparisonJson {
  private static final int SCHEMA = 1;

  private final JsonGenerator json;

  private ComparisonJson(JsonGenerator json) {
    this.json = json;
  }

  public static String of(List<Compared> all) {
    StringWriter text = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    printer.indentArraysWith(lines);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(printer);
      new ComparisonJson(json).document(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OneLine.encodable(text + "\n");
  }

  private void document(List<Compared> all) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schema", SCHEMA);
    json.writeArrayFieldStart("comparisons");
    for (Compared compared : all) {
      comparison(compared);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void comparison(Compared compared) throws IOException {
    json.writeStartObject();
    json.writeStringField("a", compared.a().name());
    json.writeStringField("b", compared.b().name());
    json.writeNumberField("tau", compared.tau());
    json.writeBooleanField("interleaved", compared.interleaved());
    texts("warnings", compared.warnings());
    json.writeArrayFieldStart("facts");
    for (FactDifference fact : compared.facts()) {
      json.writeStartObject();
      json.writeStringField("environment", fact.environment());
      json.writeStringField("name", fact.name());
      text("a", fact.a());
      text("b", fact.b());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (ComparedSeries row : compared.rows()) {
      json.writeStartObject();
      dimensions(row);
      figures(row);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void dimensions(ComparedSeries row) throws IOException {
    text("environment", row.key().environment());
    json.writeStringField("benchmark", row.key().benchmark());
    json.writeObjectFieldStart("params");
    for (Map.Entry<String, String> param : row.key().params().entrySet()) {
      json.writeStringField(param.getKey(), param.getValue());
    }
    json.writeEndObject();
    json.writeStringField("mode", row.key().mode().label());
    json.writeNumberField("threads", row.key().threads());
    json.writeStringField("metric", row.key().metricLabel());
    json.writeStringField("unit", row.unit().text());
    json.writeStringField("better", row.direction().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("gated", row.gated());
  }

  private void figures(ComparedSeries row) throws IOException {
    side("a", row.a());
    side("b", row.b());
    Optional<Comparison> tested = row.ratio().filter(Comparison::tested);
    number("ratio", row.ratio().map(Comparison::ratio));
    number("ratioLow", tested.map(known -> known.ratioCi95().low()));
    number("ratioHigh", tested.map(known -> known.ratioCi95().high()));
    text("method", tested.map(known -> known.method().name().toLowerCase(Locale.ROOT)));
    number("p", tested.map(Comparison::p));
    number("q", boxed(row.q()));
    text("verdict", row.judgement().map(known -> known.verdict().name()));
    text("reason", row.judgement().flatMap(known -> known.reason()).map(Enum::name));
    text("why", Optional.of(row.why()).filter(why -> !why.isEmpty()));
    number("detectable", boxed(row.detectable()));
    if (row.forksWanted().isPresent()) {
      json.writeNumberField("forksWanted", row.forksWanted().getAsInt());
    }
    json.writeNumberField("tau", row.tau());
    texts("warnings", row.warnings());
  }

  private void side(String name, Optional<SideSummary> side) throws IOException {
    if (side.isPresent()) {
      json.writeObjectFieldStart(name);
      number("value", Optional.of(side.get().value()));
      number("cv", Optional.of(side.get().cv()));
      json.writeNumberField("forks", side.get().forks());
      json.writeEndObject();
    }
  }

  private void text(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void number(String name, Optional<Double> value) throws IOException {
    if (value.filter(Double::isFinite).isPresent()) {
      json.writeNumberField(name, Quantity.stable(value.get()));
    }
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
