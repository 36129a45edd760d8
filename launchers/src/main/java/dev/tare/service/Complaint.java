package dev.tare.service;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Remembers the line in which a program says what is wrong: the first one that reads so, since most
 * go on about it, and a full disk before all others.
 */
final class Complaint {
  private static final Pattern COMPLAINT =
      Pattern.compile("(?i)\\berror\\b|\\bfailed\\b|\\bcannot\\b|\\bcan't\\b|denied");

  private static final Pattern FULL =
      Pattern.compile("(?i)no space left|disk (is )?full|\\berror 28\\b");

  private String complaint = "";
  private String last = "it said nothing";
  private boolean full;

  static String of(List<String> lines) {
    Complaint complaint = new Complaint();
    lines.forEach(complaint::hear);
    return complaint.text();
  }

  synchronized void hear(String line) {
    if (line.isBlank()) {
      return;
    }
    last = line.strip();
    boolean ofDisk = FULL.matcher(line).find();
    if (ofDisk && !full || complaint.isEmpty() && COMPLAINT.matcher(line).find()) {
      complaint = last;
      full = ofDisk;
    }
  }

  /** Returns what is wrong, or the last line where none says so. */
  synchronized String text() {
    return complaint.isEmpty() ? last : complaint;
  }
}
