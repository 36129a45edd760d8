package dev.tare.facts;

import dev.tare.proc.ProcFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers around this process as they are seen from inside, outermost first. A guest does not
 * see what its host runs in, so the outermost layer seen may itself be inside another.
 *
 * @param layers such as {@code kvm} and {@code docker}; {@code unknown} first where nothing tells
 *     whether this is a guest; empty on bare metal
 * @param evidence what each was told from; it names no container and no host
 */
public record LayerStack(List<String> layers, List<String> evidence) {
  static final String UNKNOWN = "unknown";

  /** Is one detector's answer. */
  record Detected(List<String> layers, List<String> evidence) {}

  /** Looks at this system. */
  public static LayerStack here() {
    return detect(ProcFiles.system(), Cpuid.read());
  }

  static LayerStack detect(ProcFiles files, Optional<Cpuid> cpuid) {
    Detected guest = new GuestDetection(files, cpuid).detect();
    Detected container = new ContainerDetection(files).detect();
    List<String> layers = new ArrayList<>(guest.layers());
    layers.addAll(container.layers());
    List<String> evidence = new ArrayList<>(guest.evidence());
    evidence.addAll(container.evidence());
    return new LayerStack(List.copyOf(layers), List.copyOf(evidence));
  }

  /** Returns it as it is written on a command line: {@code bare}, {@code kvm/docker}. */
  public String stack() {
    return layers.isEmpty() ? "bare" : String.join("/", layers);
  }
}
