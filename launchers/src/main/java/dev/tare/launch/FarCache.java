package dev.tare.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Sends what environments are made of to the far side's cache once, where it is found the next
 * time: the userland by its hash, what the run ships by the hash of its files.
 */
final class FarCache {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Environment outer;
  private final FarInside connection;

  FarCache(Environment outer, FarInside connection) {
    this.outer = outer;
    this.connection = connection;
  }

  /** Sends what is not there yet, and says where all of it lies over there. */
  Places places(Spec spec) throws IOException {
    FarInside.Far far = connection.far();
    String shipped = outer.places().shipped().isEmpty() ? "" : shipped();
    if (outer.places().images().isEmpty()) {
      return new Places("", "", "java", shipped, far.data(), far.scratch());
    }
    sameArchitecture();
    String images = userland();
    if (spec.inner().contains("kvm")) {
      guestImages(images);
    }
    String rootfs = images + "/rootfs";
    return new Places(
        rootfs, images, rootfs + Places.USERLAND_JAVA, shipped, far.data(), far.scratch());
  }

  /** Sends what guests are made of to a folder over there, where it is not there yet. */
  void guestImages(String images) throws IOException {
    for (String name : List.of(Places.DISK, Places.KERNEL, Places.INITRD, Places.GUEST)) {
      image(name, images);
    }
  }

  private void sameArchitecture() throws IOException {
    String here = outer.ran(Command.of("uname", "-m")).strip();
    String there = connection.far().arch();
    if (!outer.isDry() && !here.equals(there)) {
      throw new LaunchException(
          "%s is %s and the userland is for %s; run this program on that machine instead"
              .formatted(connection.host(), there, here));
    }
  }

  private String shipped() throws IOException {
    Places places = outer.places();
    String target = connection.far().cache() + "/shipped/" + places.shippedHash(outer);
    if (!isThere("-d", target)) {
      send(places.shipped(), ".", Script.of("far-receive", target, "folder"));
    }
    inside(Script.of("forget-old", target));
    return target;
  }

  private String userland() throws IOException {
    String images = outer.places().images();
    String target = connection.far().cache() + "/userland/" + Path.of(images).getFileName();
    if (!isThere("-d", target)) {
      send(images, Places.IMAGE, Script.of("far-receive", target, "userland"));
    }
    return target;
  }

  /** Sends one image where this side has it, and the far side not the same one. */
  private void image(String name, String images) throws IOException {
    String file = outer.places().images() + "/" + name;
    Ended stamp = outer.run(Command.of("stat", "-L", "-c", "%s %Y", file));
    if (!stamp.succeeded()) {
      return;
    }
    String target = images + "/" + name;
    Ended there = run(Command.of("cat", target + ".from"));
    if (outer.isDry() || !there.out().strip().equals(stamp.out().strip())) {
      Command receive = Script.of("far-receive", target, "file", stamp.out().strip());
      send(outer.places().images(), name, receive);
    }
  }

  /** Sends what lies in a folder under a name, as a tar, to a command over there. */
  private void send(String folder, String name, Command receive) throws IOException {
    Command feed = Script.of("far-feed", folder, name);
    Ended ended = outer.run(feed.and(connection.command(receive).words()), LIMIT);
    if (!ended.succeeded()) {
      throw new LaunchException(
          "%s could not be sent to %s: %s; is there room in its %s?"
              .formatted(
                  Path.of(folder, name).normalize(),
                  connection.host(),
                  ended.lastLine(),
                  connection.far().cache()));
    }
  }

  /** Tells whether the far side has it; in a dry run it has nothing. */
  private boolean isThere(String test, String path) throws IOException {
    Ended tested = run(Command.of("test", test, path));
    return !outer.isDry() && tested.succeeded();
  }

  private void inside(Command command) throws IOException {
    Ended ended = run(command);
    if (!ended.succeeded()) {
      throw new LaunchException(
          connection.host() + ": " + command.brief() + ": " + ended.lastLine());
    }
  }

  private Ended run(Command command) throws IOException {
    return Ended.of(
        outer.start(connection.command(command)), Environment.PATIENCE, command.brief());
  }
}
