package dev.tare.cli;

import dev.tare.bench.disk.DataFile;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.ScratchFolders;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.launch.StaleResource;
import dev.tare.launch.StaleResources;
import dev.tare.launch.Survey;
import dev.tare.launch.SurveyJson;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which environments this host can make, and cleans up after runs that were killed. */
@Command(
    name = "env",
    modelTransformer = LayersHelp.class,
    description = {
      "Says which environments this host can make, and what is missing for the others.",
      "",
      "Of a stack every layer is checked where it would be: to look inside kvm/docker"
          + " the guest is started, and ended again. Without a stack every layer is checked"
          + " on this host, and nothing is started.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar env",
      "  java -jar target/benchmarks.jar env 'kvm(memory=1g)/docker'",
      "  java -jar target/benchmarks.jar env --json",
      "  java -jar target/benchmarks.jar env --clean --dry-run",
      "  java -jar target/benchmarks.jar env --clean 'ssh(host=b)'",
      "",
      "Exit: 0 done; 2 usage; 5 a stack that was asked for cannot be made, something"
          + " could not be removed, or it could not be written.",
    })
final class EnvCommand extends Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "STACK",
      description = "Layers, outermost first, joined by /; quote brackets for the shell.")
  private String stack;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--clean",
      description =
          "Remove what killed runs have left: only what is labelled by this"
              + " program, and whose process is gone, and runs of a fleet in a node's"
              + " cache that nobody went on with for 30 days; with a STACK what they left"
              + " inside it, such as on another machine.")
  private boolean clean;

  @Option(names = "--dry-run", description = "With --clean: only list it.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    checkTogether();
    Layers layers = Layers.standard();
    try {
      Optional<Stack> asked = Optional.ofNullable(stack).map(new StackSyntax(layers)::parse);
      return asked(layers, asked);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(e.getMessage());
    } catch (LaunchException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  private void checkTogether() {
    if (dryRun && !clean) {
      throw new UsageFailure("--dry-run goes with --clean");
    }
    if (clean && json) {
      throw new UsageFailure("--clean prints no JSON");
    }
  }

  private int asked(Layers layers, Optional<Stack> asked) throws IOException {
    Owner owner = Owner.ofRun("env-" + RunPlace.id(Instant.now()));
    Path scratch = ScratchFolders.make(owner);
    Runnable remove = () -> removeFolder(scratch);
    Cleanup.closing(remove::run);
    List<String> names = asked.map(Stack::layers).orElse(List.of());
    boolean enters = clean ? !names.isEmpty() : names.size() > 1;
    Environment host = new Host(enters ? built(scratch, names) : unbuilt(scratch));
    try (Survey survey = new Survey(host, owner, Owner.PREFIX + "env-" + owner.pid())) {
      Cleanup.closing(survey);
      return clean ? cleaned(layers, survey, host, asked) : told(layers, survey, asked);
    } finally {
      remove.run();
    }
  }

  private int cleaned(Layers layers, Survey survey, Environment host, Optional<Stack> asked)
      throws IOException {
    Environment where = asked.isPresent() ? survey.entered(asked.get()) : host;
    PrintWriter out = out();
    Set<Path> bases = where instanceof Host ? ScratchFolders.bases() : Set.of();
    List<String> troubles = new ArrayList<>();
    StaleResources stale = StaleResources.find(layers, where, bases, troubles::add);
    troubles.forEach(trouble -> err().println("tare: " + trouble));
    boolean failed = !troubles.isEmpty();
    for (StaleResource resource : stale.abandoned()) {
      String what = resource.what() + " of run " + resource.owner().run();
      if (dryRun) {
        out.println("would remove " + what);
        resource.removal().forEach(command -> out.println("  " + command.line()));
      } else {
        failed |= !removed(stale, resource, what);
      }
    }
    List<Path> files = where instanceof Host ? dataFiles() : List.of();
    files.forEach(file -> out.println((dryRun ? "would remove " : "removed ") + file));
    if (stale.abandoned().isEmpty() && files.isEmpty()) {
      out.println(
          "nothing is left of killed runs"
              + (troubles.isEmpty() ? "" : ", but for what could not be asked"));
    }
    out.flush();
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private List<Path> dataFiles() {
    return dryRun ? DataFile.leftovers() : DataFile.removeLeftovers();
  }

  private boolean removed(StaleResources stale, StaleResource resource, String what) {
    try {
      stale.remove(resource);
      out().println("removed " + what);
      return true;
    } catch (IOException e) {
      err().println("tare: " + what + " is not removed: " + e.getMessage());
      return false;
    }
  }

  /** Removes a folder of this process; what cannot be removed is left for the next time. */
  private static void removeFolder(Path folder) {
    try {
      ScratchFolders.remove(folder);
    } catch (IOException e) {
      return;
    }
  }

  private int told(Layers layers, Survey survey, Optional<Stack> asked) throws IOException {
    PrintWriter out = out();
    List<Survey.Answer> answers =
        asked.isPresent() ? survey.steps(asked.get()) : survey.layers(layers);
    out.print(json ? SurveyJson.text(answers) : new EnvTable(answers, asked.isPresent()).text());
    out.flush();
    boolean usable = answers.stream().allMatch(Survey.Answer::usable);
    return asked.isEmpty() || usable ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Places built(Path scratch, List<String> layers) throws IOException {
    return Userland.builtFor(layers, Environments.steps(err()))
        .places(folder(scratch, "shipped"), folder(scratch, "data"), scratch);
  }

  /**
   * Takes what is not built yet, where nothing is entered, for no finding: the first use builds it.
   * An empty list of the guest's images stands in for them.
   */
  private static Places unbuilt(Path scratch) throws IOException {
    Path unbuilt = folder(scratch, "unbuilt");
    Files.createFile(unbuilt.resolve(Places.GUEST));
    return new Userland("unbuilt", unbuilt)
        .places(folder(scratch, "shipped"), folder(scratch, "data"), scratch);
  }

  private static Path folder(Path scratch, String name) throws IOException {
    return Files.createDirectories(scratch.resolve(name));
  }
}
