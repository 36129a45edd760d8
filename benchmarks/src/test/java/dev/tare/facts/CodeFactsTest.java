package dev.tare.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeFactsTest {
  @Test
  void theBuildIdIsFoundBehindAnotherNote() {
    assertThat(ElfNote.buildId(elf("GNU"))).hasValue("0102abff");
  }

  @Test
  void aFileWithoutABuildIdHasNone() {
    assertThat(ElfNote.buildId(elf("XYZ"))).isEmpty();
    assertThat(ElfNote.buildId("#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.US_ASCII)))
        .isEmpty();
    assertThat(ElfNote.buildId(new byte[0])).isEmpty();
  }

  @Test
  void glibcSaysItsVersionInItsBanner() {
    byte[] library =
        "\0GNU C Library (Debian GLIBC 2.36-9+deb12u10) stable release version 2.36.\nCopyright\0"
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(CodeFacts.glibcVersion(library)).hasValue("2.36 (Debian GLIBC 2.36-9+deb12u10)");
    assertThat(CodeFacts.glibcVersion(new byte[9])).isEmpty();
  }

  @Test
  void theJarIsNamedByItsSha256(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    assertThat(CodeFacts.sha256(file))
        .hasValue("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(CodeFacts.sha256(folder.resolve("none"))).isEmpty();
  }

  @Test
  void flagsThatMayHoldASecretAreLeftOut() {
    assertThat(
            JvmFacts.flags(
                List.of(
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:ActiveProcessorCount=2",
                    "-Dpassword=geheim",
                    "-XX:HeapDumpPath=/home/jane",
                    "-javaagent:/opt/agent.jar=token")))
        .isEqualTo("-Xmx512m -XX:+UseSerialGC -XX:ActiveProcessorCount=2");
  }

  @Test
  void theCollectorIsNamedAsItsFlagDoes() {
    assertThat(JvmFacts.collector(List.of("Copy", "MarkSweepCompact"))).isEqualTo("Serial");
    assertThat(JvmFacts.collector(List.of("G1 Young Generation", "G1 Old Generation")))
        .isEqualTo("G1");
    assertThat(JvmFacts.collector(List.of("PS MarkSweep", "PS Scavenge"))).isEqualTo("Parallel");
    assertThat(JvmFacts.collector(List.of("ZGC Cycles", "ZGC Pauses"))).isEqualTo("Z");
  }

  @Test
  void aHypervisorsSignatureIsReadInTheOrderOfItsRegisters() {
    int[] kvm = {0x40000001, 0x4b4d564b, 0x564b4d56, 0x0000004d};
    assertThat(Cpuid.signature(kvm)).isEqualTo("KVMKVMKVM");
  }

  /** One program header of notes: first one of another type, then a build id of that owner. */
  private static byte[] elf(String owner) {
    ByteBuffer elf = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0, 0x464c457f)
        .putLong(0x20, 64)
        .putShort(0x36, (short) 56)
        .putShort(0x38, (short) 1);
    elf.putInt(64, 4).putLong(64 + 8, 128).putLong(64 + 32, 44);
    elf.position(128);
    elf.putInt(4).putInt(5).putInt(1).put("GNU\0".getBytes(StandardCharsets.US_ASCII));
    elf.put(new byte[8]);
    elf.putInt(4).putInt(4).putInt(3).put((owner + "\0").getBytes(StandardCharsets.US_ASCII));
    elf.put(new byte[] {1, 2, (byte) 0xab, (byte) 0xff});
    return elf.array();
  }
}
