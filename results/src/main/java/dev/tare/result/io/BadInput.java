package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Input that cannot be used: one line that names the file, the place where known, and why. */
public final class BadInput extends IOException {
  private final String source;
  private final String why;

  public BadInput(String source, String why) {
    this(source, why, null);
  }

  public BadInput(String source, String why, Throwable cause) {
    super(oneLine(source + ": " + why), cause);
    this.source = source;
    this.why = oneLine(why);
  }

  /** Returns what an exception means: those of files often hold nothing but the name. */
  public static String why(IOException cause) {
    if (!(cause instanceof FileSystemException file) || file.getReason() != null) {
      return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
    return file instanceof NoSuchFileException
        ? "no such file or folder"
        : file instanceof AccessDeniedException
            ? "permission denied"
            : file instanceof FileAlreadyExistsException
                ? "is there already, and is no folder"
                : file.getClass().getSimpleName();
  }

  /** Returns the first one, which counts the others. */
  static BadInput firstOf(List<BadInput> lines) {
    return lines.size() == 1
        ? lines.get(0)
        : lines
            .get(0)
            .and(
                "; "
                    + (lines.size() - 1)
                    + (lines.size() == 2 ? " more line of it" : " more lines of it"));
  }

  /**
   * Returns a line for each thing that is wrong, with the first that has it and how many more: many
   * runs of many trials often lack the same.
   */
  public static List<String> lines(List<BadInput> all) {
    Map<String, List<BadInput>> alike = new LinkedHashMap<>();
    all.forEach(one -> alike.computeIfAbsent(one.why, any -> new ArrayList<>()).add(one));
    return alike.values().stream()
        .map(
            many ->
                many.get(0).getMessage()
                    + (many.size() == 1 ? "" : " (and in " + (many.size() - 1) + " more)"))
        .toList();
  }

  /** Returns the same with more to it. */
  BadInput and(String more) {
    return new BadInput(source, why + more);
  }

  static BadInput at(String source, JsonLocation place, String why) {
    return new BadInput(placed(source, place), why);
  }

  static BadInput malformed(String source, JsonProcessingException cause) {
    return new BadInput(placed(source, cause.getLocation()), why(cause), cause);
  }

  private static String why(JsonProcessingException cause) {
    String text = oneLine(cause.getOriginalMessage());
    int detail = text.indexOf(" (start marker at");
    return "not JSON: " + (detail < 0 ? text : text.substring(0, detail));
  }

  private static String placed(String source, JsonLocation place) {
    return place == null || place.getLineNr() < 1
        ? source
        : source + ":" + place.getLineNr() + ":" + place.getColumnNr();
  }

  /** Returns a text as one line, whatever file names and arguments it quotes. */
  public static String oneLine(String text) {
    return text == null
        ? "unreadable"
        : text.replaceAll("\\s*[\\p{Cntrl}\u2028\u2029]+\\s*", " ").strip();
  }
}
