package dev.tare.launch;

import java.io.IOException;

/** Is another machine as an environment; who measures there does not come along by itself. */
abstract class FarInside<F extends FarSide> implements Environment {
  final Environment outer;
  final F side;
  private final String stack;
  private final Places places;

  FarInside(String stack, Environment outer, F side, Places places) {
    this.stack = stack;
    this.outer = outer;
    this.side = side;
    this.places = places;
  }

  @Override
  public final String stack() {
    return stack;
  }

  @Override
  public final Places places() {
    return places;
  }

  @Override
  public final Process start(Command command) throws IOException {
    return outer.start(side.command(command));
  }

  @Override
  public final Limits limits() {
    return Limits.NONE;
  }

  @Override
  public final boolean isDry() {
    return outer.isDry();
  }

  @Override
  public final boolean takesAllAlong() {
    return false;
  }

  @Override
  public final void close() throws IOException {
    side.close();
  }
}
