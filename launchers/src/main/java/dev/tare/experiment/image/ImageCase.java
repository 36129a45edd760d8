package dev.tare.experiment.image;

import dev.tare.experiment.Condition;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The userland in one format. */
record ImageCase(ImageFormat format) implements Condition {
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
    return new TreeMap<>(Map.of(STACK, format.stack(), "image", format.word()));
  }
}
