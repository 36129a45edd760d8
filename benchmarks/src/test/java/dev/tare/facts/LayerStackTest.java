package dev.tare.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.CapturedTree;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerStackTest {
  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "bare-v2-unlimited, bare",
    "no-cgroups, bare",
    "arm-server, bare",
    "docker-v1-limited, docker",
    "docker-v1-unlimited, docker",
    "docker-v2-limited, docker",
    "podman-v2, podman",
    "lxc-v1-limited, lxc",
    "runc, runc",
    "crun, crun",
    "runsc, runsc",
    "nspawn, nspawn",
    "bwrap, bwrap",
    "kvm, kvm",
    "tcg, tcg",
    "kvm-docker, kvm/docker",
    "kvm-lxc-docker, kvm/lxc/docker",
    "firecracker, firecracker",
    "arm-firecracker, firecracker",
    "arm-tcg, tcg",
    "arm-qemu, qemu",
  })
  void capturedSystemsAreTold(String tree, String stack) {
    LayerStack layers = detect(CapturedTree.unpack(tree, root));
    assertThat(layers.stack()).isEqualTo(stack);
    assertThat(layers.evidence()).isNotEmpty();
  }

  @Test
  void anImageThatBecameAMachineIsNoContainer() {
    LayerStack layers = detect(CapturedTree.unpack("firecracker", root));
    assertThat(layers.evidence()).contains("/.dockerenv is there");
  }

  @Test
  void aMarkerLeftInTheImageOfAMachineIsNotTakenForItsContainersEngine() throws IOException {
    ProcFiles files = CapturedTree.unpack("firecracker", root);
    Path link = files.root().resolve("proc/self/ns/pid");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("pid:[4026532450]"));
    assertThat(detect(files).stack()).isEqualTo("firecracker/container");
  }

  @Test
  void aVariableIsNoContainerWhereAllNamespacesAreTheFirst() {
    ProcFiles files = CapturedTree.unpack("arm-server", root);
    CapturedTree.put(files, "proc/self/environ", "HOME=/root\0container=podman\0");
    LayerStack layers = detect(files);
    assertThat(layers.stack()).isEqualTo("bare");
    assertThat(layers.evidence()).contains("all namespaces are the system's first: no container");
  }

  @Test
  void whatIsMissingIsNotReadAsBareMetal() {
    assertThat(detect(new ProcFiles(root)).stack()).isEqualTo("unknown");
  }

  @Test
  void evidenceNamesNoContainerAndNoHost() {
    ProcFiles files = CapturedTree.unpack("docker-v1-limited", root);
    assertThat(String.join(" ", detect(files).evidence())).doesNotContain("4f2c0a9b");
  }

  @Test
  void theHypervisorsSignatureDecidesOverTheFirmware() {
    ProcFiles files = CapturedTree.unpack("kvm", root);
    assertThat(detect(files, "TCGTCGTCGTCG").stack()).isEqualTo("tcg");
    assertThat(detect(files, "VMwareVMware").stack()).isEqualTo("vmware");
    assertThat(detect(files, "XenVMMXenVMM").stack()).isEqualTo("xen");
    assertThat(detect(files, "Microsoft Hv").stack()).isEqualTo("hyperv");
  }

  @Test
  void kvmThatImitatesHyperVIsKvm() {
    ProcFiles files = CapturedTree.unpack("kvm", root);
    assertThat(detect(files, "Microsoft Hv", "KVMKVMKVM").stack()).isEqualTo("kvm");
  }

  @Test
  void aGuestWithoutANameIsStillAGuest() {
    CapturedTree.put(
        new ProcFiles(root), "proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu hypervisor\n");
    assertThat(detect(new ProcFiles(root)).stack()).isEqualTo("vm");
  }

  @Test
  void aBareInstanceOfACloudIsNotItsGuest() {
    ProcFiles files = new ProcFiles(root);
    CapturedTree.put(files, "proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vmx\n");
    CapturedTree.put(files, "sys/class/dmi/id/sys_vendor", "Amazon EC2\n");
    CapturedTree.put(files, "sys/class/dmi/id/product_name", "c5.metal\n");
    assertThat(detect(files).stack()).isEqualTo("bare");
    CapturedTree.put(files, "proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu hypervisor\n");
    assertThat(detect(files).stack()).isEqualTo("kvm");
  }

  @Test
  void qemusMicrovmIsNotTakenForFirecracker() {
    ProcFiles files = new ProcFiles(root);
    CapturedTree.put(files, "proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu hypervisor\n");
    CapturedTree.put(files, "proc/cmdline", "reboot=k panic=1 pci=off\n");
    CapturedTree.put(files, "sys/bus/acpi/devices/QEMU0002:00/hid", "QEMU0002\n");
    assertThat(detect(files, "KVMKVMKVM").stack()).isEqualTo("kvm");
  }

  @Test
  void aProcessNamespaceOfItsOwnIsAContainerThoughNothingNamesTheEngine() throws IOException {
    ProcFiles files = CapturedTree.unpack("arm-server", root);
    Path link = files.root().resolve("proc/self/ns/pid");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("pid:[4026532450]"));
    assertThat(detect(files).stack()).isEqualTo("container");
  }

  @Test
  void aHostThatRunsContainersIsNotInOne() {
    ProcFiles files = CapturedTree.unpack("arm-server", root);
    String mounts = files.text("proc/self/mountinfo").orElseThrow();
    CapturedTree.put(
        files,
        "proc/self/mountinfo",
        mounts
            + "90 28 0:60 / /var/lib/docker/overlay2/ab/merged rw - overlay overlay"
            + " rw,lowerdir=/var/lib/docker/overlay2/l/AA\n"
            + "91 28 0:4 net:[4026532281] /run/docker/netns/ab rw - nsfs nsfs rw\n");
    assertThat(detect(files).stack()).isEqualTo("bare");
  }

  @Test
  void thisSystemIsTold() {
    assertThat(LayerStack.here().stack()).isNotBlank().doesNotContain("unknown");
  }

  /** Without the CPUID instruction, as where the probes do not load. */
  private static LayerStack detect(ProcFiles files) {
    return LayerStack.detect(files, Optional.empty());
  }

  private static LayerStack detect(ProcFiles files, String... signatures) {
    return LayerStack.detect(files, Optional.of(new Cpuid(true, List.of(signatures))));
  }
}
