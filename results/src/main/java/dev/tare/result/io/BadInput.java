package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Input that cannot be used: one line that names the file, the place where known, and why. */
public final class BadInput extends IOException {
  public BadInput(String source, String why) {
    super(oneLine(source + ": " + why));
  }

  public BadInput(String source, String why, Throwable cause) {
    super(oneLine(source + ": " + why), cause);
  }

  private BadInput(String line) {
    super(line);
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
        : new BadInput(
            lines.get(0).getMessage()
                + "; "
                + (lines.size() - 1)
                + (lines.size() == 2 ? " more line of it" : " more lines of it"));
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
