package dev.tare.facts;

import dev.tare.probe.Probe;
import dev.tare.probe.ProbeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes what the CPUID instruction says of a hypervisor.
 *
 * @param hypervisor whether the hypervisor bit is set (leaf 1, ECX bit 31)
 * @param signatures how the hypervisors sign, such as {@code KVMKVMKVM}; one that imitates another
 *     signs twice
 */
record Cpuid(boolean hypervisor, List<String> signatures) {
  private static final long FEATURES = 1;
  private static final long FIRST_SIGNATURE = 0x40000000L;
  private static final long STEP = 0x100;
  private static final int MOST = 4;

  /** Asks this CPU; absent where there is no such instruction, or the probes do not load. */
  static Optional<Cpuid> read() {
    try {
      long features = registers(FEATURES)[2];
      List<String> signatures = new ArrayList<>();
      boolean hypervisor = (features >>> 31 & 1) == 1;
      // On bare metal these leaves repeat the last ordinary one.
      for (int i = 0; hypervisor && i < MOST; i++) {
        String signature = signature(registers(FIRST_SIGNATURE + i * STEP));
        if (!signature.isBlank() && !signatures.contains(signature)) {
          signatures.add(signature);
        }
      }
      return Optional.of(new Cpuid(hypervisor, signatures));
    } catch (ProbeException e) {
      return Optional.empty();
    }
  }

  /** Twelve characters in EBX, ECX and EDX; anything but printable ASCII is left out. */
  static String signature(int[] registers) {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(registers[1]).putInt(registers[2]).putInt(registers[3]);
    return new String(bytes.array(), StandardCharsets.US_ASCII).replaceAll("[^ -~]", "").strip();
  }

  private static int[] registers(long leaf) {
    try (Probe cpuid = Probe.open("cpuid", Map.of("leaf", leaf))) {
      cpuid.batch(1);
      return new int[] {
        (int) cpuid.counter("eax"),
        (int) cpuid.counter("ebx"),
        (int) cpuid.counter("ecx"),
        (int) cpuid.counter("edx")
      };
    }
  }
}
