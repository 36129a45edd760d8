package dev.tare.facts;

import dev.tare.probe.Probe;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gathers the facts of the environment that this process runs in. Takes about a second: OSHI and
 * the clock's calibration. Do it outside measurements, and not in forks.
 */
public final class EnvironmentFacts {
  private static final Path DATA = Path.of("/data");

  private final FactSheet sheet = new FactSheet();
  private final List<String> failed = new ArrayList<>();

  private EnvironmentFacts() {}

  /** Returns the facts of this environment, with the current folder and /data as storage. */
  public static Facts read() {
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("current", Path.of(""));
    folders.put("data", DATA);
    return read(folders);
  }

  /**
   * Returns the facts of this environment.
   *
   * @param folders what is measured, by role: {@code data} becomes {@code storage.data.device}; one
   *     that is not there is left out
   */
  public static Facts read(Map<String, Path> folders) {
    return gather(ProcFiles.system(), folders).facts();
  }

  static FactSheet gather(ProcFiles files, Map<String, Path> folders) {
    EnvironmentFacts facts = new EnvironmentFacts();
    FactSheet sheet = facts.sheet;
    facts.part("layers", () -> layers(files, sheet));
    sheet.put(Facts.NODE, node());
    facts.part("kernel", () -> KernelFacts.read(files, sheet));
    facts.part("frequency", () -> FrequencyFacts.read(files, sheet));
    facts.part("memory modules", () -> MemoryModules.read(files, sheet));
    facts.part("flags", () -> HardwareFacts.readFlags(files, sheet));
    facts.part("hardware", () -> HardwareFacts.read(sheet));
    facts.part("limits", () -> LimitFacts.read(files, sheet));
    facts.part("jvm", () -> JvmFacts.read(sheet));
    facts.part("code", () -> CodeFacts.read(files, sheet));
    facts.part("privileges", () -> PrivilegeFacts.read(files, sheet));
    facts.part("affinity", () -> sheet.put("privileges.setAffinity", PrivilegeFacts.setAffinity()));
    facts.part("clock", () -> clock(sheet));
    folders.forEach((role, folder) -> facts.part(role, () -> storage(files, role, folder, sheet)));
    sheet.put("facts.failed", String.join("; ", facts.failed));
    return sheet;
  }

  /** One part that breaks down (a library that does not load) leaves the others as they are. */
  private void part(String name, Runnable reader) {
    try {
      reader.run();
    } catch (RuntimeException | LinkageError e) {
      failed.add(name + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Given by whoever started this, never asked of the machine: a host's name is not let out. */
  private static Optional<String> node() {
    return Stream.of("TARE_NODE", "SLURMD_NODENAME")
        .map(System::getenv)
        .filter(name -> name != null && !name.isBlank())
        .findFirst();
  }

  private static void layers(ProcFiles files, FactSheet sheet) {
    LayerStack stack = LayerStack.detect(files, Cpuid.read());
    sheet.put("layers.stack", stack.stack());
    sheet.put("layers.evidence", String.join("; ", stack.evidence()));
    ContainerDetection.read(files, sheet);
  }

  private static void clock(FactSheet sheet) {
    try (Probe clock = Probe.open("clock", Map.of())) {
      clock.batch(1_000_000);
      sheet.put("clock.latencyNs", Double.toString(clock.counter("latencyPs") / 1000.0));
      sheet.put("clock.granularityNs", clock.counter("granularityNs"));
      sheet.put("clock.p99.99Ns", clock.counter("p9999Ns"));
      sheet.put("clock.backward", clock.counter("backward"));
    }
  }

  private static void storage(ProcFiles files, String role, Path folder, FactSheet sheet) {
    if (Files.isDirectory(folder)) {
      try {
        StorageFacts.read(files, role, folder.toRealPath().toString(), sheet);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
