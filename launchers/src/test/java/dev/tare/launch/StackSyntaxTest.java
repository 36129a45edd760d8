package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackSyntaxTest {
  private final StackSyntax syntax = new StackSyntax(Layers.standard());

  @Test
  void layersAreReadOutermostFirst() {
    Stack stack = syntax.parse("ssh(host=b)/docker(network=host)");

    assertThat(stack.names()).isEqualTo("ssh/docker");
    assertThat(stack.steps().get(1).options()).containsEntry("network", "host");
    assertThat(stack.text()).isEqualTo("ssh(host=b)/docker(network=host)");
  }

  @Test
  void limitsInBracketsAreLimitsNotOptions() {
    Stack.Step docker = syntax.parse("docker(memory=2g,network=none,cpuset=0,2)").steps().get(0);

    assertThat(docker.options()).containsOnlyKeys("network");
    assertThat(docker.limits().text()).isEqualTo("cpuset=0,2,memory=2147483648");
  }

  @Test
  void theCanonicalTextReadsBackAsTheSameStack() {
    String written = "docker(network=none,image=a/b:c,cpus=0.50)";

    String canonical = syntax.parse(written).text();

    assertThat(canonical).isEqualTo("docker(image=a/b:c,network=none,cpus=0.5)");
    assertThat(syntax.parse(canonical).text()).isEqualTo(canonical);
  }

  @Test
  void aSlashInBracketsBelongsToTheValue() {
    assertThat(syntax.parse("docker(image=registry/name)/lxc").names()).isEqualTo("docker/lxc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dokcer | no layer is called 'dokcer'; did you mean docker?",
        "podmn | did you mean podman?",
        "'' | no layer is called ''",
        "docker/ | no layer is called ''",
        "bare/docker | stands alone",
        "docker/bare | stands alone",
        "slurm(nodes=2)/slurm(nodes=2) | leave the second out",
        "slurm/docker/slurm | leave the second out",
        "docker(netwrk=host) | did you mean network?",
        "docker(network=hots) | network is",
        "docker(network) | network=",
        "docker(network=host,network=none) | given twice",
        "docker(memory=0) | memory",
        "docker(memory=much) | memory is bytes",
        "docker(network=host | not closed",
        "docker network=host) | brackets do not match",
        "docker((network=host)) | brackets do not match",
        "docker(network=host)x | nothing may follow",
        "ssh(memory=1g) | ssh has no option 'memory'",
      })
  void aStackThatCannotBeIsRefusedInOneLineWithItsNeighbours(String text, String said) {
    assertThatThrownBy(() -> syntax.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aMachineIsTheSameHoweverItIsEntered() {
    assertThat(syntax.parse("ssh(host=b,user=x)/docker").machine())
        .isEqualTo(syntax.parse("ssh(host=b)").machine())
        .contains("b");
    assertThat(syntax.parse("ssh(host=a)").machine()).contains("a");
    assertThat(syntax.parse("docker").machine()).isEmpty();
  }

  @Test
  void whatWasToldOfANetworkKeepsItAndTheOthersAreMadeReachable() {
    assertThat(syntax.parse("lxc").reachable().text()).isEqualTo("lxc(network=bridge)");
    assertThat(syntax.parse("kvm(vcpus=2)/docker").reachable().text())
        .isEqualTo("kvm(net=tap,vcpus=2)/docker");
    assertThat(syntax.parse("lxc(network=host)").reachable().text()).isEqualTo("lxc(network=host)");
    assertThat(syntax.parse("bare").reachable()).isEqualTo(syntax.parse("bare"));
  }
}
