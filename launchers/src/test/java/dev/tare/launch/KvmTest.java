package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a guest will be, and what is told of it, without one. */
class KvmTest {
  private static final Owner OWNER = Owner.ofRun("r");

  private static List<String> dry(String stack) throws Exception {
    List<String> lines = new ArrayList<>();
    Places places = new Places("/c/rootfs", "/c", "/c/java", "/ship", "/d", "/s");
    DryHost host = new DryHost(places, lines::add);
    Stack parsed = new StackSyntax(Layers.standard()).parse(stack);
    try (Environment guest = Layers.enter(host, parsed, OWNER, "tare-x", Limits.NONE)) {
      guest.ran(Command.of("echo", "a b"));
    }
    return lines;
  }

  @Test
  void aDryRunIsWhatAPersonCouldType() throws Exception {
    assertThat(dry("kvm(net=tap,memory=1g,cpuset=0-2)"))
        .anyMatch(line -> line.startsWith("qemu-img create -q -f qcow2 -F raw -b /c/guest.ext4"))
        .anyMatch(line -> line.startsWith("ip tuntap add dev tare-t"))
        .anyMatch(line -> line.contains("ssh-keygen") && line.endsWith(" guest-key /s/keys"))
        .anyMatch(line -> line.startsWith("ssh ") && line.contains(" -i /s/keys/key "))
        .anyMatch(line -> line.contains(" -smp 3 -m 1179656K ") && line.contains("3>&2"))
        .anyMatch(line -> line.contains("tare.memory=1073741824 tare.pids=max"))
        .anyMatch(line -> line.startsWith("ssh ") && line.contains("guest-run echo '\\''a b'\\'''"))
        .contains("rm -r -f /s/tare-x");
  }

  @Test
  void enginesAreStartedOnlyForWhatLiesInside() throws Exception {
    assertThat(dry("kvm")).noneMatch(line -> line.contains("tare.engines"));
    assertThat(dry("kvm/lxc"))
        .anyMatch(line -> line.contains("tare.engines=lxc") && line.contains(" -m 1572872K "));
  }

  @Test
  void emulatedCpusTakeTurnsUnlessTheyAreToRunSideBySide() throws Exception {
    assertThat(dry("kvm")).anyMatch(line -> line.contains(" -accel tcg,thread=single "));
    for (String stack : List.of("kvm(threads=multi)", "kvm(pin=0)")) {
      assertThat(dry(stack)).anyMatch(line -> line.contains(" -accel tcg,thread=multi "));
    }
    assertThat(dry("kvm(accel=kvm,threads=multi)"))
        .anyMatch(line -> line.contains(" -accel kvm -cpu host "));
  }

  @Test
  void aGuestThatIsOneProcessHasNoDiskAndNoShell() throws Exception {
    assertThatThrownBy(() -> dry("kvm(appliance=serve,net=tap,port=99)"))
        .hasMessageContaining("no command runs in it");
    List<String> lines = served("kvm(appliance=serve,net=tap,vhost=on,port=99)");
    assertThat(lines)
        .anyMatch(
            line ->
                line.contains(" -initrd /c/serve.gz ")
                    && line.contains("TARE_PORT=99")
                    && line.contains("vhost=on"))
        .noneMatch(line -> line.contains(" -drive ") || line.startsWith("ssh"))
        .contains("rm -r -f /s/tare-x");
    assertThat(served("kvm(image=/my/osv.img,net=tap)"))
        .anyMatch(line -> line.contains("-b /my/osv.img /s/tare-x/image.qcow2"))
        .anyMatch(line -> line.contains("-drive ") && !line.contains(" -kernel "));
  }

  @Test
  void aGuestThatIsOneProcessIsReachedOverATapAndHoldsNothingElse() {
    for (String stack :
        List.of(
            "kvm(appliance=serve)",
            "kvm(port=9)",
            "kvm(appliance=serve,image=/a,net=tap)",
            "kvm(image=/a,net=tap,data=disk)",
            "kvm(image=/a,net=tap)/docker")) {
      assertThatThrownBy(() -> served(stack)).isInstanceOf(LaunchException.class);
    }
  }

