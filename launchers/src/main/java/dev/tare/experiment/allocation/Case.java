package dev.tare.experiment.allocation;

import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import java.util.List;

/**
 * One way to give resources to environments of a kind.
 *
 * @param family which table it belongs to
 * @param given how, in a word
 * @param name in results, unlike any other's
 * @param workload what they do
 * @param factor how many times what is given was promised, from 1
 * @param fileBytes of each environment's file; 0 where it has none
 * @param poolBytes of the memory that all of them share, without what each takes beside its limit;
 *     0 where that is the host's
 * @param parts all of them run at the same time
 */
record Case(
    Family family,
    String given,
    String name,
    Workload workload,
    double factor,
    long fileBytes,
    long poolBytes,
    List<Part> parts) {
  /** Describes what cases are compared with each other. */
  enum Family {
    /** Holds the same share of the CPU, given in three ways. */
    SHARE,
    /** More CPUs promised than there are. */
    CPU,
    /** More memory promised than there is. */
    MEMORY
  }

  /**
   * Counts the equal environments of a case.
   *
   * @param suffix what their results' place ends with; empty for those that the case is about
   * @param count how many, from 1
   * @param limits of each
   * @param threads of the workload in each, from 1
   * @param params of the workload
   */
  record Part(String suffix, int count, Limits limits, int threads, List<String> params) {
    static final String RIVAL = " rival";

    Part {
      params = List.copyOf(params);
    }
  }

  Case {
    parts = List.copyOf(parts);
  }

  String place(String environment) {
    return environment + " " + name;
  }

  int members() {
    return parts.stream().mapToInt(Part::count).sum();
  }
}
