package dev.tare.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs {@code gate --run} with sides that are not ours: jars, commands and revisions. */
record SideGate(Path folder) {
  Jar jar() {
    return new Jar(folder).patient();
  }

  /** Words as they are; those that hold a blank come last. */
  static String[] words(String text, String... more) {
    List<String> all = new ArrayList<>(List.of(text.split(" ")));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  static String[] jars(Path baseline, Path candidate, String options, String jmh) {
    return words(
        "gate --run --out run "
            + options
            + " --baseline-jar "
            + baseline
            + " --candidate-jar "
            + candidate
            + " -- "
            + jmh);
  }

  /** Returns the verdicts on the candidate's scores by benchmark. */
  Map<String, String> verdicts() {
    Jar.Ended report = jar().run("report", "run", "--format", "csv", "--calibration", "none");
    Map<String, String> verdicts = new TreeMap<>();
    ViewText.records(report.out()).stream()
        .filter(one -> one.get("environment").equals("candidate"))
        .filter(one -> one.get("metric").equals("score"))
        .forEach(one -> verdicts.put(one.get("benchmark"), one.get("verdict")));
    return verdicts;
  }
}
