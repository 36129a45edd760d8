package dev.tare.bench.run;

import dev.tare.bench.capture.Takes;
import dev.tare.result.Nearest;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds a parameter's value against the field that takes it. */
public final class ParamCheck {
  private static final String WHOLE = "\\d{1,18}";
  private static final String BOOLEAN = "true|false";

  private ParamCheck() {}

  /**
   * Says why a benchmark does not take the value that a run has for a parameter; absent where it
   * does, or has no such parameter.
   */
  public static Optional<String> refusal(OneRun run, String name) {
    String value = run.params().get(name);
    if (value == null) {
      return Optional.empty();
    }
    return field(run.benchmark(), name)
        .flatMap(ParamCheck::taken)
        .filter(taken -> !value.matches(taken.pattern()))
        .map(taken -> "-p " + name + "=" + value + ": must be " + taken.like());
  }

  /** Says that a parameter is not one of any benchmark that is chosen; absent where it is. */
  public static Optional<String> unknown(ParamValues param, List<OneRun> runs) {
    boolean known =
        runs.stream()
            .anyMatch(
                run -> run.params().containsKey(param.name()) && param.isFor(run.benchmark()));
    Set<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.params().keySet()));
    return known
        ? Optional.empty()
        : Optional.of(
            "-p "
                + param.name()
                + ": no benchmark that matches has it; -lp lists them"
                + Nearest.asked(param.name(), names));
  }

  /**
   * Says that a value is given twice: its forks would pass for more of one; absent where none is.
   */
  private static Optional<String> twice(ParamValues param) {
    Set<String> given = new TreeSet<>();
    return param.values().stream()
        .filter(value -> !given.add(value))
        .findFirst()
        .map(value -> "-p " + param.text() + ": " + value + " is given twice");
  }

  /**
   * Says what is wrong with a parameter that somebody chose: that no benchmark has it, that a value
   * is given twice, or that a benchmark does not take one.
   *
   * @param runs with the values that were chosen
   */
  public static Optional<String> wrong(ParamValues param, List<OneRun> runs) {
    return unknown(param, runs)
        .or(() -> twice(param))
        .or(
            () ->
                runs.stream()
                    .filter(run -> param.isFor(run.benchmark()))
                    .flatMap(run -> refusal(run, param.name()).stream())
                    .findFirst());
  }

  private record Taken(String pattern, String like) {}

  private static Optional<Taken> taken(Field field) {
    Takes takes = field.getAnnotation(Takes.class);
    if (takes != null) {
      String words = takes.value().replace("|", " or ");
      return Optional.of(new Taken(takes.value(), takes.like().isEmpty() ? words : takes.like()));
    }
    if (field.getType() == int.class || field.getType() == long.class) {
      return Optional.of(new Taken(WHOLE, "a whole number from 0"));
    }
    return field.getType() == boolean.class
        ? Optional.of(new Taken(BOOLEAN, "true or false"))
        : Optional.empty();
  }

  /**
   * Returns that of the benchmark's class, of those above it, or of the states that its methods
   * take.
   */
  static Optional<Field> field(String benchmark, String name) {
    Deque<Class<?>> classes = new ArrayDeque<>();
    try {
      classes.add(Class.forName(benchmark.substring(0, benchmark.lastIndexOf('.'))));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    for (Method method : classes.peek().getMethods()) {
      classes.addAll(List.of(method.getParameterTypes()));
    }
    while (!classes.isEmpty()) {
      Class<?> one = classes.poll();
      for (Field field : one.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return Optional.of(field);
        }
      }
      if (one.getSuperclass() != null) {
        classes.add(one.getSuperclass());
      }
    }
    return Optional.empty();
  }
}
