package dev.tare.result;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Is a figure of one of the studies.
 *
 * @param paper its {@link Study}, by its id
 * @param where in it, such as {@code Table II}
 * @param experiment what it is about, such as {@code overhead}
 * @param subject workload, resource, neighbour and metric, as far as it has them
 * @param unit of the values; absent where they are ratios or say it themselves
 * @param statement what the text says; absent where there are only values
 * @param values as printed, by environment: a number, a text, several, or values by case; shares
 *     are fractions
 * @param bounds the same of what is said to be at most, or at least, or under so much
 * @param derived how values follow from what is printed; absent where they are what is printed
 * @param footnote what has to be known of it, such as a defect of the study; absent where nothing
 * @param command that would measure it here; absent where none can
 * @param claims what of it can be tested; empty where nothing can
 */
public record PublishedFigure(
    String paper,
    String where,
    String experiment,
    String subject,
    Optional<String> unit,
    Optional<String> statement,
    Map<String, Object> values,
    Map<String, Object> bounds,
    Optional<String> derived,
    Optional<String> footnote,
    Optional<StudyCommand> command,
    List<Claim> claims) {

  /** Is a paper, and the machine that it measured on. */
  public record Study(String title, String authors, int year, String host) {
    /** Returns how it is cited in a word. */
    public String name() {
      return authors.split("[, ]")[0] + " " + year;
    }
  }

  /**
   * All that is known of the studies.
   *
   * @param about what the document is
   * @param environments what the names of environments stand for
   * @param papers by id
   */
  public record Library(
      String about,
      Map<String, String> environments,
      Map<String, Study> papers,
      List<PublishedFigure> figures) {
    /** Returns what a figure's study is cited as: {@code Dhar 2016}. */
    public String study(PublishedFigure figure) {
      return papers.get(figure.paper()).name();
    }

    /** Returns where a figure stands: {@code Dhar 2016, Table 5.1}. */
    public String source(PublishedFigure figure) {
      return study(figure) + ", " + figure.where();
    }
  }

  public PublishedFigure {
    values = values == null ? Map.of() : Collections.unmodifiableMap(values);
    bounds = bounds == null ? Map.of() : Collections.unmodifiableMap(bounds);
    claims = claims == null ? List.of() : List.copyOf(claims);
  }

  /** Returns what is printed of an environment; empty where nothing is. */
  public String printed(String environment) {
    return values.containsKey(environment) ? text(values.get(environment)) : "";
  }

  /** Returns what it is about, in a few words. */
  public String about() {
    return subject.isEmpty() ? experiment : subject;
  }

  /** Returns all that it says, as far as it has a text. */
  public String said() {
    String behind = unit.map(text -> " " + text).orElse("");
    String printed =
        Stream.of(values, bounds)
            .flatMap(all -> all.entrySet().stream())
            .map(one -> one.getKey() + " " + text(one.getValue()) + behind)
            .collect(Collectors.joining("; "));
    return Stream.of(printed, statement.orElse(""), footnote.orElse(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> cases) {
      return cases.entrySet().stream()
          .map(one -> one.getKey() + " " + text(one.getValue()))
          .collect(Collectors.joining(", "));
    }
    return value instanceof Collection<?> several
        ? several.stream().map(PublishedFigure::text).collect(Collectors.joining(" / "))
        : String.valueOf(value);
  }
}
