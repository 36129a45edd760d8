package dev.tare.launch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Moves a container of runc: saved by CRIU, copied, and gone on with from the copy. */
final class RuncMove implements Migratable {
  private static final String IMAGE = Runc.IMAGE;
  private static final String DELTA = Runc.DELTA;

  /** Fails on sockets of any kind but those of Unix, since Linux 6.16 (criu issue 2705). */
  private static final String NO_SOCKETS = "Can't get 1:16";

  private static final String REMEDY =
      "CRIU before 4.2 cannot save sockets on Linux 6.16 and newer";

  private final Runc runc;
  private final RootfsContainer container;
  private final Map<String, Long> phases = new LinkedHashMap<>();
  private long last;

  RuncMove(Runc runc, RootfsContainer container) {
    this.runc = runc;
    this.container = container;
  }

  /** It stands still from the first to the last: nothing of the plan makes a difference to that. */
  @Override
  public Move move(MovePlan plan) throws IOException {
    Environment outer = container.outer;
    String from = container.folder() + "/leaving";
    String to = container.folder() + "/arrived";
    outer.makeFolders(List.of(from + IMAGE, to));
    phases.clear();
    try {
      long began = System.nanoTime();
      last = began;
      criu("checkpoint", from, container.spec.name());
      end("saved");
      outer.ran(Command.of("cp", "-a", from + IMAGE, container.folder() + DELTA, to));
      end("copied");
      outer.ran(Command.of("rm", "-r", "-f", container.folder() + DELTA));
      outer.ran(Command.of("mv", to + DELTA, container.folder() + DELTA));
      container.started(
          container.mounted(
              runc.criu(container, "restore", to)
                  .and("--tcp-established", "--detach", "--bundle", container.folder())
                  .and("--pid-file", container.folder() + "/pid", container.spec.name())));
      end("restored");
      if (!outer.isDry()) {
        container.restarted();
      }
      return new Move(
          true,
          began,
          last,
          OptionalLong.empty(),
          bytes(to + IMAGE) + bytes(container.folder() + DELTA),
          container.spec.limits().memoryBytes(),
          OptionalLong.empty(),
          phases);
    } finally {
      outer.ran(Command.of("rm", "-r", "-f", from, to));
    }
  }

  private void criu(String verb, String folder, String name) throws IOException {
    Ended ended =
        container.outer.run(
            runc.criu(container, verb, folder).and("--tcp-established", name),
            Environment.PATIENCE);
    if (!ended.succeeded()) {
      throw new LaunchException(
          "runc: " + verb + " failed: " + complaint(verb.equals("restore") ? "restore" : "dump"));
    }
  }

  /** Finds what CRIU complained of first, beside what it says each time. */
  private String complaint(String log) throws IOException {
    String file = container.folder() + "/state/" + log + ".log";
    String errors =
        container.outer.run(Command.of("grep", "Error", file), Environment.PATIENCE).out();
    return errors
        .lines()
        .filter(line -> !line.contains("RLIMIT_NOFILE"))
        .findFirst()
        .map(line -> line.contains(NO_SOCKETS) ? line + "; " + REMEDY : line)
        .orElse("criu does not say why");
  }

  private void end(String phase) {
    long now = System.nanoTime();
    phases.put(phase, now - last);
    last = now;
  }

  private long bytes(String folder) throws IOException {
    String said = container.outer.ran(Command.of("du", "-s", "-b", folder)).split("\\s")[0];
    return said.matches("\\d+") ? Long.parseLong(said) : 0;
  }
}
