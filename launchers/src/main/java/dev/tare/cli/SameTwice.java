package dev.tare.cli;

import dev.tare.bench.app.CommandWords;
import dev.tare.experiment.CommandWork;
import dev.tare.experiment.HashedFile;
import dev.tare.experiment.JarWork;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.TrialWork;
import dev.tare.experiment.judge.Sides;
import dev.tare.result.Fork;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Refuses to judge a thing against itself: a job that is set up so is green whatever happens.
 *
 * @param allowed whether that is what somebody wants to see
 */
record SameTwice(boolean allowed) {
  static final String ALLOW = "--allow-same";

  private static final String REMEDY = "; " + ALLOW + " judges it all the same";

  void refuse(String why) {
    if (!allowed) {
      throw new UsageFailure(why + REMEDY);
    }
  }

  /** Refuses results that are the same, whatever their files are called. */
  void check(List<String> names, Run a, Run b) {
    boolean alike =
        !a.series().isEmpty()
            && a.series().size() == b.series().size()
            && IntStream.range(0, a.series().size())
                .allMatch(i -> isSame(a.series().get(i), b.series().get(i)));
    if (alike) {
      refuse(String.join(" and ", names) + " hold the same results, to the last digit");
    }
  }

  private static boolean isSame(Series a, Series b) {
    return a.key().equals(b.key())
        && a.conditions().equals(b.conditions())
        && iterations(a).equals(iterations(b));
  }

  private static List<?> iterations(Series series) {
    return series.forks().stream().map(Fork::iterations).toList();
  }

  void check(Sides.Asked a, Sides.Asked b) {
    if (!allowed
        && a.stack().equals(b.stack())
        && a.limits().equals(b.limits())
        && a.jvmArgs().equals(b.jvmArgs())
        && content(a.work()).equals(content(b.work()))
        && (a.jar().equals(b.jar()) || content(a.jar()).equals(content(b.jar())))) {
      refuse(
          "--run: nothing differs between the sides; --candidate, --candidate-jvm-arg,"
              + " --candidate-jar, --candidate-command or --baseline-rev makes a difference, and"
              + " selftest measures the same twice");
    }
  }

  /** Returns a jar by what is in it, whatever it is called; a command by its words. */
  private static Object content(TrialWork work) {
    if (work instanceof CommandWork command && !command.shell()) {
      return CommandWords.of(command.command());
    }
    return work instanceof JarWork jar ? List.of(jar.jar().sha256(), jar.options()) : work;
  }

  private static String content(Optional<String> jar) {
    try {
      return jar.isPresent()
          ? HashedFile.of(Path.of(jar.get())).sha256()
          : OwnJar.running().sha256();
    } catch (IOException e) {
      throw CommandFailure.of(e);
    }
  }
}
