package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run would refuse is refused in a dry run alike, in one line that names the option. */
class RefusedOptionsTest {
  private final Terminal terminal = new Terminal();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix --limit cpuset=0,4095",
        "matrix --limit cpuset=3-1",
        "matrix --limit cpus=4095",
        "matrix --limit memory=1",
        "matrix --limit memory=99999999999999999g",
        "matrix --limit pids=32",
        "matrix --limit memmory=1g",
        "matrix --limit memory=1g --limit memory=2g",
        "matrix --env docker,",
        "matrix --benchmarks cpu.Prime,",
        "matrix -p limit=7 -p limit=8",
        "energy -p limit=7 -p limit=8",
        "matrix --env docker,docker",
        "matrix --env docker --env docker()",
        "isolate --neighbour fork,",
        "isolate --neighbour fork,,disk",
        "matrix --env docker(cpuset=4095)",
        "matrix --env kvm(memory=1m)/docker",
        "matrix --env docker --env kvm/docker(pids=1)",
        "matrix --data /nonexistent",
        "matrix --data /etc/passwd",
        "matrix -p size=-1",
        "matrix -p size=",
        "matrix -p size=0g",
        "matrix -p pages=huge,small",
        "matrix -p RandomFile:direct=yes",
        "matrix -p RandomFile:depth=-1",
        "matrix --out /etc/passwd/run",
        "matrix --out /proc/run",
        "matrix --benchmarks cpu.Prime,cpu.Primes",
        "gate --run --candidate-jvm-arg=-Xint --benchmarks cpu.Prime,cpu.Primes",
        "energy --workload cpu.Prime,cpu.Primes",
        "isolate --limit cpuset=4095",
        "isolate --env docker(memory=1)",
        "migrate --how teleport",
        "migrate --workload nginx",
        "migrate --env kvm(memory=64m)",
        "pages --workload idle+nginx",
        "pages --workload nginx+",
        "energy --env slurm",
        "energy --env ssh(host=b)/docker",
        "allocate --limit memory=1",
        "allocate --limit pids=1",
        "density --limit memory=1m",
        "density --env lxc(cpuset=4095)",
        "network --cpus 0,4095",
        "network --seconds -1",
        "network --seconds 0",
        "network --port 70000",
        "network --connections 257",
        "service --connections 0",
        "service --rate -1",
        "service --client ssh",
        "service --client ssh(port=22)",
        "service --client docker(cpuset=4095)",
        "matrix --benchmarks cpu.Prime,bomb.Fork",
        "service --client kvm(appliance=serve,net=tap)",
        "service --client docker --address 10.0.0.256",
        "network --client lxc(memory=1)",
        "network --client lxc --path kvm-user",
        "matrix --benchmarks cpu.Prime -p limit=1000,1000",
        "matrix --env ssh/docker",
        "gate --run --candidate-jvm-arg=-Xint --limit memory=1",
        "gate --run --baseline docker(cpus=4095)",
        "gate --run --candidate docker(cpuset=4095)",
        "gate --run --candidate-jar /nonexistent",
        "gate --run --baseline-rev nosuchrev",
        "gate --run --baseline-rev HEAD --candidate-rev nosuchrev",
        "gate --run --markdown /nonexistent/gate.md",
        "selftest --limit cpuset=0,4095",
        "selftest --env docker(memory=1)",
        "selftest --calibration /nonexistent/calibration.json",
        "matrix --resume /nonexistent"
      })
  void dryRunRefusesWhatTheRunWouldRefuse(String line) {
    if (line.contains("-rev")) {
      assumeThat(ThisHost.answers("git", "--version")).as("git is not installed").isTrue();
    }
    String[] words = (line + " --dry-run").split(" ");

    int exit = terminal.run(words);

    boolean folder = line.contains("--out");
    assertThat(exit).as(terminal.err()).isEqualTo(folder ? ExitCode.FAILED : ExitCode.USAGE);
    assertThat(terminal.err().lines()).hasSize(1);
    String[] option = line.split(" ");
    assertThat(terminal.err()).contains(option[option.length - 2]);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void anEmptyPieceOfAListDoesNotStandForEverything() {
    int exit = terminal.run("matrix", "--benchmarks", ",cpu.Prime", "--dry-run");

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--benchmarks").contains("is empty");
  }

  /** One more was meant. */
  @Test
  void aCommaAtTheEndOfAListIsRefused() {
    int exit = terminal.run("density", "--guests", "1,", "--dry-run");

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--guests").contains("'1,' is not an int");
  }

  @Test
  void limitInBracketsIsNamedAsItWasTyped() {
    terminal.run("migrate", "--env", "kvm(memory=64m)", "--dry-run");

    assertThat(terminal.err().strip())
        .isEqualTo("tare: --env kvm(memory=64m): memory=64m: 96m at least, two JVMs are in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix --env ssh(host=far)/docker --limit cpuset=4095",
        "matrix --env kvm(vcpus=4)/docker(cpuset=3)",
        "matrix --env docker --limit memory=96m --limit pids=48",
        "matrix --env docker --limit memory=9999g",
        "matrix --env docker -p size=1m -p Stream:bytes=auto"
      })
  void whatWillDoIsNotRefused(String line) {
    assertThat(terminal.run((line + " --dry-run").split(" "))).as(terminal.err()).isZero();
  }
}
