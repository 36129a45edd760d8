package dev.tare.experiment.image;

import dev.tare.experiment.Condition;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Is the userland in one format.
 *
 * @param packs of software that is in it too
 */
record ImageCase(ImageFormat format, List<String> packs) implements Condition {
  /**
   * Returns what has to be built before: the userland alone, so that a disk needs no guest. Docker
   * and podman are asked for themselves.
   */
  @Override
  public Stack stack() {
    String layer = format.isEngines() ? format.stack() : ImageFormat.ROOTFS.stack();
    return new StackSyntax(Layers.standard()).parse(layer);
  }

  @Override
  public String environment() {
    return name();
  }

  @Override
  public String name() {
    return format.word();
  }

  @Override
  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels =
        new TreeMap<>(Map.of(STACK, format.stack(), "image", format.word()));
    if (!packs.isEmpty()) {
      labels.put("pack", String.join(",", packs));
    }
    return labels;
  }
}
