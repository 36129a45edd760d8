package dev.tare.experiment.pages;

import dev.tare.experiment.Lab;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReader;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.MergedMemory;
import dev.tare.experiment.concurrent.WhenReady;
import dev.tare.launch.KsmSettings;
import dev.tare.launch.LaunchException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Reads the host once environments are up, and has KSM merge their pages where that is asked: until
 * all was scanned twice. Then the scanning stops, so that it costs them nothing; what is merged
 * stays so. Closing it restores KSM's settings.
 */
final class Scanning implements WhenReady, Closeable {
  /** A page is compared the second time that it is found unchanged. */
  private static final int PASSES = 2;

  private static final long POLL_MS = 20;
  private static final double NS_PER_S = 1e9;
  private static final String UNTOUCHED =
      "KSM has looked at no memory of theirs: what runs there has lost the setting when it was"
          + " executed, as before Linux 6.10, or can have none";

  private final Lab lab;
  private final HostReader host;
  private final PagesParameters asked;
  private final boolean merges;
  private final Ksm ksm;
  private final HostReading idle;
  private final int passes;
  private final Optional<KsmSettings> settings;
  private final List<Look> looks = new ArrayList<>();
  private Optional<HostReading> up = Optional.empty();
  private Optional<HostReading> settled = Optional.empty();
  private Optional<MergedMemory> merged = Optional.empty();
  private boolean plateau;

  /**
   * Stops whatever scans, and keeps other runs from it: they would change what is measured without
   * merging, too.
   *
   * @param merges whether pages are merged
   * @param idle the host before any environment
   */
  Scanning(
      Lab lab, HostReader host, Ksm ksm, PagesParameters asked, boolean merges, HostReading idle)
      throws IOException {
    this.lab = lab;
    this.host = host;
    this.ksm = ksm;
    this.asked = asked;
    this.merges = merges;
    this.idle = idle;
    boolean alone = ksm.others().isEmpty();
    // With others the first ends where theirs would have: not all of ours has been scanned by then.
    this.passes = alone ? PASSES : PASSES + 1;
    this.settings = merges || ksm.isChangeable() ? Optional.of(kept(alone)) : Optional.empty();
  }

  private KsmSettings kept(boolean alone) throws IOException {
    KsmSettings kept =
        lab.session().hold("KSM is left as it is", () -> ksm.keep(lab.host(), alone, merges));
    // What processes that have ended left in the counters goes too.
    kept.set(KsmSettings.RUN, alone ? KsmSettings.UNMERGE : KsmSettings.STOP);
    if (merges) {
      if (ksm.has(KsmSettings.ADVISOR)) {
        kept.set(KsmSettings.ADVISOR, KsmSettings.NO_ADVISOR);
      }
      if (ksm.has(Ksm.ZERO_PAGES)) {
        // Counted apart, instead of as copies of each other.
        kept.set("use_zero_pages", "1");
      }
      kept.set("pages_to_scan", String.valueOf(asked.pagesToScan()));
      kept.set("sleep_millisecs", String.valueOf(asked.scanSleepMs()));
    }
    return kept;
  }

  @Override
  public void ready() throws IOException, InterruptedException {
    up = Optional.of(host.read());
    settled = up;
    if (merges) {
      KsmCounts before = ksm.counts();
      settings.orElseThrow().set(KsmSettings.RUN, KsmSettings.SCAN);
      if (!lab.isDry()) {
        watch(before);
      }
      settings.get().set(KsmSettings.RUN, KsmSettings.STOP);
      settled = Optional.of(host.read());
      MergedMemory own = host.merged();
      if (own.untouched()) {
        throw new LaunchException(UNTOUCHED);
      }
      merged = Optional.of(own);
    }
  }

  private void watch(KsmCounts before) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    double seconds = 0;
    while (!plateau && seconds < asked.limitSeconds()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
      if (lab.session().isClosing()) {
        throw new LaunchException("interrupted: what was scanned is to be scanned again");
      }
      seconds = (System.nanoTime() - begin) / NS_PER_S;
      KsmCounts counts = ksm.counts().since(before);
      plateau = counts.fullScans() >= passes;
      if (plateau || seconds >= looks.size() + 1 || seconds >= asked.limitSeconds()) {
        looks.add(new Look(seconds, counts, taken()));
      }
    }
  }

  private OptionalDouble taken() {
    OptionalDouble before = HostReading.real(idle.availableBytes());
    OptionalDouble now = HostReading.real(host.availableBytes());
    return before.isPresent() && now.isPresent()
        ? OptionalDouble.of(before.getAsDouble() - now.getAsDouble())
        : OptionalDouble.empty();
  }

  PagesResult result(ConcurrentOutcome together) {
    return new PagesResult(idle, up, settled, looks, plateau, ksm.pageBytes(), merged, together);
  }

  @Override
  public void close() throws IOException {
    if (settings.isPresent()) {
      settings.get().close();
    }
  }
}
