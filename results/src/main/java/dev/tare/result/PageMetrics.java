package dev.tare.result;

import static dev.tare.result.Direction.HIGHER;
import static dev.tare.result.Direction.LOWER;

import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of memory that environments share, by the kernel's KSM where no other source is told;
 * {@link Metrics} has them in its table.
 */
public final class PageMetrics {
  static final List<Metric> ALL = new ArrayList<>();

  public static final Metric LOADED_MEMORY =
      plain("loadedMemory", "B", LOWER, "what all took of MemAvailable while they worked");
  public static final Metric SHARED =
      plain("pagesShared", "count", HIGHER, "pages that stand for others, pages_shared");
  public static final Metric SHARING =
      plain("pagesSharing", "count", HIGHER, "pages that those are instead of, pages_sharing");
  public static final Metric SHARERS =
      plain("pagesPerShared", "1", HIGHER, "pages_sharing for one of pages_shared");
  public static final Metric UNSHARED =
      plain("pagesUnshared", "count", LOWER, "pages that are like no other, pages_unshared");
  public static final Metric VOLATILE =
      plain("pagesVolatile", "count", LOWER, "pages that change too fast, pages_volatile");
  public static final Metric ZERO =
      plain("zeroPages", "count", HIGHER, "empty pages that were given back, ksm_zero_pages");
  public static final Metric MERGING =
      plain(
          "mergingPages",
          "count",
          HIGHER,
          "merged pages of the environments' own processes, /proc/PID/ksm_merging_pages");
  public static final Metric SCANS =
      plain("fullScans", "count", LOWER, "times that all was scanned, full_scans");
  public static final Metric SCAN_TIME =
      plain("scanTime", "s", LOWER, "from the begin of the scanning to its end");
  public static final Metric KSMD_CPU =
      plain("ksmdCpu", "s", LOWER, "CPU time of ksmd meanwhile, its /proc/PID/schedstat");
  public static final Metric SAVED =
      plain("memorySaved", "B", HIGHER, "pages_sharing and ksm_zero_pages as bytes");
  public static final Metric GAINED =
      plain("memoryGained", "B", HIGHER, "what MemAvailable rose by while it was scanned");
  public static final Metric SAVED_PER_CPU =
      plain("savedPerCpu", "B/s", HIGHER, "memorySaved for a second of ksmd's CPU time");

  private PageMetrics() {}

  private static Metric plain(String name, String unit, Direction better, String meaning) {
    Metric metric = new Metric(name, unit, better, false, false, meaning);
    ALL.add(metric);
    return metric;
  }
}
