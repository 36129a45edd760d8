package dev.tare.experiment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says wherever a figure stands that it is of an emulated guest, and so tells nothing of KVM. */
public final class Emulation {
  private Emulation() {}

  /** Returns an environment as tables and charts call it. */
  public static String name(String environment, boolean emulated) {
    return emulated ? environment + ", emulated (TCG)" : environment;
  }

  /** Returns what follows a title of figures that are of emulated machines alone, or of none. */
  public static String suffix(boolean emulated) {
    return emulated ? ", emulated machines" : "";
  }

  /** Returns a line for below the figures. */
  public static String note(String environment) {
    return environment + ": emulated (TCG), not a KVM figure";
  }

  /** Returns the environments of which anything was measured in an emulated machine. */
  public static Set<String> of(List<? extends Step<?, ?>> steps) {
    return steps.stream()
        .filter(step -> step.outcome().filter(Outcome::emulated).isPresent())
        .map(step -> step.condition().environment())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the notes of a section, and one for each emulated environment. */
  static List<String> notes(List<String> notes, Set<String> emulated) {
    return Stream.concat(notes.stream(), emulated.stream().sorted().map(Emulation::note)).toList();
  }

  /** Returns an answer that says of which emulated environments it is; none where there is none. */
  static String answer(String answer, Set<String> emulated) {
    String notes =
        emulated.stream().sorted().map(one -> " " + note(one) + ".").collect(Collectors.joining());
    return answer.isEmpty() ? answer : answer + notes;
  }
}
