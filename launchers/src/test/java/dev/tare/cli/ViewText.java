package dev.tare.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader sees in printed tables: the cells of their rows, those that say nothing left out.
 */
final class ViewText {
  private ViewText() {}

  /** Of aligned text, in which two blanks part cells. */
  static List<List<String>> rows(String text) {
    return text.lines().map(line -> told(List.of(line.strip().split(" {2,}")))).toList();
  }

  /** Of Markdown, without what keeps names from being taken for markup. */
  static List<List<String>> markdownRows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(2, line.lastIndexOf('|')).split("(?<!\\\\)\\|"))
        .map(cells -> told(Arrays.stream(cells).map(ViewText::plain).toList()))
        .toList();
  }

  static String plain(String markdown) {
    return markdown
        .strip()
        .replace("@&#8203;", "@")
        .replaceAll("\\\\([\\\\|`*\\[])", "$1")
        .replace("&lt;", "<")
        .replace("&amp;", "&");
  }

  static List<String> told(List<String> cells) {
    return cells.stream().filter(cell -> !cell.matches("-?")).toList();
  }

  /** The records of CSV by the names in its first line. */
  static List<Map<String, String>> records(String csv) {
    List<String> lines = csv.lines().toList();
    List<String> header = cells(lines.get(0));
    List<Map<String, String>> records = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Map<String, String> record = new LinkedHashMap<>();
      List<String> cells = cells(line);
      for (int i = 0; i < header.size(); i++) {
        record.put(header.get(i), cells.get(i));
      }
      records.add(record);
    }
    return records;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
        .map(cell -> cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell)
        .map(cell -> cell.replace("\"\"", "\""))
        .toList();
  }
}
