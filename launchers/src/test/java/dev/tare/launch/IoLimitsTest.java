package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tare.proc.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits at the disk: as they are written, for control groups of both versions, and read back. */
class IoLimitsTest {
  private static final BlockDevice DISK = new BlockDevice("254:0", "/dev/vda");
  private static final String SCHEDULER = "254:0/queue/scheduler";
  private static final Limits ALL =
      Limits.NONE.with("io-weight", "100").with("io-read", "10m").with("io-write", "1m");

  @TempDir Path folder;

  private static Map<String, String> settings(int version) {
    return CgroupSetting.of(ALL, version, Optional.of(DISK)).stream()
        .collect(
            Collectors.toMap(
                CgroupSetting::file,
                CgroupSetting::value,
                (first, second) -> first + "; " + second));
  }

  private Limits found(int version, String... files) throws IOException {
    Path outside = Files.createTempDirectory(folder, "outside");
    Path inside = Files.createDirectories(outside.resolve("inside"));
    Files.createDirectories(outside.resolve(DISK.number() + "/slaves"));
    Files.writeString(outside.resolve(DISK.number() + "/dev"), DISK.number() + "\n");
    for (int i = 0; i < files.length; i += 2) {
      Path file = outside.resolve(files[i]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, files[i + 1] + "\n");
    }
    Cgroups.Chain chain =
        new Cgroups.Chain(version, List.of(inside.toString(), outside.toString()));
    Host host = new Host(new Places("", "", "", "", "", ""));
    return IoReading.of(host, chain, ALL, DISK.number(), outside.toString());
  }

  private static List<String> differences(Limits found) {
    return LimitCheck.differences(ALL, found, "outside");
  }

  @Test
  void theyAreWrittenAsOthersAndReadAgain() {
    assertThat(ALL.text()).isEqualTo("io-weight=100,io-read=10485760,io-write=1048576");
    assertThat(Limits.parse(ALL.words())).isEqualTo(ALL);
    assertThat(Limits.NONE.with("io-read", "2m").or(ALL).text())
        .isEqualTo("io-weight=100,io-read=2097152,io-write=1048576");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.NONE.with("io-weight", "1001"))
        .withMessageContaining("10 to 1000");
    assertThatIllegalArgumentException().isThrownBy(() -> Limits.NONE.with("io-write", "0"));
  }

  @Test
  void bothVersionsAreToldTheWholeDisk() {
    assertThat(settings(1))
        .containsEntry("blkio.weight", "100")
        .containsEntry("blkio.bfq.weight", "100")
        .containsEntry("blkio.throttle.read_bps_device", "254:0 10485760")
        .containsEntry("blkio.throttle.write_bps_device", "254:0 1048576");
    assertThat(settings(2))
        .containsEntry("io.weight", "910")
        .containsEntry("io.bfq.weight", "100")
        .containsEntry("io.max", "254:0 rbps=10485760; 254:0 wbps=1048576");
    assertThat(CgroupSetting.controllers(ALL)).containsExactly("blkio");
    assertThat(CgroupSetting.enabled("blkio")).isEqualTo("io");
    assertThat(CgroupSetting.controllers(Limits.NONE)).isEmpty();
  }

  @Test
  void ofVersion1TheyAreReadBack() throws IOException {
    assertThat(
            differences(
                found(
                    1,
                    SCHEDULER,
                    "noop deadline [cfq]",
                    "blkio.weight",
                    "100",
                    "blkio.throttle.read_bps_device",
                    "8:0 7\n254:0 10485760",
                    "blkio.throttle.write_bps_device",
                    "254:0 1048576")))
        .isEmpty();
  }

  @Test
  void ofVersion2TheyAreReadBack() throws IOException {
    assertThat(
            differences(
                found(
                    2,
                    "io.cost.qos",
                    "8:0 enable=0 ctrl=auto\n254:0 enable=1 ctrl=auto model=linear",
                    "io.weight",
                    "default 910\n254:0 5",
                    "io.max",
                    "254:0 rbps=10485760 wbps=1048576 riops=max wiops=max")))
        .isEmpty();
    String bfq = "none mq-deadline [bfq]";
    assertThat(found(2, SCHEDULER, bfq, "io.bfq.weight", "default 100").number("io-weight"))
        .hasValue(100);
  }

  @Test
  void aMappedDiskHasTheSchedulerOfThatBeneathIt() throws IOException {
    assertThat(
            found(
                    1,
                    SCHEDULER,
                    "none",
                    "254:0/slaves/sda/queue/scheduler",
                    "mq-deadline [bfq] none",
                    "blkio.bfq.weight",
                    "100")
                .number("io-weight"))
        .hasValue(100);
    assertThat(
            found(
                    2,
                    SCHEDULER,
                    "none",
                    "254:0/slaves/sda1/partition",
                    "1",
                    "254:0/slaves/dev",
                    "8:0",
                    "io.cost.qos",
                    "8:0 enable=1 ctrl=auto",
                    "io.weight",
                    "default 910")
                .number("io-weight"))
        .hasValue(100);
  }

  @Test
  void aWeightThatIsKeptButThatNothingGoesByIsNone() throws IOException {
    String other = "none [mq-deadline] kyber bfq";
    assertThat(found(1, SCHEDULER, other, "blkio.bfq.weight", "100").number("io-weight")).isEmpty();
    assertThat(found(2, SCHEDULER, other, "io.bfq.weight", "default 100").number("io-weight"))
        .isEmpty();
    String off = "254:0 enable=0 ctrl=auto";
    assertThat(found(2, "io.cost.qos", off, "io.weight", "default 910").number("io-weight"))
        .isEmpty();
    assertThat(found(2, "io.weight", "default 910").number("io-weight")).isEmpty();
  }

  @Test
  void whatTheKernelDiscardsIsADifference() throws IOException {
    assertThat(differences(found(1, "blkio.throttle.read_bps_device", "254:0 10485760")))
        .containsExactly(
            "io-weight=100 was asked for, outside finds no limit",
            "io-write=1048576 was asked for, outside finds no limit");
    assertThat(differences(found(2, "io.max", "254:16 rbps=10485760 wbps=1048576"))).hasSize(3);
    assertThat(differences(found(2, "io.max", "254:0 rbps=max wbps=1048576")))
        .contains("io-read=10485760 was asked for, outside finds no limit");
  }

  @Test
  void weightsOfVersion2AreThoseThatEnginesMake() {
    assertThat(IoWeight.ofVersion1(10)).isEqualTo(1);
    assertThat(IoWeight.ofVersion1(1000)).isEqualTo(10_000);
    for (long weight = 10; weight <= 1000; weight++) {
      assertThat(IoWeight.toVersion1(IoWeight.ofVersion1(weight), weight)).isEqualTo(weight);
    }
    assertThat(IoWeight.toVersion1(10_000, 10)).isEqualTo(1000);
  }

  @Test
  void aHypervisorThrottlesItselfAndLeavesTheWeightToTheHost() {
    assertThat(GuestPlan.outside(ALL).text()).isEqualTo("io-weight=100");
  }
}
