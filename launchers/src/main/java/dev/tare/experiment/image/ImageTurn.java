package dev.tare.experiment.image;

import dev.tare.experiment.Lab;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Turn;
import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.ForwardingEnvironment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Script;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.userland.Pack;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Makes the image of one format once, with all that is made of it, and takes it away again. */
final class ImageTurn {
  private static final double NS_PER_S = 1e9;
  private static final String FULL = "No space left on device";

  /** Is how many times as large as its package what is in there may be. */
  private static final int PACKED = 8;

  private final Lab lab;
  private final Turn<ImageCase> turn;
  private final Samples samples;
  private final LongSupplier clock;
  private final String folder;
  private final Recipe recipe;
  private final Map<Metric, Double> figures = new LinkedHashMap<>();

  ImageTurn(Turn<ImageCase> turn, Lab lab, Samples samples, LongSupplier clock) throws IOException {
    this.turn = turn;
    this.lab = lab;
    this.samples = samples;
    this.clock = clock;
    Userland userland =
        lab.session()
            .userland()
            .orElseThrow(() -> new LaunchException("there is no userland to make images of"));
    ImageFormat format = turn.condition().format();
    String name = "tare-" + lab.session().owner().pid() + "-image-" + format.word();
    this.folder = lab.host().places().data() + "/" + name;
    List<Path> packages = new ArrayList<>();
    for (String pack : turn.condition().packs()) {
      packages.addAll(lab.isDry() ? Pack.expectedPackages(pack) : Pack.packages(pack));
    }
    long bytes = bytes(userland.image());
    for (Path one : packages) {
      bytes += PACKED * bytes(one);
    }
    // Files take whole blocks, which of many small ones is up to twice as much.
    Recipe.Software software =
        new Recipe.Software(
            userland.image().toString(),
            packages.stream().map(Path::toString).toList(),
            1 + 2 * bytes / (1 << 20));
    this.recipe = Recipe.of(format, software, folder, name, lab.session().owner());
  }

  private static long bytes(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /**
   * Measures all of it; figures are kept once all are there, so that none is there twice.
   *
   * @throws IOException where a command fails; nothing is left then either
   */
  void measure() throws IOException {
    Image image = lab.session().adopt(new Image(lab.host(), recipe));
    try {
      run("making ready", recipe.ready());
      timed(Metrics.IMAGE_BUILD, recipe.build());
      figure(Metrics.IMAGE_SIZE, recipe.size());
      timed(Metrics.INSTANCE_TIME, recipe.instance());
      figure(Metrics.INSTANCE_SIZE, recipe.instanceSize());
      timed(Metrics.IMAGE_EXPORT, recipe.export());
      if (turn.isFirst()) {
        String exported = Recipe.exported(folder);
        figure(Metrics.IMAGE_PACKED, Script.of("packed-size", exported));
      }
      run("removing", recipe.forget());
      timed(Metrics.IMAGE_IMPORT, recipe.load());
    } finally {
      lab.session().leave(image);
    }
    for (Map.Entry<Metric, Double> one : figures.entrySet()) {
      samples.add(one.getKey(), one.getValue());
    }
  }

  private void run(String what, List<Command> commands) throws IOException {
    for (Command command : commands) {
      ran(what, command);
    }
  }

  private String ran(String what, Command command) throws IOException {
    Ended ended = lab.host().run(command, Environment.PATIENCE);
    if (!ended.succeeded()) {
      String program = command.words().get(0);
      throw new LaunchException(
          what + ": " + program + " ended with " + ended.exit() + ": " + said(ended));
    }
    return ended.out();
  }

  /**
   * The first complaint says more than the last, and a full disk says most: tar goes on after it.
   */
  private static String said(Ended ended) {
    List<String> lines = ended.err().lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.contains(FULL))
        .findFirst()
        .orElse(lines.isEmpty() ? "it said nothing" : lines.get(0));
  }

  private void timed(Metric metric, List<Command> commands) throws IOException {
    long start = clock.getAsLong();
    run(metric.name(), commands);
    figures.put(metric, (clock.getAsLong() - start) / NS_PER_S);
  }

  /** Keeps the first that a command prints as a figure. */
  private void figure(Metric metric, Command command) throws IOException {
    String out = ran(metric.name(), command).strip();
    if (lab.isDry()) {
      return;
    }
    String first = out.split("\\s+", 2)[0];
    if (!first.matches("\\d{1,18}")) {
      throw new LaunchException(command.words().get(0) + " tells no number of bytes: " + first);
    }
    figures.put(metric, (double) Long.parseLong(first));
  }

  /** Describes what is there of it on the host, which goes with the session at the latest. */
  private static final class Image extends ForwardingEnvironment {
    private final Recipe recipe;

    Image(Environment host, Recipe recipe) {
      super(host);
      this.recipe = recipe;
    }

    @Override
    public void close() throws IOException {
      for (Command command : recipe.remove()) {
        inner().run(command, PATIENCE);
      }
      for (Command command : recipe.left()) {
        if (!isDry() && inner().run(command, PATIENCE).succeeded()) {
          throw new LaunchException("it is still there: " + command.line());
        }
      }
    }
  }
}
