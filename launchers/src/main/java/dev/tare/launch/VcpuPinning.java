package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.proc.CpuList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts each virtual CPU's thread on a CPU of the host. */
final class VcpuPinning {
  private VcpuPinning() {}

  static void pin(Environment outer, Qmp qmp, String cpus) throws IOException {
    List<Integer> hosts =
        List.copyOf(
            CpuList.parse(cpus)
                .orElseThrow(() -> new LaunchException("kvm: pin=" + cpus + " is no CPU list")));
    List<Long> threads = threads(qmp.execute("query-cpus-fast", Map.of()));
    for (int i = 0; i < threads.size(); i++) {
      String cpu = hosts.get(i % hosts.size()).toString();
      outer.ran(Command.of("taskset", "-p", "-c", cpu, threads.get(i).toString()));
    }
  }

  /** Returns the host's thread of each virtual CPU, in their order. */
  static List<Long> threads(JsonNode cpus) {
    List<Long> threads = new ArrayList<>();
    cpus.forEach(cpu -> threads.add(cpu.path("thread-id").asLong()));
    return threads;
  }
}