  private static List<String> served(String stack) throws Exception {
    List<String> lines = new ArrayList<>();
    Places places = new Places("/c/rootfs", "/c", "/c/java", "/ship", "/d", "/s");
    DryHost host = new DryHost(places, lines::add);
    Stack parsed = new StackSyntax(Layers.standard()).parse(stack);
    try (Environment guest = Layers.enter(host, parsed, OWNER, "tare-x", Limits.NONE)) {
      assertThat(guest.as(Serves.class)).isPresent();
    }
    return lines;
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> dry("kvm(vhost=on)"))
        .isInstanceOf(LaunchException.class)
        .hasMessage("kvm: vhost=on needs net=tap");
  }

  @Test
  void cpusAreThoseOfTheSetOrTheQuotaRoundedUp() {
    assertThat(GuestPlan.cpus(Limits.NONE)).isEmpty();
    assertThat(GuestPlan.cpus(Limits.NONE.with("cpus", "1.5"))).hasValue(2);
    assertThat(GuestPlan.cpus(Limits.NONE.with("cpus", "0.5").with("cpuset", "0,4-5"))).hasValue(3);
  }

  @Test
  void memoryAndPidsAreLimitedInTheGuestAndTheRestAroundIt() {
    Limits all =
        Limits.NONE
            .with("cpuset", "0")
            .with("shares", "512")
            .with("memory", "1g")
            .with("memory-soft", "512m")
            .with("pids", "9");
    assertThat(GuestPlan.outside(all).text())
        .isEqualTo("cpuset=0,shares=512,memory-soft=536870912");
  }

  @Test
  void guestsAreFoundByNameAndOwner() {
    String name = "tare-k1" + Kvm.AT + OWNER.text();
    List<StaleResource> left =
        Kvm.processes(
            "12 /sbin/init\n345 qemu-system-x86_64 -name "
                + name
                + " -M q35\n99 qemu-system-x86_64 -name mine -M q35\n346 ssh -F none root@10.213.0.2 sh"
                + " -c 'cat >/dev/null' guest-hold "
                + name
                + " \n");
    assertThat(left).hasSize(2);
    assertThat(left.get(0).what()).isEqualTo("guest tare-k1");
    assertThat(left.get(0).owner()).isEqualTo(OWNER);
    assertThat(left)
        .extracting(one -> one.removal().get(0))
        .containsExactly(Script.of("kill", "345"), Script.of("kill", "346"));
  }

  @Test
  void onlyAGuestThatSpokeProvesKvm() {
    assertThat(Acceleration.booted(new Ended(0, "\r\nTARE-PROBE\r\n", ""))).isTrue();
    assertThat(Acceleration.booted(new Ended(137, "", ""))).isFalse();
    assertThat(Acceleration.booted(new Ended(0, "", "Could not access KVM kernel module")))
        .isFalse();
  }

  @Test
  void theConsoleSaysWhenAGuestIsUpAndKeepsItsLastWords() throws Exception {
    GuestConsole up = console("one\n\u001b[2Jtwo\r\n" + GuestConsole.READY + "\nthree\n");
    assertThat(up.isReadyWithin(Duration.ofSeconds(20))).isTrue();
    up.awaitEnd();
    assertThat(up.tail()).isEqualTo("one | two | TARE-READY | three");
    GuestConsole failed = console("TARE-FAILED: no root disk\n");
    assertThat(failed.isReadyWithin(Duration.ofSeconds(20))).isFalse();
    assertThat(failed.tail()).isEqualTo("TARE-FAILED: no root disk");
  }

  private static GuestConsole console(String said) {
    return new GuestConsole(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyOptionHasAValueThatItsPatternTakes() {
    TreeMap<String, String> values = new TreeMap<>();
    for (LayerOption option : KvmOptions.ALL) {
      assertThat(option.refusal("no such value")).isPresent();
      values.put(option.name(), option.values());
    }
    assertThat(values).hasSize(18).containsEntry("accel", "auto|kvm|tcg");
  }
}
