package dev.tare.launch;

import java.io.IOException;

/** Leads to another machine, which holds other layers; limits nothing itself. */
abstract class FarLayer implements Layer {
  /** Waits until the other machine is there. */
  abstract FarInside open(String stack, Environment outer, Spec spec) throws IOException;

  @Override
  public final boolean leadsElsewhere() {
    return true;
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    String text = new Stack.Step(this, spec.options(), Limits.NONE).text();
    FarInside far = open(text, outer, spec);
    try {
      far.furnish();
      return far;
    } catch (IOException | RuntimeException e) {
      far.close();
      throw e;
    }
  }
}
