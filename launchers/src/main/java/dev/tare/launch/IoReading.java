package dev.tare.launch;

import dev.tare.proc.Cgroups;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads what a control group says of a disk, from outside it, in the words of either version. What
 * is throttled is so for a whole branch: the tightest counts.
 */
final class IoReading {
  private static final List<String> WEIGHTS =
      List.of("blkio.weight", "blkio.bfq.weight", "io.bfq.weight", "io.weight");
  private static final String READ = "blkio.throttle.read_bps_device";
  private static final String WRITE = "blkio.throttle.write_bps_device";
  private static final String BOTH = "io.max";

  private final List<String> folders;
  private final List<String> lines;
  private final String device;

  private IoReading(List<String> folders, List<String> lines, String device) {
    this.folders = folders;
    this.lines = lines;
    this.device = device;
  }

  /**
   * Reads what was asked for.
   *
   * @param device as {@link BlockDevice#number}
   */
  static IoLimits of(Environment outer, Cgroups.Chain chain, IoLimits asked, String device)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("grep", "-Hs", ""));
    for (String folder : chain.folders()) {
      Stream.concat(WEIGHTS.stream(), Stream.of(READ, WRITE, BOTH))
          .forEach(file -> words.add(folder + "/" + file));
    }
    // Files of the other version, or of no scheduler, are not there, which grep's exit code says.
    Ended ended = outer.run(Command.of(words), Environment.PATIENCE);
    return new IoReading(chain.folders(), ended.out().lines().toList(), device).limits(asked);
  }

  private IoLimits limits(IoLimits asked) {
    return new IoLimits(
        asked.weight().isPresent() ? weight(asked.weight().getAsLong()) : OptionalLong.empty(),
        tightest(READ, "rbps="),
        tightest(WRITE, "wbps="));
  }

  /** Returns that of the innermost group that has one. */
  private OptionalLong weight(long asked) {
    for (String folder : folders) {
      for (String file : WEIGHTS) {
        Optional<String> own = of(folder, file).filter(line -> !line.contains(":")).findFirst();
        if (own.isPresent()) {
          OptionalLong found = ProcText.number(own.get().replace("default", "").strip());
          boolean scaled = file.equals("io.weight") && found.isPresent();
          return scaled ? OptionalLong.of(IoWeight.toVersion1(found.getAsLong(), asked)) : found;
        }
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong tightest(String file, String key) {
    return folders.stream()
        .flatMap(
            folder ->
                Stream.concat(
                    of(folder, file).flatMap(this::ofDevice),
                    of(folder, BOTH)
                        .flatMap(this::ofDevice)
                        .flatMap(rest -> Stream.of(rest.split(" ")))
                        .filter(word -> word.startsWith(key))
                        .map(word -> word.substring(key.length()))))
        .flatMapToLong(value -> ProcText.number(value).stream())
        .min();
  }

  /** Returns what stands behind the device's number. */
  private Stream<String> ofDevice(String line) {
    return line.startsWith(device + " ")
        ? Stream.of(line.substring(device.length() + 1).strip())
        : Stream.empty();
  }

  /** The lines of a file, which the path and a colon stand before. */
  private Stream<String> of(String folder, String file) {
    String before = folder + "/" + file + ":";
    return lines.stream()
        .filter(line -> line.startsWith(before))
        .map(line -> line.substring(before.length()));
  }
}
