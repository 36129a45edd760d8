package dev.tare.experiment.network;

/** Is told how the experiment goes on. */
public interface NetworkListener {
  /** A path is being made. */
  default void opening(PathVariant variant) {}

  /** A path stands. */
  default void proven(PathVariant variant, String proof) {}

  /** A fork has ended. */
  default void measured(String run) {}

  /** A path gave nothing, or not all, in one line. */
  default void failed(PathVariant variant, String reason) {}

  /** A stay is over, whatever it gave. */
  default void visited(PathVariant variant) {}
}
