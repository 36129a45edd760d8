package dev.tare.cli;

import dev.tare.facts.EnvironmentFacts;
import dev.tare.result.Facts;
import dev.tare.result.io.FactsJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what this place is. */
@Command(
    name = "facts",
    description = {
      "Says what this place is: its layers, CPU, memory, kernel, limits, JDK and" + " storage.",
      "",
      "What is absent is not known here. No host or user name, address, serial number, path or"
          + " environment variable is printed, but for the name that a node is given by whoever"
          + " starts this there (TARE_NODE, or Slurm's).",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar facts",
      "  java -jar target/benchmarks.jar facts --json",
      "  java -jar target/benchmarks.jar facts --explain",
      "",
      "Exit: 0 done; 2 usage; 5 it could not be written.",
    })
final class FactsCommand extends Verb {
  @Option(names = "--json", description = "Print the facts.json that a run leaves.")
  private boolean json;

  @Option(names = "--explain", description = "Say what each fact means and where it is read.")
  private boolean explain;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "/data",
      description = "The folder that is measured, where it is there (default: /data).")
  private Path data;

  @Override
  public Integer call() throws IOException {
    if (json && explain) {
      throw new UsageFailure("--explain: no effect with --json");
    }
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("current", Path.of(""));
    folders.put("data", data);
    print(EnvironmentFacts.read(folders), out());
    return ExitCode.DONE;
  }

  private void print(Facts facts, PrintWriter out) throws IOException {
    out.print(json ? FactsJson.text(facts) : new FactsText(facts, explain).toString());
    out.flush();
  }
}
