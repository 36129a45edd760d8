package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.Finding;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layer;
import dev.tare.launch.LayerOption;
import dev.tare.launch.Leftover;
import dev.tare.launch.Limits;
import dev.tare.launch.Places;
import dev.tare.launch.Spec;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A layer whose environments answer every command by a shell script: an engine without engines. */
public final class Scripted implements Layer {
  private final String name;
  private final Function<Command, String> script;
  private final List<Command> commands = new ArrayList<>();
  private int made;
  private int closed;
  private int refusals;
  private int clinging;

  /**
   * @param script what a command does here
   */
  public Scripted(String name, Function<Command, String> script) {
    this.name = name;
    this.script = script;
  }

  /** A script that prints these events, as a visit does. */
  public static String said(VisitEvent... events) {
    return Stream.of(events)
        .map(event -> "printf '%s\\n' " + Command.quoted(event.line()))
        .collect(Collectors.joining("; "));
  }

  /** The next environments cannot be made. */
  public Scripted refusing(int times) {
    refusals = times;
    return this;
  }

  /** The next times that an environment is to be closed it cannot be. */
  public Scripted clinging(int times) {
    clinging = times;
    return this;
  }

  /** A stack of this layer alone. */
  public Stack stack() {
    return new Stack(List.of(new Stack.Step(this, new TreeMap<>(), Limits.NONE)), name);
  }

  /** An environment of its own. */
  public Environment environment() {
    return new Inside();
  }

  /** What was run in all of them. */
  public List<Command> commands() {
    return commands;
  }

  public int made() {
    return made;
  }

  public int closed() {
    return closed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String meaning() {
    return "a script";
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
  public List<Finding> check(Environment outer, Spec spec) {
    return List.of();
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    made++;
    if (refusals > 0) {
      refusals--;
      throw new LaunchException("no engine today");
    }
    return new Inside();
  }

  @Override
  public List<Leftover> leftovers(Environment outer) {
    return List.of();
  }

  private final class Inside implements Environment {
    @Override
    public String stack() {
      return name;
    }

    @Override
    public Places places() {
      return Places.inside();
    }

    @Override
    public Process start(Command command) throws IOException {
      commands.add(command);
      return new ProcessBuilder("sh", "-c", script.apply(command)).start();
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
      return Facts.of(Map.of("layer." + name + ".version", "1"));
    }

    @Override
    public Limits limits() {
      return Limits.NONE;
    }

    @Override
    public void close() throws LaunchException {
      if (clinging > 0) {
        clinging--;
        throw new LaunchException("the engine's command was killed");
      }
      closed++;
    }
  }
}
