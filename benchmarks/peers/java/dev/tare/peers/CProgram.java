package dev.tare.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A minimal loop in C, compiled for the row, that prints microseconds per operation.
 *
 * @param name of its source among the peers, without {@code .c}
 * @param arguments what it takes before the seconds
 * @param companions programs without a C library that it needs beside it
 */
record CProgram(String name, List<String> arguments, List<String> companions) implements Peer {
  private static final Tool CC = new Tool("cc", "gcc libc6-dev", "--version");
  private static final Pattern US = Pattern.compile("([\\d.]+) us/op");

  @Override
  public Tool tool() {
    return CC;
  }

  @Override
  public void prepare(Stage stage) throws IOException, InterruptedException {
    compile(stage, name, List.of("-static"));
    for (String companion : companions) {
      // One segment, as the program that the probe executes: each costs an exec its time.
      compile(stage, companion, List.of("-static", "-nostdlib", "-Wl,-z,noseparate-code"));
    }
  }

  private static void compile(Stage stage, String program, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("cc", "-O2"));
    command.addAll(options);
    command.addAll(List.of("-o", program, stage.source(program + ".c")));
    stage.programs().output(command);
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
    return Figures.find(US, output);
  }
}
