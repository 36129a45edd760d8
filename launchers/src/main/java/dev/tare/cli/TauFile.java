package dev.tare.cli;

import dev.tare.result.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/** Reads the file in which a project keeps how small a change matters, by benchmark. */
final class TauFile {
  private TauFile() {}

  /** Returns a fraction for each regular expression, in the file's order. */
  static Map<String, Double> read(Path file) {
    try {
      return parsed(file, Files.readAllLines(file));
    } catch (IOException e) {
      String why =
          e instanceof NoSuchFileException
              ? "no such file" + Nearest.asked(file)
              : "cannot be read: " + e;
      throw new UsageFailure(file + ": " + why);
    }
  }

  private static Map<String, Double> parsed(Path file, List<String> lines) {
    Map<String, Double> taus = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int middle = line.lastIndexOf('=');
      try {
        if (middle < 1) {
          throw new TypeConversionException("not REGEX = PERCENT, such as cpu.* = 5%: " + line);
        }
        String name = line.substring(0, middle).strip();
        double tau = new ChangeArguments.Percent().convert(line.substring(middle + 1));
        if (tau <= 0) {
          throw new TypeConversionException("above 0 %: " + line);
        }
        // A line that comes again holds from where it stands last.
        taus.remove(new ChangeArguments.Regex().convert(name).pattern());
        taus.put(name, tau);
      } catch (TypeConversionException e) {
        throw new UsageFailure(file + ":" + (i + 1) + ": " + e.getMessage());
      }
    }
    return taus;
  }
}
