package dev.tare.userland;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/** Whether an environment that was made of the userland has its files. */
public final class SameFiles {
  /** Engines put their own in the place of these. */
  private static final Set<String> OF_THE_ENGINE =
      Set.of("etc/hostname", "etc/hosts", "etc/resolv.conf");

  /** With nothing but what the userland has. */
  private static final String SUMS =
      "cd \"$1\" && cut -c 67- \"$2\" | tr '\\n' '\\0' | xargs -0 sha256sum";

  private SameFiles() {}

  /** Fails on the first file that is missing or other than in the userland's own folder. */
  public static void assertIn(Environment environment, Userland userland) throws IOException {
    String root = environment.places().userland();
    String found = environment.ran(Command.of("sh", "-c", SUMS, "sh", root, Userland.SUMS_FILE));
    String built = Files.readString(userland.rootfs().resolve(Userland.SUMS_FILE));
    assertThat(compared(found)).isNotEmpty().isEqualTo(compared(built));
  }

  private static List<String> compared(String sums) {
    return sums.lines().filter(line -> !OF_THE_ENGINE.contains(line.substring(66))).toList();
  }
}
