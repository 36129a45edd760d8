package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Tells QEMU how many bytes a second a guest may read and write on the disk of its data. */
final class DiskThrottle {
  private static final String DATA = "tare-data";
  private static final String ROOT = "tare-root";

  private DiskThrottle() {}

  static boolean isAsked(Limits limits) {
    return !limits.disk().without(Limits.IO_WEIGHT).equals(Limits.NONE);
  }

  /** Throttles the disk that /data is on: one of its own, or the root's. */
  static void set(Qmp qmp, Limits limits) throws IOException {
    if (!isAsked(limits)) {
      return;
    }
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("device", disk(qmp).path("device").asText());
    asked.put("bps", 0);
    asked.put("bps_rd", limits.number(Limits.IO_READ).orElse(0));
    asked.put("bps_wr", limits.number(Limits.IO_WRITE).orElse(0));
    asked.put("iops", 0);
    asked.put("iops_rd", 0);
    asked.put("iops_wr", 0);
    qmp.execute("block_set_io_throttle", asked);
  }

  /** Returns what QEMU says it does. */
  static Limits of(Qmp qmp) throws IOException {
    JsonNode inserted = disk(qmp).path("inserted");
    return Limits.NONE
        .set(Limits.IO_READ, bytes(inserted.path("bps_rd")))
        .set(Limits.IO_WRITE, bytes(inserted.path("bps_wr")));
  }

  private static OptionalLong bytes(JsonNode rate) {
    return rate.asLong() > 0 ? OptionalLong.of(rate.asLong()) : OptionalLong.empty();
  }

  private static JsonNode disk(Qmp qmp) throws IOException {
    JsonNode root = null;
    for (JsonNode one : qmp.execute("query-block", Map.of())) {
      if (one.path("device").asText().equals(DATA)) {
        return one;
      }
      root = one.path("device").asText().equals(ROOT) ? one : root;
    }
    if (root == null) {
      throw new LaunchException("QEMU has no disk to be throttled");
    }
    return root;
  }
}
