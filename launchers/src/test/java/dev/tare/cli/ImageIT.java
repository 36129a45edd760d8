package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Section;
import dev.tare.result.io.SectionsJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb on real engines. */
@Tag("full")
class ImageIT {
  private static final double MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void theSameUserlandIsMeasuredInEveryFormatAndNothingIsLeft() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsQemu();
    ends(ExitCode.DONE, new Jar(folder), "--image=rootfs,docker,raw,qcow2");

    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables().get(0).rows())
        .extracting(row -> row.get(0).words())
        .containsExactly("rootfs", "docker", "raw", "qcow2");
    for (List<Section.Cell> row : section.tables().get(0).rows()) {
      assertThat(row.subList(1, row.size())).allMatch(cell -> cell.value() > 0);
      assertThat(row.get(2).value() / MIB).as("size of %s", row.get(0)).isBetween(30.0, 200.0);
      boolean copied = row.get(0).words().equals("raw");
      assertThat(row.get(5).value() / MIB > 10).as("one more is a copy").isEqualTo(copied);
    }
    assertThat(section.studies())
        .extracting(Section.Judged::source)
        .contains("Chaufournier 2016, Table 3", "Vaucher 2015, Table II");
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
  }

  @Test
  void anEngineThatFailsInTheMiddleIsOneLineAndTheRestGoesOn() throws Exception {
    ThisHost.needsDocker();
    Path broken = Files.createDirectory(folder.resolve("bin")).resolve("docker");
    String path = System.getenv("PATH");
    Files.writeString(
        broken,
        "#!/bin/sh\n[ \"$1\" != save ] || { echo cannot save >&2; exit 3; }\nPATH="
            + path
            + " exec docker \"$@\"\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    Jar jar = new Jar(folder).env("PATH", broken.getParent() + ":" + path);
    ends(ExitCode.FAILED, jar, "--image=docker,rootfs");
    assertThat(new Jar(folder).complaints())
        .singleElement()
        .asString()
        .contains("docker: export: docker ended with 3: cannot save");
    assertThat(SectionsJson.read(folder.resolve("run")).get(0).tables().get(0).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.get(0).words()).isEqualTo("rootfs"));
  }

  @Test
  void aDiskThatIsFullInTheMiddleIsOneLineAndLeavesNothing() throws Exception {
    ThisHost.needsRoot();
    assumeThat(Path.of("").toAbsolutePath().startsWith("/var/tmp"))
        .as("the jar lies on the disk that becomes another one")
        .isFalse();
    Jar jar =
        new Jar(folder)
            .under(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=80m tmpfs /var/tmp && \"$@\"; r=$?; ls -A /var/tmp; exit $r",
                "sh");
    Jar.Ended ended = jar.run("image", "--image=rootfs", "--blocks=1", "--out=run");
    assertThat(ended.exit()).as(ended.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out()).as("what is left in /var/tmp").isBlank();
    assertThat(new Jar(folder).complaints())
        .first()
        .asString()
        .contains("rootfs: build: tar ")
        .containsIgnoringCase("no space left");
  }

  /** Only where the files of the image are there are other sizes refused. */
  @Test
  void whatLiesInALayerOfTheEnginesImageIsWrittenToAndUpgraded() throws Exception {
    ThisHost.needsDocker();
    String line = "matrix --env docker(data=image) --blocks 1 --out run -p bytes=4096,8";
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--benchmarks", "disk.CopyUp", "--benchmarks", "app.Upgrade"));
    Jar.Ended ended = new Jar(folder).patient().run(words.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.err()).isEqualTo(ExitCode.FAILED);
    assertThat(new Jar(folder).complaints())
        .filteredOn(one -> !one.startsWith("tare: pack "))
        .singleElement()
        .asString()
        .contains("/data/tare-lower has no files of 8 bytes");
    assertThat(ended.out())
        .contains("CopyUp.write(bytes=4096")
        .containsPattern("Upgrade.unpack.* m?s/op");
  }

  /** Runs the verb to its end, after which nothing of it is there. */
  private static void ends(int exit, Jar jar, String images) throws Exception {
    jar.patient().ends(exit, "image", images, "--blocks=1", "--out=run");
  }
}
