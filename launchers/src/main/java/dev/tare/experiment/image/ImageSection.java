package dev.tare.experiment.image;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.report.CellText;
import dev.tare.result.Column;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what images cost, as a table, and as bars for building them and for their size. */
final class ImageSection {
  private static final List<Metric> SHOWN =
      List.of(
          Metrics.IMAGE_BUILD,
          Metrics.IMAGE_SIZE,
          Metrics.IMAGE_PACKED,
          Metrics.INSTANCE_TIME,
          Metrics.INSTANCE_SIZE,
          Metrics.IMAGE_EXPORT,
          Metrics.IMAGE_IMPORT);
  private static final List<Column> HEADER =
      List.of(
          Column.text("image"),
          Column.number("build"),
          Column.number("size"),
          Column.number("packed"),
          Column.number("one more"),
          Column.number("its size"),
          Column.number("export"),
          Column.number("import"));

  private final Found<ImageExperiment.Parameters, ImageCase, ImageExperiment.Result> found;
  private final List<ImageCase> measured;

  ImageSection(Found<ImageExperiment.Parameters, ImageCase, ImageExperiment.Result> found) {
    this.found = found;
    this.measured =
        found.conditions().stream()
            .filter(one -> !found.samples(Metrics.IMAGE_BUILD, one).isEmpty())
            .toList();
  }

  Section section() {
    return new Section(
            "image",
            "What images cost",
            "The same software in each format. Build: from the userland's tar, and packages, in the"
                + " page cache to what instances are made of; size: what that takes of the disk, or what the engine"
                + " says; packed: the exported file through gzip, once; one more: the next"
                + " instance, and what it takes beside the image; export: writing the one file that"
                + " is handed over; import: bringing it back. Nothing is synced. Intervals are"
                + " 95 % over blocks.",
            List.of(),
            List.of(
                bars("Build", Metrics.IMAGE_BUILD, "s", 1),
                bars("Size", Metrics.IMAGE_SIZE, "MB", 1e-6)),
            List.of(
                new Section.Table(
                    "Images of the userland" + withPacks(),
                    HEADER,
                    measured.stream().map(this::cells).toList())),
            List.of(),
            List.of())
        .answering(answer());
  }

  private String withPacks() {
    List<String> packs = found.plan().parameters().packs();
    return packs.isEmpty() ? "" : ", with " + String.join(", ", packs);
  }

  private List<Cell> cells(ImageCase image) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(image.name())));
    SHOWN.forEach(metric -> cells.add(cell(metric, image)));
    return cells;
  }

  /** Their geometric mean; sizes may be 0, which has none. */
  private Cell cell(Metric metric, ImageCase image) {
    double[] values = values(metric, image);
    if (values.length == 0) {
      return Cell.NONE;
    }
    if (Arrays.stream(values).anyMatch(value -> value == 0)) {
      return Cell.of(Arrays.stream(values).average().orElseThrow(), metric.unit());
    }
    return Cells.of(mean(values), metric.unit());
  }

  private double[] values(Metric metric, ImageCase image) {
    return found.samples(metric, image).stream().mapToDouble(Sample::value).toArray();
  }

  private static GeometricMean mean(double[] values) {
    return GeometricMean.of(Arrays.stream(values).map(Math::log).toArray());
  }

  private Section.Bars bars(String title, Metric metric, String unit, double scale) {
    return new Section.Bars(
        title,
        title.toLowerCase(Locale.ROOT) + ", " + unit,
        null,
        measured.stream()
            .map(
                one ->
                    new Section.Bar(
                        one.name(),
                        Cells.of(
                            mean(
                                Arrays.stream(values(metric, one))
                                    .map(value -> value * scale)
                                    .toArray()),
                            unit)))
            .toList());
  }

  private String answer() {
    return measured.stream()
        .map(
            one ->
                one.name()
                    + ": built in "
                    + text(Metrics.IMAGE_BUILD, one)
                    + ", "
                    + text(Metrics.IMAGE_SIZE, one)
                    + "; one more takes "
                    + text(Metrics.INSTANCE_SIZE, one)
                    + ".")
        .collect(Collectors.joining(" "));
  }

  private String text(Metric metric, ImageCase image) {
    return CellText.of(cell(metric, image));
  }
}
