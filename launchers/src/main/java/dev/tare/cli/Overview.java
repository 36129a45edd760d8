package dev.tare.cli;

/** What to do next, for who gave no argument: a day of benchmarks is not what they meant. */
final class Overview {
  private Overview() {}

  static String text() {
    return """
        Tare weighs the box: what a container, a guest or a host costs, measured by the same jar.

        Start here:
          java -jar benchmarks.jar quick               measure this place, in three minutes
          java -jar benchmarks.jar matrix              what each layer on this host costs
          java -jar benchmarks.jar network             what the path to a server costs
          java -jar benchmarks.jar facts               what this place is, and the layers around it
          java -jar benchmarks.jar -l                  list the benchmarks
          java -jar benchmarks.jar cpu.Prime           run one; any JMH option works, -h lists them
          java -jar benchmarks.jar diff A B            compare two JMH JSON files or run folders
          java -jar benchmarks.jar env                 what environments this host can make
          java -jar benchmarks.jar selftest            would a gate catch a regression here?
          java -jar benchmarks.jar --help              all verbs
        """;
  }
}
