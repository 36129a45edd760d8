package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.compare.Gate;
import dev.tare.compare.Row;
import dev.tare.stats.Verdict;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes what a gate says as JUnit XML, which CI systems render: a test case for each gated row.
 * What the forks do not tell, and what is new, is skipped and not passed.
 */
public final class GateJUnit {
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
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new GateJUnit(xml, gate, failures).document(compared);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void document(Compared compared) throws XMLStreamException {
    List<Row> rows = compared.rows().stream().filter(Row::gated).toList();
    long failing = rows.stream().filter(this::fails).count();
    long skipped = rows.stream().filter(row -> !fails(row) && isSkipped(row)).count();
    xml.writeStartDocument("UTF-8", "1.0");
    line();
    xml.writeStartElement("testsuites");
    line();
    xml.writeStartElement("testsuite");
    attribute("name", "gate: " + compared.b().label() + " against " + compared.a().label());
    attribute("tests", String.valueOf(rows.size() + (failures ? 1 : 0)));
    attribute("failures", String.valueOf(failing));
    attribute("errors", failures ? "1" : "0");
    attribute("skipped", String.valueOf(skipped));
    line();
    RowText text = new RowText(compared.rows());
    for (Row row : rows) {
      testCase(text, row);
    }
    List<String> caveats = new ComparisonTable(compared).caveats();
    if (failures) {
      xml.writeStartElement("testcase");
      attribute("classname", "gate");
      attribute("name", "every benchmark runs");
      failure(caveats);
      xml.writeEndElement();
      line();
    }
    if (!caveats.isEmpty()) {
      xml.writeStartElement("system-out");
      lines(caveats);
      xml.writeEndElement();
      line();
    }
    xml.writeEndElement();
    line();
    xml.writeEndElement();
    line();
    xml.writeEndDocument();
  }

  private void testCase(RowText text, Row row) throws XMLStreamException {
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
  private void failure(List<String> caveats) throws XMLStreamException {
    xml.writeStartElement("error");
    attribute("type", "FAILED");
    attribute("message", "a benchmark failed");
    lines(caveats);
    xml.writeEndElement();
  }

  private void lines(List<String> texts) throws XMLStreamException {
    for (String text : texts) {
      line();
      xml.writeCharacters(OneLine.inXml(text));
    }
    line();
  }

  private boolean fails(Row row) {
    return gate.decide(row) != Gate.Outcome.PASSED;
  }

  private static boolean isSkipped(Row row) {
    return row.judgement().isEmpty()
        || row.is(Verdict.INCONCLUSIVE)
        || row.is(Verdict.NEW)
        || row.is(Verdict.MISSING);
  }

  private static String message(Row row) {
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
        + ", forks "
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
