package dev.tare.experiment.pages;

import dev.tare.launch.Environment;
import dev.tare.launch.KsmSettings;
import dev.tare.launch.ScratchFolders;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the kernel's KSM, as Documentation/admin-guide/mm/ksm.rst has it. */
final class Ksm {
  static final String ZERO_PAGES = "ksm_zero_pages";

  private static final long USUAL_PAGE = 4096;
  private static final String DAEMON = "ksmd";
  private static final OptionalLong UNTOLD = OptionalLong.empty();

  private final ProcFiles files;
  private final Optional<String> daemon;

  Ksm(ProcFiles files) {
    this.files = files;
    this.daemon =
        files.names("proc").stream()
            .filter(name -> name.matches("\\d+"))
            .map(name -> "proc/" + name)
            .filter(folder -> files.line(folder + "/comm").filter(DAEMON::equals).isPresent())
            .findFirst();
  }

  /** Keeps its settings, to be restored: all, or only whether it scans. */
  KsmSettings keep(Environment host, boolean alone, boolean all) throws IOException {
    return KsmSettings.keep(host, files, alone, all);
  }

  boolean has(String file) {
    return files.exists(KsmSettings.FOLDER + "/" + file);
  }

  /**
   * Tells why nothing can be measured with pages merged, or not merged, one line; absent where it
   * can.
   *
   * @param bases the folders in which runs have theirs
   */
  Optional<String> obstacle(Sharing sharing, boolean besideOthers, Collection<Path> bases)
      throws IOException {
    boolean merges = sharing == Sharing.ON;
    Optional<String> absence = absence();
    if (absence.isPresent()) {
      return absence.filter(any -> merges);
    }
    if (merges && !isChangeable()) {
      return Optional.of("--sharing on: " + runFile() + " cannot be written (run as root)");
    }
    Optional<String> changed =
        ScratchFolders.changer(bases)
            .map(
                owner ->
                    "run "
                        + owner.run()
                        + " has changed the settings of KSM: it restores them itself, or env"
                        + " --clean does once it has ended");
    if (changed.isPresent() || besideOthers) {
      return changed;
    }
    return others().filter(any -> merges || scans());
  }

  /** Tells whether its settings are there, and this user's to change. */
  boolean isChangeable() {
    return Files.isWritable(runFile());
  }

  private Path runFile() {
    return files.root().resolve(KsmSettings.FOLDER.substring(1)).resolve(KsmSettings.RUN);
  }

  /** Tells why this kernel cannot merge pages, one line; absent where it can. */
  Optional<String> absence() {
    return has(KsmSettings.RUN)
        ? Optional.empty()
        : Optional.of(
            "this kernel has no KSM (no "
                + KsmSettings.FOLDER
                + "): one with CONFIG_KSM=y has, such as Debian's");
  }

  /** Tells who else uses it, one line; absent where nobody does. */
  Optional<String> others() {
    KsmCounts now = counts();
    return !scans() && now.shared() == 0 && now.zero().orElse(0) == 0
        ? Optional.empty()
        : Optional.of(
            "others on this host use KSM (run is "
                + run()
                + ", "
                + now.sharing()
                + " pages share "
                + now.shared()
                + "): --beside-others measures all the same");
  }

  private boolean scans() {
    return run().equals(KsmSettings.SCAN);
  }

  private String run() {
    return files.line(KsmSettings.FOLDER + "/" + KsmSettings.RUN).orElse("");
  }

  KsmCounts counts() {
    return new KsmCounts(
        count("pages_shared").orElse(0),
        count("pages_sharing").orElse(0),
        count("pages_unshared").orElse(0),
        count("pages_volatile").orElse(0),
        count(ZERO_PAGES),
        count("full_scans").orElse(0),
        cpuNs());
  }

  /** The size of a page that is merged, bytes. */
  long pageBytes() {
    return ProcText.kibibytes(files.text("proc/self/smaps").orElse(""), "MMUPageSize")
        .orElse(USUAL_PAGE);
  }

  private OptionalLong count(String file) {
    return files.line(KsmSettings.FOLDER + "/" + file).map(ProcText::number).orElse(UNTOLD);
  }

  /** Counts to the nanosecond, where the kernel counts so; else in steps of 10 ms. */
  private OptionalLong cpuNs() {
    Optional<String> exact =
        daemon.flatMap(folder -> files.line(folder + "/schedstat")).map(line -> line.split(" ")[0]);
    return exact.isPresent()
        ? ProcText.number(exact.get())
        : daemon
            .flatMap(folder -> files.text(folder + "/stat"))
            .map(ProcText::cpuTimeNs)
            .orElse(UNTOLD);
  }
}
