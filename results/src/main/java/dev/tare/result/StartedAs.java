package dev.tare.result;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Describes how this program was started, for examples and hints that a user can repeat. */
public final class StartedAs {
  /** Says how its documentation starts it. */
  public static final String DOCUMENTED = "java -jar target/benchmarks.jar";

  private StartedAs() {}

  /** The command without arguments: the script, or java with the jar as it was given. */
  public static String command() {
    return Optional.ofNullable(System.getenv("TARE_STARTED_AS"))
        .filter(script -> !script.isBlank())
        .orElseGet(() -> command(System.getProperty("java.class.path", ""), holder()));
  }

  /**
   * Returns the same of a class path.
   *
   * @param holder what the classes were loaded from
   */
  static String command(String path, String holder) {
    boolean isJar = path.endsWith(".jar") && holder.endsWith("/" + Path.of(path).getFileName());
    return isJar ? "java -jar " + path : DOCUMENTED;
  }

  private static String holder() {
    CodeSource source = StartedAs.class.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null ? "" : source.getLocation().getPath();
  }
}
