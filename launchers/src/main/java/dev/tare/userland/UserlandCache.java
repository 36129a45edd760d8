package dev.tare.userland;

import dev.tare.launch.LaunchException;
import dev.tare.launch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps userlands: one folder for each hash, beside the packages that they were made of. A folder
 * appears whole or not at all; who builds holds the lock.
 */
final class UserlandCache {
  private static final long NEEDED_BYTES = 400L << 20;

  /** Stands for the hash of what is not built. */
  private static final String NO_HASH = "HASH";

  private final Path folder;
  private final HostJdk jdk;
  private final KnownInputs known;

  /**
   * @param folder is made when something is built
   */
  UserlandCache(Path folder, HostJdk jdk) {
    this.folder = folder;
    this.jdk = jdk;
    this.known = new KnownInputs(folder, jdk);
  }

  static UserlandCache standard() {
    return new UserlandCache(
        CacheFolder.of(System.getenv(), System.getProperty("user.home")).resolve("userland"),
        new HostJdk(Path.of(System.getProperty("java.home"))));
  }

  /** Tells where all of it lies. */
  Path folder() {
    return folder;
  }

  Optional<Userland> cached() {
    return known.hash().flatMap(this::whole);
  }

  /** The cached one, or one of a hash that only a build would tell. */
  Userland expected() {
    return cached().orElseGet(() -> new Userland(NO_HASH, folder.resolve(NO_HASH)));
  }

  Userland built(Consumer<String> progress) throws IOException {
    Optional<Userland> cached = cached();
    return cached.isPresent() ? cached.get() : locked(progress, false);
  }

  Userland rebuilt(Consumer<String> progress) throws IOException {
    return locked(progress, true);
  }

  private Optional<Userland> whole(String hash) {
    Userland userland = new Userland(hash, folder.resolve(hash));
    boolean whole = Files.exists(userland.image()) && Files.isExecutable(userland.java());
    return whole ? Optional.of(userland) : Optional.empty();
  }

  private Userland locked(Consumer<String> progress, boolean anew) throws IOException {
    return CacheLock.held(folder, "the userland", remedy(), progress, () -> made(progress, anew));
  }

  private static String remedy() {
    return "it takes " + (NEEDED_BYTES >> 20) + " MB; XDG_CACHE_HOME names another place for it";
  }

  private Userland made(Consumer<String> progress, boolean anew) throws IOException {
    CacheLock.removeHalves(folder);
    DebianPackages packages = new DebianPackages(folder);
    packages.removeHalves();
    GuestInputs inputs = GuestInputs.find(jdk, packages, progress);
    String hash = InputsHash.of(inputs);
    Optional<Userland> there = whole(hash);
    if (there.isEmpty() || anew) {
      build(hash, inputs, progress);
    }
    known.save(hash, inputs);
    return new Userland(hash, folder.resolve(hash));
  }

  private void build(String hash, GuestInputs inputs, Consumer<String> progress)
      throws IOException {
    // Not by its mount: a chroot may see none that holds the folder.
    long free = folder.toFile().getUsableSpace();
    if (free < NEEDED_BYTES) {
      throw new LaunchException(
          "the userland cannot be built in %s: %s MB are free; %s"
              .formatted(folder, free >> 20, remedy()));
    }
    CacheLock.half(
        folder,
        half -> {
          Path whole = Files.createDirectory(half.resolve("new"));
          Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
          fill(new Userland(hash, whole), inputs, progress);
          Path target = folder.resolve(hash);
          if (Files.exists(target)) {
            Files.move(target, half.resolve("old"));
          }
          Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  private static void fill(Userland made, GuestInputs inputs, Consumer<String> progress)
      throws IOException {
    Path root = Files.createDirectory(made.rootfs());
    new Rootfs(root, inputs).write(made.hash(), progress);
    Manifest.write(root);
    progress.accept("packing it");
    Tar.pack(root, made.images().resolve(Places.IMAGE));
  }
}
