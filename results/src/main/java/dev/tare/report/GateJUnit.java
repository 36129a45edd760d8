package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.Gate;
import dev.tare.stats.Verdict;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes what a gate says as JUnit XML, which CI systems render: a test case for each gated row.
 * What is open, and what is new, is skipped and not passed.
 */
public final class GateJUnit {
  private static final String VERDICT = "there is a verdict";

  private final XMLStreamWriter xml;
  private final Gate gate;
  private final boolean failures;

  private GateJUnit(XMLStreamWriter xml, Gate gate, boolean failures) {
    this.xml = xml;
    this.gate = gate;
    this.failures = failures;
  }

  /**
   * Returns the document.
   *
   * @param failures whether a benchmark failed, which is an error
   */
  public static String of(Compared compared, Gate gate, boolean failures) {
    return text(xml -> new GateJUnit(xml, gate, failures).document(compared));
  }

  /** Returns that of a gate that came to no verdict: an error, and why. */
  public static String failed(String why) {
    return text(xml -> new GateJUnit(xml, new Gate(false, false), true).withoutVerdict(why));
  }

  private interface Content {
    void writeTo(XMLStreamWriter xml) throws XMLStreamException;
  }

  private static String text(Content content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      content.writeTo(xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void document(Compared compared) throws XMLStreamException {
    List<ComparedSeries> rows = compared.rows().stream().filter(ComparedSeries::gated).toList();
    long failing = rows.stream().filter(this::fails).count();
    long skipped = rows.stream().filter(row -> !fails(row) && isSkipped(row)).count();
    Map<String, String> errors = errors(compared);
    begin(
        "gate: " + compared.b().label() + " against " + compared.a().label(),
        rows.size(),
        failing,
        errors.size(),
        skipped);
    RowText text = new RowText(compared.rows());
    for (ComparedSeries row : rows) {
      testCase(text, row);
    }
    List<String> caveats = new ComparisonTable(compared).caveats();
    for (Map.Entry<String, String> one : errors.entrySet()) {
      error(one.getKey(), one.getValue(), caveats);
    }
    if (!caveats.isEmpty()) {
      xml.writeStartElement("system-out");
      lines(caveats);
      xml.writeEndElement();
      line();
    }
    end();
  }

  /** Returns what should be and is not, and why. */
  private Map<String, String> errors(Compared compared) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (failures) {
      errors.put("every benchmark runs", "a benchmark failed");
    }
    if (gate.decide(compared) == Gate.Outcome.NOTHING_JUDGED) {
      String counts = new ComparisonTable(compared).counts();
      errors.put(VERDICT, "nothing could be judged: " + counts);
    }
    return errors;
  }

  private void withoutVerdict(String why) throws XMLStreamException {
    begin("gate", 0, 0, 1, 0);
    error(VERDICT, why, List.of());
    end();
  }

  /**
   * @param rows test cases, besides those that are errors
   */
  private void begin(String name, long rows, long failing, long errors, long skipped)
      throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line();
    xml.writeStartElement("testsuites");
    line();
    xml.writeStartElement("testsuite");
    attribute("name", name);
    attribute("tests", String.valueOf(rows + errors));
    attribute("failures", String.valueOf(failing));
    attribute("errors", String.valueOf(errors));
    attribute("skipped", String.valueOf(skipped));
    line();
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
    line();
    xml.writeEndElement();
    line();
    xml.writeEndDocument();
  }

  private void testCase(RowText text, ComparedSeries row) throws XMLStreamException {
    String benchmark = row.key().benchmark();
    int method = benchmark.lastIndexOf('.');
    xml.writeStartElement("testcase");
    attribute("classname", method < 0 ? benchmark : benchmark.substring(0, method));
    attribute("name", text.benchmark(row) + " " + RowText.metric(row));
    String message = message(row);
    if (fails(row)) {
      xml.writeStartElement("failure");
      attribute("type", row.judgement().orElseThrow().verdict().name());
      attribute("message", message);
      xml.writeEndElement();
    } else if (isSkipped(row)) {
      xml.writeStartElement("skipped");
      attribute("message", message);
      xml.writeEndElement();
    } else {
      xml.writeStartElement("system-out");
      xml.writeCharacters(OneLine.inXml(message));
      xml.writeEndElement();
    }
    xml.writeEndElement();
    line();
  }

  /** Not one of the rows: what failed may have none. */
  private void error(String name, String message, List<String> caveats) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", "gate");
    attribute("name", name);
    xml.writeStartElement("error");
    attribute("type", "FAILED");
    attribute("message", message);
    lines(caveats);
    xml.writeEndElement();
    xml.writeEndElement();
    line();
  }

  private void lines(List<String> texts) throws XMLStreamException {
    for (String text : texts) {
      line();
      xml.writeCharacters(OneLine.inXml(text));
    }
    line();
  }

  private boolean fails(ComparedSeries row) {
    return gate.decide(row) != Gate.Outcome.PASSED;
  }

  private static boolean isSkipped(ComparedSeries row) {
    return row.judgement().isEmpty()
        || row.isOpen()
        || row.is(Verdict.NEW)
        || row.is(Verdict.MISSING);
  }

  private static String message(ComparedSeries row) {
    String figures =
        RowText.isDifference(row)
            ? "difference " + RowText.change(row)
            : "ratio " + RowText.ratio(row) + " (95 % interval " + RowText.interval(row) + ")";
    String notes = RowText.notes(row);
    return RowText.verdict(row)
        + ": "
        + RowText.value(row, row.a())
        + " to "
        + RowText.value(row, row.b())
        + ", "
        + figures
        + ", "
        + row.replicate().many()
        + " "
        + RowText.forks(row)
        + (notes.isEmpty() ? "" : "; " + notes);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, OneLine.inXml(value));
  }

  private void line() throws XMLStreamException {
    xml.writeCharacters("\n");
  }
}
