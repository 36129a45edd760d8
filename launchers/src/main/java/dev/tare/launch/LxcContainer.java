package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Is one container of LXC, in a folder of its own in the scratch folder outside. */
final class LxcContainer extends Container {
  private static final int TRIES = 10;

  LxcContainer(Environment outer, Spec spec, Optional<Bridge> bridge) {
    super(outer, spec, bridge);
  }

  /** Starts it; when it fails, nothing is left. */
  void run() throws IOException {
    try {
      String config = LxcConfig.of(outer, spec, folder(), bridge);
      outer.makeFolders(List.of(folder() + "/root"));
      outer.write(config, folder() + "/config");
      Command execute =
          engine("lxc-execute")
              .and("--daemon", "--logfile", log(), "--logpriority", "ERROR")
              .and("--")
              .and(spec.announced(List.of("sleep", "infinity")));
      if (!outer.succeeds(execute)) {
        throw new LaunchException("lxc-execute: " + said(outer.run(logged()).out()));
      }
    } catch (IOException | RuntimeException e) {
      FailedStart.close(this::close, e);
      throw e;
    }
  }

  private String folder() {
    return outer.places().scratch() + "/" + spec.name();
  }

  private String log() {
    return folder() + "/log";
  }

  private Command logged() {
    return Command.of("cat", log());
  }

  private Command engine(String program) {
    return Command.of(program, "-P", outer.places().scratch(), "-n", spec.name());
  }

  /** Picks the first error in a log: the others follow from it. */
  static String said(String log) {
    return log.lines()
        .filter(line -> line.contains(" ERROR "))
        .findFirst()
        .map(line -> line.replaceFirst(".*? - \\S+:\\d+ - ", "").strip())
        .orElse("failed and logged nothing; is the overlay file system there?");
  }

  @Override
  public String stack() {
    return Lxc.NAME;
  }

  /** Starts it with nothing of the environment variables outside. */
  @Override
  Process attached(Command command) throws IOException {
    List<String> words = new ArrayList<>(List.of("--clear-env"));
    RootfsLayer.variables(command)
        .forEach((name, value) -> words.addAll(List.of("-v", name + "=" + value)));
    words.add("--");
    words.addAll(command.words());
    return outer.start(engine("lxc-attach").and(words));
  }

  @Override
  public Facts facts() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    String version = outer.ran(Command.of("lxc-info", "--version")).strip();
    if (!version.isEmpty()) {
      facts.put("layer.lxc.version", version);
    }
    facts.put("layer.lxc.network", spec.option(Lxc.NETWORK.name(), "none"));
    facts.put("layer.lxc.seccomp", spec.option(Lxc.SECCOMP.name(), "on"));
    facts.put("layer.lxc.storage", "overlay");
    return Facts.of(facts);
  }

  @Override
  String pid() throws IOException {
    return outer.ran(engine("lxc-info").and("-p", "-H")).strip();
  }

  @Override
  void end() throws IOException {
    String path = outer.places().scratch();
    // What a run that is being ended kills are its own processes, this one's too.
    int tries = 0;
    while (!isStopped(path) && tries < TRIES) {
      tries++;
    }
    outer.ran(removal(path, spec.name()));
  }

  /** Asks twice: who says no has ended by itself or never began, or does not listen yet. */
  private boolean isStopped(String path) throws IOException {
    return outer.succeeds(stop(path, spec.name()))
        || !outer.run(Script.of("lxc-stop-late", path, spec.name())).wasKilled();
  }

  static Command stop(String path, String name) {
    return Command.of("lxc-stop", "-P", path, "-n", name, "--kill");
  }

  static Command removal(String path, String name) {
    return Script.of("lxc-remove", path, name);
  }
}
