package dev.tare.experiment.network;

/** Is told how the experiment goes on. */
public interface NetworkListener {
  /**
   * A path is visited.
   *
   * @param block from 0
   */
  default void visiting(PathVariant variant, int block) {}

  /** A path stands; how that was proven, in words. */
  default void proven(PathVariant variant, String proof) {}

  /** A fork has ended, by its run id. */
  default void measured(String run) {}

  /** A path gave nothing, or not all, in one line. */
  default void failed(PathVariant variant, String reason) {}

  /** A visit is over, whatever it gave. */
  default void visited(PathVariant variant) {}
}
