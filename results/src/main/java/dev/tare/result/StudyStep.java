package dev.tare.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes a step of what a study did: one command, and the figures that it measures.
 *
 * @param figures where they stand in the study, such as {@code Fig. 4}, each once
 */
public record StudyStep(StudyCommand command, List<String> figures) {
  public StudyStep {
    figures = figures.stream().distinct().toList();
  }

  /** Returns all that a study did, in its order, each thing once. */
  public static List<StudyStep> of(PublishedFigure.Library library, String paper) {
    List<StudyStep> steps = new ArrayList<>();
    for (PublishedFigure figure : library.figures()) {
      if (figure.paper().equals(paper) && figure.command().isPresent()) {
        add(steps, new StudyStep(figure.command().get(), List.of(figure.where())));
      }
    }
    return List.copyOf(steps);
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
