package dev.tare.experiment.network;

import java.util.ArrayList;
import java.util.List;

/** A path with its devices set in one way: what a run calls an environment. */
public record PathVariant(NetworkPath path, Offload offload) {

  /** {@code kvm-virtio(offload=off)}; the path alone where nothing is set. */
  public String name() {
    return path.name() + (offload == Offload.AS_IS ? "" : "(offload=" + offload.label() + ")");
  }

  /**
   * Every path in every way that was asked for. One without devices of its own has no ways.
   *
   * @param offloads none for as they are
   */
  public static List<PathVariant> of(List<NetworkPath> paths, List<Offload> offloads) {
    List<PathVariant> all = new ArrayList<>();
    for (NetworkPath path : paths) {
      if (!path.offloads() || offloads.isEmpty()) {
        all.add(new PathVariant(path, Offload.AS_IS));
      } else {
        offloads.forEach(offload -> all.add(new PathVariant(path, offload)));
      }
    }
    return all;
  }
}
