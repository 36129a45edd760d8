package dev.tare.launch;

import java.io.IOException;
import java.util.List;

/** A layer for tests: nothing to be chosen or limited, nothing missing, nothing left. */
public abstract class BlankLayer implements Layer {
  private final String name;

  protected BlankLayer(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String meaning() {
    return "for a test";
  }

  @Override
  public List<LayerOption> options() {
    return List.of();
  }

  @Override
  public boolean limits() {
    return false;
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    return List.of();
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    throw new LaunchException("for a test");
  }

  @Override
  public List<StaleResource> staleResources(Environment outer) throws IOException {
    return List.of();
  }
}
