package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.Limits;
import dev.tare.launch.Places;
import dev.tare.result.Facts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** An environment for tests: files go nowhere, and nobody reaches it; what runs in it is told. */
abstract class BlankEnvironment implements Environment {
  private final String stack;

  BlankEnvironment(String stack) {
    this.stack = stack;
  }

  @Override
  public String stack() {
    return stack;
  }

  @Override
  public Places places() {
    return Places.inside();
  }

  @Override
  public void push(Path from, String to) {}

  @Override
  public void pull(String from, Path to) {}

  @Override
  public Optional<String> address() {
    return Optional.empty();
  }

  @Override
  public Facts facts() {
    return Facts.of(Map.of());
  }

  @Override
  public Limits limits() {
    return Limits.NONE;
  }
}
