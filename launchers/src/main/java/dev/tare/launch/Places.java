package dev.tare.launch;

import java.io.IOException;

/**
 * Says where things lie inside an environment. Each layer hands on what lies in the one outside it,
 * so that the same four folders are found at any depth.
 *
 * @param userland the root of the guest file system: a folder on the host, {@code /} inside what
 *     was made of it; empty where there is none (a user's own image or machine)
 * @param images a folder with what layers make environments of: {@link #IMAGE}, {@link #DISK},
 *     {@link #KERNEL}, {@link #INITRD}; empty where there is none
 * @param java the java program that runs everything here
 * @param shipped a folder, read-only inside, with what the run brings along: the jar
 * @param data the folder that disk benchmarks measure
 * @param scratch a folder for this run's small files; gone with the environment
 */
public record Places(
    String userland, String images, String java, String shipped, String data, String scratch) {
  /** Is the userland as a tar, for engines that import one. */
  public static final String IMAGE = "userland.tar";

  /** Is what the userland is called as an image, before its hash. */
  public static final String USERLAND_IMAGE = "tare-userland:";

  /** The userland and the guest's engine pack as a raw ext4 file system, read-only. */
  public static final String DISK = "guest.ext4";

  /** Holds the guest's kernel and what it boots first. */
  public static final String KERNEL = "vmlinuz";

  public static final String INITRD = "initrd.gz";

  /** Is what the kernel boots where the guest is one process, its server. */
  public static final String APPLIANCE = "serve.gz";

  /** Is what they were made of, a {@code NAME=VALUE} a line; the last that is written. */
  public static final String GUEST = "guest";

  /** Names where the userland has its java program, from its root. */
  public static final String USERLAND_JAVA = "/opt/java/bin/java";

  /** Is where programs are looked for in it. */
  public static final String USERLAND_PATH =
      "/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** One line: the hash of what the userland was made of. */
  public static final String USERLAND_HASH = "/usr/share/tare/userland";

  /** Holds the userland's own files, folders among them: a relative path a line. */
  public static final String USERLAND_FILES = "/usr/share/tare/files";

  /** Is where a guest with engines has {@link #IMAGE}. */
  public static final String GUEST_IMAGES = "/usr/local/share/tare";

  /** Is where the shipped folder and the data are mounted inside whatever has its own mounts. */
  public static final String SHIPPED = "/tare";

  public static final String DATA = "/data";

  public static final String SCRATCH = "/tmp";

  /** One hash of all that the run ships; a placeholder where commands are only printed. */
  String shippedHash(Environment here) throws IOException {
    String hash = here.ran(Script.of("folder-hash", shipped)).strip();
    return here.isDry() ? "HASH" : hash;
  }

  /** The places inside something that was made of the userland. */
  public static Places inside() {
    return new Places("/", "", USERLAND_JAVA, SHIPPED, DATA, SCRATCH);
  }

  /** The places inside a guest: the userland's image is there too, for the engines in it. */
  static Places insideGuest() {
    return new Places("/", GUEST_IMAGES, USERLAND_JAVA, SHIPPED, DATA, SCRATCH);
  }

  /** Returns the places inside a user's own image: its own JRE, from the path. */
  public static Places insideForeign() {
    return new Places("", "", "java", SHIPPED, DATA, SCRATCH);
  }
}
