package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshCommandTest {
  private static Spec spec(Map<String, String> options) {
    return new Spec(Owner.ofRun("run"), "tare-x", new TreeMap<>(options), Limits.NONE);
  }

  @Test
  void hostKeysAreCheckedAsTheUserHasIt() {
    Command command = SshCommand.once(spec(Map.of(Ssh.HOST, "b")), "true");

    assertThat(command.line()).doesNotContain("StrictHostKeyChecking", "UserKnownHostsFile");
    assertThat(command.words()).contains("BatchMode=yes").endsWith("b", "true");
  }

  @Test
  void everyOptionBecomesItsWords() {
    Map<String, String> options =
        Map.of(
            Ssh.HOST,
            "b",
            Ssh.USER,
            "me",
            Ssh.PORT,
            "2222",
            Ssh.KEY,
            "/k",
            Ssh.CONFIG,
            "/c",
            Ssh.KNOWN_HOSTS,
            "/with a blank%");

    assertThat(SshCommand.shared(spec(options), "/s", "x").words())
        .containsSequence("-F", "/c")
        .containsSequence("-l", "me")
        .containsSequence("-p", "2222")
        .containsSequence("-i", "/k")
        .contains("UserKnownHostsFile=\"/with a blank%%\"", "ProxyCommand=false")
        .containsSequence("-S", "/s");
  }

  @ParameterizedTest
  @CsvSource({
    "ssh: connect to host b port 22: Connection refused, is sshd running there",
    "me@b: Permission denied (publickey)., authorized_keys",
    "Host key verification failed., known-hosts=FILE",
    "ssh: Could not resolve hostname b: Name or service not known, check host=",
    "ssh: connect to host b port 22: Connection timed out, firewall",
    "something else, by hand",
  })
  void eachRefusalHasItsRemedy(String said, String remedy) {
    Finding finding =
        SshCommand.refusal(spec(Map.of(Ssh.HOST, "b")), new Ended(255, "", "warning\n" + said));

    assertThat(finding.stops()).isTrue();
    assertThat(finding.what()).startsWith("b is not reached: ").doesNotContain("\n");
    assertThat(finding.remedy()).contains(remedy);
  }

  @Test
  void aChangedHostKeyIsNamedBeforeTheFailureThatFollows() {
    String said =
        "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n"
            + "Host key verification failed.\n";
    Finding finding = SshCommand.refusal(spec(Map.of(Ssh.HOST, "b")), new Ended(255, "", said));

    assertThat(finding.what()).contains("HAS CHANGED").doesNotContain("@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh(host=-oProxyCommand=x)",
        "ssh(host=b,port=0)",
        "ssh(host=b,port=65536)",
        "ssh(host=b,user=-x)",
        "ssh(host=b c)",
        "ssh(host=b,memory=1g)"
      })
  void whatSshCouldTakeForAnOptionOrCannotDoIsRefused(String stack) {
    assertThatThrownBy(() -> new StackSyntax(Layers.standard()).parse(stack))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void withoutAMachineNothingIsTried() throws Exception {
    List<String> lines = new ArrayList<>();
    DryHost host = new DryHost(new Places("", "", "java", "", "/d", "/s"), lines::add);

    assertThat(new Ssh().check(host, spec(Map.of())))
        .singleElement()
        .satisfies(finding -> assertThat(finding.remedy()).contains("ssh(host=NAME)"));
    assertThatThrownBy(() -> new StackSyntax(Layers.standard()).parse("ssh(port=22)/docker"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ssh(port=22)/docker: no machine is named; write ssh(host=NAME)");
    assertThat(lines).isEmpty();
  }

  @Test
  void aDryRunPrintsWhatAPersonCouldType() throws Exception {
    List<String> lines = new ArrayList<>();
    Places places = new Places("/u/rootfs", "/u/0123", "java", "/ship", "/d", "/s");
    DryHost host = new DryHost(places, lines::add);

    try (Environment far = new Ssh().enter(host, spec(Map.of(Ssh.HOST, "b", Ssh.USER, "me")))) {
      far.run(Command.of("echo", "two words"), Environment.PATIENCE);
      far.push(Path.of("/a"), "/b");
      assertThat(far.places().userland()).isEqualTo("/home/me/.cache/tare/userland/0123/rootfs");
      assertThat(far.isDry()).isTrue();
    }
    assertThat(lines).anySatisfy(line -> assertThat(line).contains("/u/0123 userland.tar"));
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).endsWith(" b 'echo '\\''two words'\\'''"));
    assertThat(lines).last().asString().isEqualTo("cp /a b:/b");
  }
}
