package dev.tare.bench.run;

import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.CompilerHints;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Spares JMH the two JVMs by which it finds out whether this one has compiler blackholes: half a
 * second on a host, three in an emulated guest, before each run.
 */
final class CompilerBlackholes {
  private static final String MODE = "jmh.blackhole.mode";
  private static final String DETECT = "jmh.blackhole.autoDetect";

  private CompilerBlackholes() {}

  /**
   * Writes down the outcome that JMH would come to: every HotSpot from 17 on has them
   * (JDK-8259316). Another JVM, and properties of JMH's that say what to do, are left to JMH.
   *
   * @return whether JMH has the outcome now; if not, it finds out itself
   * @throws RunnerException when the mode that is asked for is none of JMH's
   */
  static boolean know() throws RunnerException {
    if (System.getProperty(MODE) != null) {
      check(System.getProperty(MODE));
    }
    if (!System.getProperty("java.vm.name").matches(".*(HotSpot|OpenJDK).*")
        || System.getProperty(MODE) != null
        || System.getProperty(DETECT) != null) {
      return false;
    }
    try {
      // JMH finds out both where it has no mode: that goes last.
      set("blackholeSelect", "AUTO");
      set("blackholeMode", "COMPILER");
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /**
   * Refuses a mode that JMH would end with a stack trace for, after it has printed what it runs.
   *
   * @throws RunnerException when it is none of JMH's
   */
  static void check(String asked) throws RunnerException {
    List<String> known = modes();
    if (!known.isEmpty() && !known.contains(asked)) {
      throw new RunnerException(
          "-D" + MODE + "=" + asked + ": JMH has no such mode; it has " + String.join(", ", known));
    }
  }

  private static List<String> modes() {
    try {
      Class<?> type = CompilerHints.class.getDeclaredField("blackholeMode").getType();
      return Stream.of(type.getEnumConstants()).map(one -> ((Enum<?>) one).name()).toList();
    } catch (ReflectiveOperationException e) {
      return List.of();
    }
  }

  private static void set(String name, String value) throws ReflectiveOperationException {
    Field field = CompilerHints.class.getDeclaredField(name);
    field.setAccessible(true);
    Object constant =
        Stream.of(field.getType().getEnumConstants())
            .filter(one -> ((Enum<?>) one).name().equals(value))
            .findFirst()
            .orElseThrow(() -> new NoSuchFieldException(value));
    field.set(null, constant);
  }
}
