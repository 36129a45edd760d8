package dev.tare.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Moves a container of runc: saved by CRIU, copied, and gone on with from the copy. */
final class RuncMove implements Migratable {
  private static final String IMAGE = Runc.IMAGE;
  private static final String DELTA = Runc.DELTA;

  /** Is where CRIU says, in the container's folder, which connections it cuts as it saves. */
  private static final String LOG = "/state/dump.log";

  private static final Pattern CUT = Pattern.compile("Running (ip|nf)tables \\[");

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
    container.undoing(Optional.of(unlocking(List.of(container.folder() + LOG))));
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
      // CRIU has let the connections through again itself.
      outer.ran(Command.of("rm", "-f", container.folder() + LOG));
      container.undoing(Optional.empty());
      if (!outer.isDry()) {
        container.restarted();
      }
      return made(began, to);
    } finally {
      outer.ran(Command.of("rm", "-r", "-f", from, to));
    }
  }

  private Move made(long began, String to) throws IOException {
    return new Move(
        true,
        began,
        last,
        OptionalLong.empty(),
        OptionalLong.of(bytes(to + IMAGE) + bytes(container.folder() + DELTA)),
        OptionalLong.empty(),
        container.spec.limits().memoryBytes(),
        OptionalLong.empty(),
        phases,
        List.of());
  }

  /** Lets connections through again that CRIU has cut, as its logs tell. */
  private static Command unlocking(List<String> logs) {
    return Script.of("criu-unlock").and(logs);
  }

  /** The command that undoes what moves have left outside whose logs are in a run's folder. */
  static List<Command> restoration(Path folder) {
    List<String> logs = new ArrayList<>();
    try (DirectoryStream<Path> containers = Files.newDirectoryStream(folder)) {
      for (Path container : containers) {
        Path log = Path.of(container + LOG);
        if (KsmSettings.isOfRoot(log) && CUT.matcher(Files.readString(log, ISO_8859_1)).find()) {
          logs.add(log.toString());
        }
      }
    } catch (IOException e) {
      // Somebody else removes it.
    }
    return logs.isEmpty() ? List.of() : List.of(unlocking(logs));
  }

  private void criu(String verb, String folder, String name) throws IOException {
    Ended ended =
        container.outer.run(runc.criu(container, verb, folder).and("--tcp-established", name));
    if (!ended.succeeded()) {
      throw new LaunchException(
          "runc: " + verb + " failed: " + complaint(verb.equals("restore") ? "restore" : "dump"));
    }
  }

  /** Finds what CRIU complained of first, beside what it says each time. */
  private String complaint(String log) throws IOException {
    String file = container.folder() + "/state/" + log + ".log";
    String errors = container.outer.run(Command.of("grep", "Error", file)).out();
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
