package dev.tare.cli;

import dev.tare.experiment.TrialEvent;
import dev.tare.facts.EnvironmentFacts;
import dev.tare.result.Facts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Describes what a trial tells its launcher, an event a line. */
final class TrialPipe {
  private static final Path USERLAND = Path.of("/usr/share/tare/userland");

  private final PrintWriter events;
  private boolean ending;

  /**
   * @param events gets the events and nothing else
   */
  TrialPipe(PrintWriter events) {
    this.events = events;
  }

  synchronized void tell(TrialEvent event) {
    events.println(event.line());
    events.flush();
    if (events.checkError() && !ending) {
      ending = true;
      // The launcher is gone; the forks go with this process. Who tells holds locks that the saving
      // of what is finished waits for, so it does not itself wait for the end.
      Thread end = new Thread(() -> System.exit(ExitCode.FAILED), "nobody listens");
      end.setDaemon(true);
      end.start();
    }
  }

  /**
   * Tells what this place is.
   *
   * @param data the folder that disk benchmarks measure
   * @param more facts of what is measured here
   */
  void tellFacts(Path data, Map<String, String> more) throws IOException {
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("current", Path.of(""));
    folders.put("data", data);
    TreeMap<String, String> facts = new TreeMap<>(EnvironmentFacts.read(folders).values());
    facts.putAll(more);
    if (Files.isReadable(USERLAND)) {
      Files.readString(USERLAND)
          .lines()
          .findFirst()
          .ifPresent(hash -> facts.put("userland.hash", hash.strip()));
    }
    tell(new TrialEvent.FactsRead(new Facts(facts)));
  }
}
