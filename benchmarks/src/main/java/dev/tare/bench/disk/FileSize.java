package dev.tare.bench.disk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Is the size of the data file.
 *
 * @param bytes whole MiB, from 1 MiB
 */
public record FileSize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([mMgG])");
  private static final long MIB = 1L << 20;

  public FileSize {
    if (bytes < MIB || bytes % MIB != 0) {
      throw new IllegalArgumentException("size=" + bytes + " bytes: must be whole MiB, from 1m");
    }
  }

  /** Reads {@code 256m} or {@code 1g}. */
  public static FileSize of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("size=" + text + ": must look like 256m or 1g");
    }
    boolean mebi = matcher.group(2).equalsIgnoreCase("m");
    return new FileSize(Long.parseLong(matcher.group(1)) * (mebi ? MIB : MIB << 10));
  }
}
