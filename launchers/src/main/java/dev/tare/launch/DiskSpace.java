package dev.tare.launch;

import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds whether a folder has room for what a layer unpacks or writes. */
final class DiskSpace {
  private static final int AVAILABLE = 3;

  private DiskSpace() {}

  /** Finds room for what grows without a bound that is known: 1 GiB. */
  static Optional<Finding> check(Environment where, String folder) throws IOException {
    return check(where, folder, 1024);
  }

  /**
   * A finding where there is too little; none where it cannot be told.
   *
   * @param neededMib MiB of 2^20 bytes
   */
  static Optional<Finding> check(Environment where, String folder, long neededMib)
      throws IOException {
    Ended df = where.run(Command.of("df", "-P", "-k", folder));
    OptionalLong free = freeMib(df.out());
    return free.isPresent() && free.getAsLong() < neededMib
        ? Optional.of(
            Finding.missing(
                folder + " has " + free.getAsLong() + " MiB left, " + neededMib + " are needed",
                "make room on that file system"))
        : Optional.empty();
  }

  /** Returns the fourth column of the last line that {@code df -P -k} prints. */
  static OptionalLong freeMib(String df) {
    List<String> lines = df.lines().toList();
    String[] columns = lines.isEmpty() ? new String[0] : lines.get(lines.size() - 1).split("\\s+");
    OptionalLong kib =
        columns.length > AVAILABLE ? ProcText.number(columns[AVAILABLE]) : OptionalLong.empty();
    return kib.isPresent() ? OptionalLong.of(kib.getAsLong() / 1024) : kib;
  }
}
