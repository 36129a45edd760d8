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
 * is throttled is so for a whole branch: the tightest counts. A weight counts where the scheduler
 * of the disk, or of one beneath it, or version 2's cost model goes by it: the kernel keeps the
 * number anyway (its Documentation/block/bfq-iosched.rst and admin-guide/cgroup-v2.rst, "IO").
 */
final class IoReading {
  private static final List<String> WEIGHTS =
      List.of("blkio.weight", "blkio.bfq.weight", "io.bfq.weight", "io.weight");
  private static final String READ = "blkio.throttle.read_bps_device";
  private static final String WRITE = "blkio.throttle.write_bps_device";
  private static final String BOTH = "io.max";
  private static final String COST = "io.cost.qos";

  private final List<String> folders;
  private final List<String> lines;
  private final String device;
  private final List<String> disks;

  private IoReading(List<String> folders, List<String> lines, String device, List<String> disks) {
    this.folders = folders;
    this.lines = lines;
    this.device = device;
    this.disks = disks;
  }

  /**
   * Reads what was asked for.
   *
   * @param device as {@link BlockDevice#number}
   * @param devices where the kernel describes them by such numbers: {@link BlockDevice#ALL}
   */
  static Limits of(
      Environment outer, Cgroups.Chain chain, Limits asked, String device, String devices)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("grep", "-Hs", ""));
    for (String folder : chain.folders()) {
      Stream.concat(WEIGHTS.stream(), Stream.of(READ, WRITE, BOTH))
          .forEach(file -> words.add(folder + "/" + file));
      words.add(folder + "/" + COST);
    }
    // Files of the other version, or of no scheduler, are not there, which grep's exit code says.
    List<String> lines = said(outer, Command.of(words));
    List<String> disks =
        asked.number(Limits.IO_WEIGHT).isPresent()
            ? said(outer, Script.of("disk-schedulers", devices + "/" + device))
            : List.of();
    return new IoReading(chain.folders(), lines, device, disks).limits(asked);
  }

  private static List<String> said(Environment outer, Command command) throws IOException {
    return outer.run(command).out().lines().toList();
  }

  private Limits limits(Limits asked) {
    OptionalLong weight = asked.number(Limits.IO_WEIGHT);
    return Limits.NONE
        .set(Limits.IO_WEIGHT, weight.isPresent() ? weight(weight.getAsLong()) : weight)
        .set(Limits.IO_READ, tightest(READ, "rbps="))
        .set(Limits.IO_WRITE, tightest(WRITE, "wbps="));
  }

  private boolean isUsed(String file) {
    String whose = file.contains("bfq") ? "[bfq]" : "[cfq]";
    return disks.stream().anyMatch(line -> line.contains(whose))
        || file.equals("io.weight") && disks.stream().anyMatch(this::isCosted);
  }

  private boolean isCosted(String disk) {
    String number = disk.substring(0, disk.indexOf(' ') + 1);
    return folders.stream()
        .flatMap(folder -> of(folder + "/" + COST))
        .anyMatch(line -> line.startsWith(number) && line.contains("enable=1"));
  }

  /** Returns that of the innermost group that has one. */
  private OptionalLong weight(long asked) {
    List<String> used = WEIGHTS.stream().filter(this::isUsed).toList();
    for (String folder : folders) {
      for (String file : used) {
        Optional<String> own =
            of(folder + "/" + file).filter(line -> !line.contains(":")).findFirst();
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
                    of(folder + "/" + file).flatMap(this::ofDevice),
                    of(folder + "/" + BOTH)
                        .flatMap(this::ofDevice)
                        .flatMap(rest -> Stream.of(rest.split(" ")))
                        .filter(word -> word.startsWith(key))
                        .map(word -> word.substring(key.length()))))
        .flatMapToLong(value -> ProcText.number(value).stream())
        .min();
  }

  private Stream<String> ofDevice(String line) {
    return line.startsWith(device + " ")
        ? Stream.of(line.substring(device.length() + 1).strip())
        : Stream.empty();
  }

  /** The lines of a file, which the path and a colon stand before. */
  private Stream<String> of(String file) {
    String before = file + ":";
    return lines.stream()
        .filter(line -> line.startsWith(before))
        .map(line -> line.substring(before.length()));
  }
}
