package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Run;
import dev.tare.result.io.RunReader;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A guest that is one process, its server, booted for real, emulated where there is no KVM. */
@Tag("full")
@ResourceLock("emulated guests")
class ServerGuestIT {
  private static final String STACK = "kvm(appliance=serve,net=tap,memory=128m)";

  @TempDir private Path folder;

  @BeforeEach
  void engines() {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
  }

  @Test
  void itAnswersOverItsTapWithOffloadsAsAsked() throws Exception {
    NetworkRun network = new NetworkRun(folder);
    Jar.Ended ended =
        network.ended(
            "--path=serve-virtio",
            "--patterns=tcp_rr,udp_rr,tcp_crr",
            "--offload=off",
            "--seconds=0.3",
            "--blocks=1");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("serve-virtio(offload=off) is proven: the route leads");
    assertThat(ended.out()).contains("tso=off").doesNotContain("tso=on");
    Run run = RunReader.readWithLatencies(network.folder());
    assertThat(run.series())
        .extracting(one -> one.key().metric())
        .contains("hostCpu.perOp", "qemuCpu.perOp")
        .doesNotContain("insideCpu.perOp");
    assertThat(Traces.of(ended.pid())).isEmpty();
  }

  @Test
  void itsStartHasEveryPhaseButThatOfAJvm() throws Exception {
    Jar.Ended ended =
        new Jar(folder)
            .patient()
            .run("boot", "--out=run", "--env=" + STACK, "--starts=1", "--blocks=1");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("kernel entered", "first byte", "network answer")
        .doesNotContain("JVM's line");
    assertThat(Traces.of(ended.pid())).isEmpty();
  }

  @Test
  void whatRunsCommandsRefusesItBeforeAnythingIsMade() {
    Jar.Ended ended = new Jar(folder).run("matrix", "--env", STACK, "--benchmarks", "Prime");
    assertThat(ended.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("no command runs in it; boot and network measure it");
  }

  @Test
  void anImageThatIsNoneIsSaidInOneLine() {
    Jar.Ended ended =
        new Jar(folder).run("boot", "--env=kvm(image=/nowhere.img,net=tap)", "--starts=1");
    assertThat(ended.err()).contains("image=/nowhere.img cannot be read");
    assertThat(ended.exit()).isNotZero();
  }
}
