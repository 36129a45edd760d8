package dev.tare.userland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a guest's images, on small files. */
class GuestPartsTest {
  @TempDir Path folder;

  private static byte[] module(String depends) {
    return ("ELF\0license=GPL\0depends=" + depends + "\0name=x\0")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private Path modules(String... namesAndNeeds) throws Exception {
    Path kernel = Files.createDirectories(folder.resolve("lib/modules/6.1/kernel/drivers"));
    for (int i = 0; i < namesAndNeeds.length; i += 2) {
      Files.write(kernel.resolve(namesAndNeeds[i]), module(namesAndNeeds[i + 1]));
    }
    return kernel.getParent().getParent();
  }

  @Test
  void whatAModuleNeedsIsLoadedBeforeItAndOnce() throws Exception {
    KernelModules modules =
        new KernelModules(
            modules("a.ko", "b-x,c", "b-x.ko", "c", "c.ko", "", "d.ko", "c", "other.ko", ""));
    Path into = folder.resolve("into");
    assertThat(modules.copy(List.of("a", "d", "builtin"), into))
        .containsExactly("c.ko", "b-x.ko", "a.ko", "d.ko");
    assertThat(into.resolve("other.ko")).doesNotExist();
    assertThatThrownBy(() -> KernelModules.needed(new byte[] {1}))
        .hasMessageContaining("does not say");
  }

  @Test
  void packedModulesAreUnpacked() throws Exception {
    Path kernel = modules("a.ko", "");
    Process gzip =
        new ProcessBuilder("gzip", kernel.resolve("kernel/drivers/a.ko").toString()).start();
    assertThat(gzip.waitFor()).isZero();
    Path into = folder.resolve("into");
    assertThat(new KernelModules(kernel).copy(List.of("a"), into)).containsExactly("a.ko");
    assertThat(into.resolve("a.ko")).hasBinaryContent(module(""));
  }

  @Test
  void theHostsKernelIsTakenOnlyWhereItHasVirtio() throws Exception {
    assertThat(GuestKernel.host(folder, "6.1")).isEmpty();
    Files.createDirectories(folder.resolve("boot"));
    Files.writeString(folder.resolve("boot/vmlinuz-6.1"), "kernel");
    Path modules = modules("virtio_blk.ko", "", "virtio-net.ko", "");
    assertThat(GuestKernel.host(folder, "6.1")).isEmpty();
    Files.writeString(modules.resolve("modules.builtin"), "kernel/fs/ext4/ext4.ko\n");
    GuestKernel kernel = GuestKernel.host(folder, "6.1").orElseThrow();
    assertThat(kernel.source()).isEqualTo("host");
    assertThat(kernel.image()).isEqualTo(folder.resolve("boot/vmlinuz-6.1"));
  }

  @Test
  void theFirstProgramIsInTheFormatThatTheKernelUnpacks() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CpioArchive archive = new CpioArchive(out)) {
      archive.console();
      archive.file("bin/busybox", "abcde".getBytes(StandardCharsets.US_ASCII));
    }
    String bytes = out.toString(StandardCharsets.US_ASCII);
    assertThat(bytes.length() % 4).isZero();
    assertThat(bytes).startsWith("070701").contains("TRAILER!!!");
    int entry = bytes.indexOf("bin/busybox") - 110;
    assertThat(bytes.substring(entry, entry + 22)).isEqualTo("07070100000004000081ED");
    assertThat(bytes.substring(entry + 54, entry + 62)).isEqualTo("00000005");
  }

  @Test
  void thePackNeverStandsInThePlaceOfTheUserlandsFiles() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root/usr/local/bin"));
    Files.writeString(root.resolve("docker"), "the userland's");
    Path other = Files.writeString(folder.resolve("docker"), "the pack's");
    EnginePack pack =
        new EnginePack(
            new TreeMap<>(Map.of("usr/local/bin/docker", other, "usr/local/bin/runc", other)),
            new TreeMap<>(Map.of("usr/local/bin/iptables", "nft")));
    pack.copy(folder.resolve("root"));
    assertThat(root.resolve("docker")).hasContent("the userland's");
    assertThat(root.resolve("runc")).hasContent("the pack's");
    assertThat(Files.readSymbolicLink(root.resolve("iptables"))).isEqualTo(Path.of("nft"));
  }

  @Test
  void thePacksHashIsThatOfItsContents() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "one");
    EnginePack pack = new EnginePack(new TreeMap<>(Map.of("a", file)), new TreeMap<>());
    String before = pack.hash();
    assertThat(pack.hash()).isEqualTo(before).hasSize(16);
    Files.writeString(file, "two");
    assertThat(pack.hash()).isNotEqualTo(before);
  }
}
