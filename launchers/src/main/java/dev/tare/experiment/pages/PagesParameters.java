package dev.tare.experiment.pages;

import dev.tare.experiment.BenchmarkValues;
import dev.tare.experiment.Bounds;
import dev.tare.experiment.Parameter;
import dev.tare.experiment.concurrent.Workload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Describes what {@link Pages} is asked for.
 *
 * @param guests how many there are at once, each from 1 to 256; in rising order
 * @param workload what they do, each once
 * @param sharing whether pages are merged, each once
 * @param pagesToScan by ksmd before it sleeps, from 1
 * @param scanSleepMs how long it sleeps, ms, from 0
 * @param limitSeconds after which the scanning ends though not all was scanned twice, from 1
 * @param besideOthers whether it is measured where others share pages too
 * @param params of the benchmarks, {@code name=value}; they count more than the profile's
 */
public record PagesParameters(
    @Parameter(name = "--guests", label = "N", usual = "1,5", help = "How many there are at once")
        List<Integer> guests,
    @Parameter(
            name = "--workload",
            label = "NAME",
            usual = "idle",
            regex = true,
            help =
                "idle; a server under its load, memcached, nginx, redis or mariadb; or a benchmark."
                    + " With + between them guests take turns: memcached+nginx")
        List<String> workload,
    @Parameter(
            name = "--sharing",
            label = "WHAT",
            usual = "off,on",
            help = "Whether the kernel's KSM merges like pages: off, on, or both")
        List<Sharing> sharing,
    @Parameter(
            name = "--pages-to-scan",
            label = "N",
            usual = "5000",
            help = "How many pages ksmd scans before it sleeps")
        int pagesToScan,
    @Parameter(name = "--scan-sleep", label = "MS", usual = "10", help = "How long it sleeps then")
        int scanSleepMs,
    @Parameter(
            name = "--time-limit",
            label = "SECONDS",
            usual = "120",
            help = "After which the scanning ends, where all was not scanned twice before")
        int limitSeconds,
    @Parameter(
            name = "--beside-others",
            help =
                "Also where others on this host share pages: their scanning stops while it is"
                    + " measured")
        boolean besideOthers,
    @BenchmarkValues List<String> params) {
  private static final int MOST = 256;

  public PagesParameters {
    params = List.copyOf(params);
    guests = List.copyOf(new TreeSet<>(guests));
    workload = List.copyOf(new LinkedHashSet<>(workload));
    sharing = List.copyOf(new LinkedHashSet<>(sharing));
    Workload.check(
        workload.stream().flatMap(Work::named).map(Workload::benchmark).toList(), params);
    guests.forEach(one -> Bounds.range("--guests", one, 1, MOST));
    Bounds.check("--pages-to-scan", pagesToScan, pagesToScan >= 1, "from 1");
    Bounds.check("--scan-sleep", scanSleepMs, scanSleepMs >= 0, "from 0");
    Bounds.check("--time-limit", limitSeconds, limitSeconds >= 1, "from 1");
  }

  PagesParameters withSharing(List<Sharing> others) {
    return new PagesParameters(
        guests, workload, others, pagesToScan, scanSleepMs, limitSeconds, besideOthers, params);
  }
}
