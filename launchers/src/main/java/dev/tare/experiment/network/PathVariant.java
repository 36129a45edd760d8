package dev.tare.experiment.network;

import dev.tare.experiment.Condition;
import dev.tare.experiment.ends.Offload;
import dev.tare.launch.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A path with its devices set in one way: what a run calls an environment.
 *
 * @param hosts that its two ends are on
 */
public record PathVariant(NetworkPath path, Offload offload, int hosts) implements Condition {
  PathVariant(NetworkPath path, Offload offload) {
    this(path, offload, 1);
  }

  /**
   * Every path in every way that was asked for. One without devices of its own has no ways.
   *
   * @param offloads none for as they are
   * @param hosts that its two ends are on
   */
  static List<PathVariant> of(List<NetworkPath> paths, List<Offload> offloads, int hosts) {
    List<PathVariant> all = new ArrayList<>();
    for (NetworkPath path : paths) {
      if (!path.hasDevices() || offloads.isEmpty()) {
        all.add(new PathVariant(path, Offload.AS_IS, hosts));
      } else {
        offloads.forEach(offload -> all.add(new PathVariant(path, offload, hosts)));
      }
    }
    return all;
  }

  /** {@code kvm-virtio(offload=off)}; the path alone where nothing is set. */
  @Override
  public String name() {
    return path.word() + (offload == Offload.AS_IS ? "" : "(offload=" + offload.word() + ")");
  }

  @Override
  public Stack stack() {
    return path.stack(offload);
  }

  @Override
  public String environment() {
    return name();
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(stack(), "path", path.word(), "offload", offload.word());
  }
}
