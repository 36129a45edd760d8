package dev.tare.experiment.allocation;

import dev.tare.launch.Limits;
import java.util.List;

/**
 * Equal environments of a case.
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
