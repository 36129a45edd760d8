package dev.tare.experiment.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.ExperimentRunner;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.launch.Limits;
import dev.tare.result.Facts;
import dev.tare.result.Sample;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Section;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole experiment with a small userland, as far as it needs no engine: a folder. */
class ImageExperimentTest {
  private static final int BYTES = 3 << 20;

  @TempDir Path folder;
  private Userland userland;
  private Path data;

  @BeforeEach
  void makeUserland() throws Exception {
    userland = new Userland("h", Files.createDirectory(folder.resolve("images")));
    data = Files.createDirectory(folder.resolve("data"));
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.write(root.resolve("large"), new byte[BYTES]);
    assertThat(
            new ProcessBuilder(
                    "tar", "-cf", userland.image().toString(), "-C", root.toString(), "large")
                .start()
                .waitFor())
        .isZero();
  }

  @Test
  void aFolderIsBuiltHandedOverAndTakenAwayInEachBlock() throws Exception {
    RunFolder run = created();
    Section section = measured(run, true).orElseThrow();

    assertThat(section.tables().get(0).rows()).hasSize(1);
    assertThat(section.answer()).startsWith("rootfs: built in ");
    assertThat(run.samples().read())
        .extracting(one -> one.block() + " " + one.metric())
        .containsExactlyInAnyOrder(
            "1 build",
            "1 size",
            "1 packedSize",
            "1 instance",
            "1 instanceSize",
            "1 export",
            "1 import",
            "2 build",
            "2 size",
            "2 instance",
            "2 instanceSize",
            "2 export",
            "2 import");
    assertThat(value(run, "size")).isBetween((double) BYTES, BYTES * 1.1);
    assertThat(value(run, "packedSize")).as("of zeroes").isBetween(1000.0, BYTES / 100.0);
    assertThat(value(run, "instanceSize")).isLessThan(100_000);
    assertThat(run.document().schedule())
        .extracting(ScheduledTrial::status)
        .containsOnly(ScheduledTrial.Status.DONE);
    nothingIsLeft();
  }

  @Test
  void aStepThatFailsIsOneLineAndLeavesNothing() throws Exception {
    Files.write(userland.image(), new byte[] {1, 2, 3});
    RunFolder run = created();

    assertThat(measured(run, false)).isEmpty();
    assertThat(run.samples().read()).isEmpty();
    assertThat(run.document().schedule())
        .extracting(ScheduledTrial::status)
        .containsOnly(ScheduledTrial.Status.FAILED);
    assertThat(run.document().schedule().get(0).reason().orElseThrow())
        .contains("tar")
        .hasLineCount(1);
    nothingIsLeft();
  }

  @Test
  void everyFormatIsUnlikeTheOthersAndHasTheLabelsOfTheClaims() {
    assertThat(ImageFormat.values())
        .extracting(format -> new ImageCase(format, List.of()).labels())
        .doesNotHaveDuplicates()
        .contains(
            new java.util.TreeMap<>(Map.of("stack", "kvm", "image", "qcow2")),
            new java.util.TreeMap<>(Map.of("stack", "docker", "image", "docker")));
  }

  private Optional<Section> measured(RunFolder run, boolean whole) throws Exception {
    Path jar = Files.writeString(folder.resolve("any.jar"), "a jar");
    try (Session session = Session.open("t", jar, Optional.of(userland), Optional.of(data))) {
      ExperimentRunner<ImageExperiment.Parameters, ImageCase, ImageExperiment.Result> runner =
          new ExperimentRunner<>(
              new ImageExperiment(),
              plan(),
              new Lab(session, Optional.of(run)),
              (what, share, left) -> {});
      runner.measure();
      assertThat(runner.isComplete()).isEqualTo(whole);
      assertThat(runner.nothing().isEmpty()).isEqualTo(whole);
      return whole ? runner.section(false, Calibrations.NONE) : Optional.empty();
    }
  }

  private void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left).isEmpty();
    }
  }

  private static double value(RunFolder run, String metric) throws IOException {
    return run.samples().read().stream()
        .filter(one -> one.metric().equals(metric))
        .mapToDouble(Sample::value)
        .findFirst()
        .orElseThrow();
  }

  private RunFolder created() throws IOException {
    return RunFolder.create(
        folder.resolve("run"),
        RunDocument.planned(
            "t",
            Instant.EPOCH,
            7,
            Map.of(),
            Facts.of(Map.of()),
            ExperimentRunner.schedule(new ImageExperiment(), plan())));
  }

  private static Plan<ImageExperiment.Parameters> plan() {
    return new Plan<>(
        new Setting(
            List.of(),
            Limits.NONE,
            2,
            new Timing(0, 1, 1, 1),
            true,
            List.of(),
            1 << 20,
            new TreeSet<>(Set.of(0)),
            Optional.empty(),
            7),
        new ImageExperiment.Parameters(List.of(ImageFormat.ROOTFS), List.of()),
        List.of());
  }
}
