package dev.tare.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What environments are made of, sent to the far side's cache once and found there the next time:
 * the userland by its hash, what the run ships by the hash of its files.
 */
final class SshCache {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  /** One line for all files below a folder, their names included. */
  private static final String HASH =
      "cd \"$1\" && find . -type f | LC_ALL=C sort | tr '\\n' '\\0' | xargs -0 sha256sum"
          + " | sha256sum | cut -c 1-16";

  /** Feeds a file, or a folder as a tar, to a command. */
  private static final String FEED_FILE = "exec <\"$0\" \"$@\"";

  private static final String FEED_FOLDER = "tar -C \"$0\" -cf - . | \"$@\"";

  /** What arrives appears under its name whole or not at all; who comes second changes nothing. */
  private static final String RECEIVE_FOLDER =
      """
      half=$1.half-$$
      trap 'rm -rf "$half"' EXIT
      mkdir -p "$half" && tar -xf - -C "$half" || exit 1
      [ -d "$1" ] || mv "$half" "$1"
      """;

  private static final String RECEIVE_USERLAND =
      """
      half=$1.half-$$
      trap 'rm -rf "$half"' EXIT
      mkdir -p "$half/rootfs" && cat >"$half/userland.tar" || exit 1
      tar -xf "$half/userland.tar" -C "$half/rootfs" || exit 1
      [ -d "$1" ] || mv "$half" "$1"
      """;

  private static final String RECEIVE_FILE =
      """
      half=$1.half-$$
      trap 'rm -rf "$half"' EXIT
      mkdir "$half" && tar -xf - -C "$half" || exit 1
      mv "$half/${1##*/}" "$1" && printf '%s\\n' "$2" >"$1.from"
      """;

  /** What no run has used for a week. */
  private static final String FORGET =
      "touch \"$1\" && find \"${1%/*}\" -mindepth 1 -maxdepth 1 -mtime +7 -exec rm -rf {} +";

  private final Environment outer;
  private final SshConnection connection;

  SshCache(Environment outer, SshConnection connection) {
    this.outer = outer;
    this.connection = connection;
  }

  /** Sends what is not there yet, and says where all of it lies over there. */
  Places places(Spec spec) throws IOException {
    SshConnection.Far far = connection.far();
    String shipped = outer.places().shipped().isEmpty() ? "" : shipped();
    if (outer.places().images().isEmpty()) {
      return new Places("", "", "java", shipped, far.data(), far.scratch());
    }
    sameArchitecture();
    String images = userland();
    if (spec.inner().contains("kvm")) {
      for (String name : List.of(Places.DISK, Places.KERNEL, Places.INITRD, Places.GUEST)) {
        image(name, images);
      }
    }
    String rootfs = images + "/rootfs";
    return new Places(
        rootfs, images, rootfs + Places.USERLAND_JAVA, shipped, far.data(), far.scratch());
  }

  private void sameArchitecture() throws IOException {
    String here = outer.ran(Command.of("uname", "-m")).strip();
    String there = connection.far().arch();
    if (!outer.isDry() && !here.equals(there)) {
      throw new LaunchException(
          connection.host()
              + " is "
              + there
              + " and the userland is for "
              + here
              + "; run this program on that machine instead");
    }
  }

  private String shipped() throws IOException {
    String folder = outer.places().shipped();
    String hash = outer.ran(Command.of("sh", "-c", HASH, "sh", folder)).strip();
    String target = connection.far().cache() + "/shipped/" + (hash.isEmpty() ? "HASH" : hash);
    if (!isThere("-d", target)) {
      send(FEED_FOLDER, folder, RECEIVE_FOLDER, target);
    }
    inside(Command.of("sh", "-c", FORGET, "sh", target));
    return target;
  }

  private String userland() throws IOException {
    String images = outer.places().images();
    String target = connection.far().cache() + "/userland/" + Path.of(images).getFileName();
    if (!isThere("-d", target)) {
      send(FEED_FILE, images + "/" + Places.IMAGE, RECEIVE_USERLAND, target);
    }
    return target;
  }

  /** Sends one image where this side has it, and the far side not the same one. */
  private void image(String name, String images) throws IOException {
    String file = outer.places().images() + "/" + name;
    Ended stamp = outer.run(Command.of("stat", "-L", "-c", "%s %Y", file), Environment.PATIENCE);
    if (!stamp.succeeded()) {
      return;
    }
    String target = images + "/" + name;
    Ended there = run(Command.of("cat", target + ".from"));
    if (outer.isDry() || !there.out().strip().equals(stamp.out().strip())) {
      // A sparse tar: most of a disk is holes.
      Command feed =
          Command.of(
              "sh",
              "-c",
              "tar -S -C \"$0\" -cf - \"$1\" | { shift; \"$@\"; }",
              outer.places().images(),
              name);
      Command receive = Command.of("sh", "-c", RECEIVE_FILE, "sh", target, stamp.out().strip());
      finished(outer.run(feed.and(connection.command(receive).words()), LIMIT), file);
    }
  }

  private void send(String feed, String from, String receive, String target) throws IOException {
    Command there = connection.command(Command.of("sh", "-c", receive, "sh", target));
    Command command = Command.of("sh", "-c", feed, from).and(there.words());
    finished(outer.run(command, LIMIT), from);
  }

  private void finished(Ended ended, String what) throws LaunchException {
    if (!ended.succeeded()) {
      throw new LaunchException(
          what
              + " could not be sent to "
              + connection.host()
              + ": "
              + ended.lastLine()
              + "; is there room in its "
              + connection.far().cache()
              + "?");
    }
  }

  /** Whether the far side has it; in a dry run it has nothing. */
  private boolean isThere(String test, String path) throws IOException {
    Ended tested = run(Command.of("test", test, path));
    return !outer.isDry() && tested.succeeded();
  }

  private void inside(Command command) throws IOException {
    Ended ended = run(command);
    if (!ended.succeeded()) {
      throw new LaunchException(
          connection.host() + ": " + command.line() + ": " + ended.lastLine());
    }
  }

  private Ended run(Command command) throws IOException {
    return Ended.of(connection.start(command), Environment.PATIENCE, command.line());
  }
}
