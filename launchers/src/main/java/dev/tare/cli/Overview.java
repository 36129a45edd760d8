package dev.tare.cli;

import dev.tare.result.StartedAs;

/**
 * Describes what to do next, for who gave no argument: a day of benchmarks is not what they meant.
 */
final class Overview {
  private Overview() {}

  static String text() {
    return """
        Tare weighs the box: what a container, a guest or a host costs, measured by the same jar.

        Start here:
          java -jar target/benchmarks.jar quick               measure this place, in three minutes
          java -jar target/benchmarks.jar matrix              what each layer on this host costs
          java -jar target/benchmarks.jar network             what the path to a server costs
          java -jar target/benchmarks.jar facts               what this place is, and the layers around it
          java -jar target/benchmarks.jar -l                  list the benchmarks
          java -jar target/benchmarks.jar cpu.Prime           run one; any JMH option works, -h lists them
          java -jar target/benchmarks.jar diff A B            compare two JMH JSON files or run folders
          java -jar target/benchmarks.jar env                 what environments this host can make
          java -jar target/benchmarks.jar selftest            would a gate catch a regression here?
          java -jar target/benchmarks.jar --help              all verbs
        """
        .replace(StartedAs.DOCUMENTED, StartedAs.command());
  }
}
