package dev.tare.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A minimal loop in C, compiled for the row, that prints nanoseconds per operation.
 *
 * @param name of its source among the peers, without {@code .c}
 * @param arguments what it takes before the seconds
 */
record CProgram(String name, List<String> arguments) implements Peer {
  private static final Pattern NS = Pattern.compile("([\\d.]+) ns/op");

  @Override
  public Tool tool() {
    return new Tool("cc", "gcc libc6-dev", "--version");
  }

  @Override
  public void prepare(Stage stage) throws IOException, InterruptedException {
    stage.programs().output(List.of("cc", "-O2", "-static", "-o", name, stage.source(name + ".c")));
  }

  @Override
  public List<String> command(Stage stage) {
    List<String> command = new ArrayList<>(List.of("./" + name));
    command.addAll(arguments);
    command.add(Integer.toString(stage.seconds()));
    return command;
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(NS, output);
  }
}
