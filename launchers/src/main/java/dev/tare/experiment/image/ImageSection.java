package dev.tare.experiment.image;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.report.CellText;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Says what images cost, as a table, and as bars for building them and for their size. */
final class ImageSection {
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
    return new SectionBuilder()
        .bars("Build", "build, s", bars(Metrics.IMAGE_BUILD, "s", 1))
        .bars("Size", "size, MB", bars(Metrics.IMAGE_SIZE, "MB", 1e-6))
        .table(images())
        .section(
            "image",
            "What images cost",
            "The same software in each format. Build: from the userland's tar, and packages, in the"
                + " page cache to what instances are made of; size: what that takes of the disk, or what the engine"
                + " says; packed: the exported file through gzip, once; one more: the next"
                + " instance, and what it takes beside the image; export: writing the one file that"
                + " is handed over; import: bringing it back. Nothing is synced. Intervals are"
                + " 95 % over blocks.",
            answer());
  }

  private Section.Table images() {
    return new Columns<ImageCase>()
        .text("image", ImageCase::name)
        .number("build", one -> cell(Metrics.IMAGE_BUILD, one))
        .number("size", one -> cell(Metrics.IMAGE_SIZE, one))
        .number("packed", one -> cell(Metrics.IMAGE_PACKED, one))
        .number("one more", one -> cell(Metrics.INSTANCE_TIME, one))
        .number("its size", one -> cell(Metrics.INSTANCE_SIZE, one))
        .number("export", one -> cell(Metrics.IMAGE_EXPORT, one))
        .number("import", one -> cell(Metrics.IMAGE_IMPORT, one))
        .table("Images of the userland" + withPacks(), measured);
  }

  private String withPacks() {
    List<String> packs = found.plan().parameters().packs();
    return packs.isEmpty() ? "" : ", with " + String.join(", ", packs);
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

  private List<Section.Bar> bars(Metric metric, String unit, double scale) {
    return measured.stream()
        .map(
            one -> {
              double[] values = values(metric, one);
              Arrays.setAll(values, i -> values[i] * scale);
              return new Section.Bar(one.name(), Cells.of(mean(values), unit));
            })
        .toList();
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
