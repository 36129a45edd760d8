package dev.tare.experiment;

import dev.tare.launch.BlankLayer;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Spec;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A layer whose environments answer every command by a shell script: an engine without engines. */
public final class Scripted extends BlankLayer {
  private final Function<Command, String> script;
  private final List<Command> commands = new ArrayList<>();
  private int made;
  private int closed;
  private int refusals;
  private int clinging;
  private boolean emulated;

  /**
   * @param script what a command does here
   */
  public Scripted(String name, Function<Command, String> script) {
    super(name);
    this.script = script;
  }

  /** A script that prints these events, as a trial does. */
  public static String said(TrialEvent... events) {
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

  /** Its machines are emulated. */
  public Scripted emulated() {
    emulated = true;
    return this;
  }

  /** A stack of this layer alone. */
  public Stack stack() {
    return new Stack(List.of(new Stack.Step(this, new TreeMap<>(), Limits.NONE)), name());
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
  public Environment enter(Environment outer, Spec spec) throws IOException {
    made++;
    if (refusals > 0) {
      refusals--;
      throw new LaunchException("no engine today");
    }
    return new Inside();
  }

  private final class Inside extends BlankEnvironment {
    Inside() {
      super(Scripted.this.name());
    }

    @Override
    public Process start(Command command) throws IOException {
      commands.add(command);
      return new ProcessBuilder("sh", "-c", script.apply(command)).start();
    }

    @Override
    public Facts facts() {
      String layer = "layer." + stack();
      return Facts.of(
          Map.of(layer + ".version", "1", layer + ".emulated", String.valueOf(emulated)));
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
