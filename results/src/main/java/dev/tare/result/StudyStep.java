package dev.tare.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Describes a step of what a study did: one command, and the figures that it measures.
 *
 * @param figures where they stand in the study, such as {@code Fig. 4}, each once
 */
public record StudyStep(StudyCommand command, List<String> figures) {
  private static final String STACK = "stack";
  private static final String PATH = "path";

  public StudyStep {
    figures = figures.stream().distinct().toList();
  }

  /**
   * Returns all that a study did, in its order, each thing once.
   *
   * @param wanted tells by the names of its layers whether an environment is measured: a figure of
   *     which no claim can be judged without the others is left out
   */
  public static List<StudyStep> of(
      PublishedFigure.Library library, String paper, Predicate<String> wanted) {
    List<StudyStep> steps = new ArrayList<>();
    for (PublishedFigure figure : library.figures()) {
      if (figure.paper().equals(paper) && isAnswered(figure, wanted)) {
        figure
            .command()
            .flatMap(command -> command.in(wanted))
            .ifPresent(command -> add(steps, new StudyStep(command, List.of(figure.where()))));
      }
    }
    return List.copyOf(steps);
  }

  /** A figure without claims is one to look at, wherever it is measured. */
  private static boolean isAnswered(PublishedFigure figure, Predicate<String> wanted) {
    Map<String, String> paths =
        figure.command().map(StudyCommand::places).map(StudyStep::paths).orElse(Map.of());
    // A path that the command does not name, as nat, is a label of an environment.
    Predicate<String> led = path -> !paths.containsKey(path) || wanted.test(paths.get(path));
    return figure.claims().isEmpty()
        || figure.claims().stream()
            .anyMatch(
                claim ->
                    isHad(claim.of().get(STACK), wanted)
                        && isHad(one(claim.over().get(STACK)), wanted)
                        && isHad(claim.of().get(PATH), led)
                        && isHad(one(claim.over().get(PATH)), led));
  }

  private static List<String> one(String value) {
    return value == null ? null : List.of(value);
  }

  /** Tells whether any of them is measured; what a claim does not name it needs not. */
  private static boolean isHad(List<String> names, Predicate<String> wanted) {
    return names == null || names.stream().anyMatch(wanted);
  }

  /** Returns the environment of each value that is of one. */
  private static Map<String, String> paths(Map<String, Map<String, List<String>>> places) {
    Map<String, String> environments = new TreeMap<>();
    places
        .values()
        .forEach(
            one ->
                one.forEach(
                    (environment, values) ->
                        values.forEach(value -> environments.put(value, environment))));
    return environments;
  }

  private static void add(List<StudyStep> steps, StudyStep one) {
    for (int i = 0; i < steps.size(); i++) {
      Optional<StudyCommand> both = steps.get(i).command().and(one.command());
      if (both.isPresent()) {
        List<String> figures = new ArrayList<>(steps.get(i).figures());
        figures.addAll(one.figures());
        steps.set(i, new StudyStep(both.get(), figures));
        return;
      }
    }
    steps.add(one);
  }
}
