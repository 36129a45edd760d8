package dev.tare.experiment.network;

import dev.tare.experiment.Condition;
import dev.tare.launch.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A path with its devices set in one way: what a run calls an environment. */
public record PathVariant(NetworkPath path, Offload offload) implements Condition {
  /**
   * Every path in every way that was asked for. One without devices of its own has no ways.
   *
   * @param offloads none for as they are
   */
  static List<PathVariant> of(List<NetworkPath> paths, List<Offload> offloads) {
    List<PathVariant> all = new ArrayList<>();
    for (NetworkPath path : paths) {
      if (!path.hasDevices() || offloads.isEmpty()) {
        all.add(new PathVariant(path, Offload.AS_IS));
      } else {
        offloads.forEach(offload -> all.add(new PathVariant(path, offload)));
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
