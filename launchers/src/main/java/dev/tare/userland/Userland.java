package dev.tare.userland;

import dev.tare.launch.Places;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Is the guest file system, as it lies in the cache: the same files for every layer, so that only
 * the layer differs.
 *
 * @param hash of what it was made of, 16 hexadecimal digits
 * @param images the folder that holds it, in which layers find what they make environments of; see
 *     {@link Places#images}
 */
public record Userland(String hash, Path images) {
  /** Is the root of the file system, inside {@link #images}. */
  public static final String ROOTFS = "rootfs";

  /** Holds the hash, one line; seen from the root of the file system. */
  public static final String HASH_FILE = "usr/share/tare/userland";

  /** Every path in it, one a line, sorted, without a leading slash: {@code tar -T} takes it. */
  public static final String FILES_FILE = "usr/share/tare/files";

  /** The SHA-256 of every regular file but itself, as {@code sha256sum -c} takes it. */
  public static final String SUMS_FILE = "usr/share/tare/sha256";

  /** The userland of this host's JDK, if it has been built and nothing has changed since. */
  public static Optional<Userland> cached() {
    return UserlandCache.standard().cached();
  }

  /**
   * The userland that a run of some layers would have, without building it: one that is not cached
   * has {@code HASH} for its hash.
   *
   * @param layers by name
   * @return absent where only the host itself is measured, and none is cached
   */
  public static Optional<Userland> expected(Collection<String> layers) {
    boolean bare = layers.stream().allMatch(Stack.BARE::equals);
    UserlandCache cache = UserlandCache.standard();
    return bare ? cache.cached() : Optional.of(cache.expected());
  }

  /**
   * The userland of this host's JDK, built if need be: seconds the first time, milliseconds after.
   *
   * @param progress is told each step of a build, one line each
   * @throws dev.tare.launch.LaunchException in one line with the remedy
   */
  public static Userland built(Consumer<String> progress) throws IOException {
    return UserlandCache.standard().built(progress);
  }

  /**
   * Builds it with all that some layers need of it: guests need a kernel and a disk besides.
   *
   * @param layers by name
   */
  public static Userland builtFor(Collection<String> layers, Consumer<String> progress)
      throws IOException {
    Userland userland = built(progress);
    if (layers.contains("kvm")) {
      GuestImages.build(userland, progress);
    }
    return userland;
  }

  /** Builds it anew whatever is cached; nothing may be running from the cached one. */
  public static Userland rebuilt(Consumer<String> progress) throws IOException {
    return UserlandCache.standard().rebuilt(progress);
  }

  /** Returns the root of the guest file system. */
  public Path rootfs() {
    return images.resolve(ROOTFS);
  }

  /** Returns it as a tar, owned by root. */
  public Path image() {
    return images.resolve(Places.IMAGE);
  }

  /** Its java program, which this host can run too. */
  public Path java() {
    return rootfs().resolve(Places.USERLAND_JAVA.substring(1));
  }

  /** Tells whether a guest made of it can be reached: without one it can only be a container. */
  public boolean hasSshServer() {
    return Files.exists(rootfs().resolve(GuestInputs.SSH_SERVER));
  }

  /** The places of this host, for environments that are made of this userland. */
  public Places places(Path shipped, Path data, Path scratch) {
    return new Places(
        rootfs().toString(),
        images.toString(),
        java().toString(),
        shipped.toString(),
        data.toString(),
        scratch.toString());
  }
}
