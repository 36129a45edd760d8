package dev.tare.cli;

import dev.tare.bench.app.CommandWords;
import dev.tare.bench.run.JmhJar;
import dev.tare.experiment.judge.Side;
import dev.tare.launch.Command;
import dev.tare.launch.Owner;
import dev.tare.launch.ScratchFolders;
import dev.tare.proc.HeldProgram;
import dev.tare.result.Facts;
import dev.tare.result.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds two revisions of what lies here, each in a git work tree of its own that is removed
 * afterwards. The jars, and what the builds printed, stay in the run's folder.
 */
final class Revisions implements AutoCloseable {
  private static final int SHORT = 12;

  /** So many folders down a build may leave its jar. */
  private static final int DEEP = 5;

  private static final String HOW = "--build \"sh -c '...'\" hands it to a shell";
  private static final String BASELINE = "--baseline-rev";
  private static final String CANDIDATE = "--candidate-rev";

  private final RevisionOptions asked;
  private final BuiltJars built;
  private final Path scratch;
  private final PrintWriter err;
  private volatile String building = "";
  private volatile Process build;
  private boolean closed;

  private Revisions(RevisionOptions asked, BuiltJars built, PrintWriter err) throws IOException {
    this.asked = asked;
    this.built = built;
    this.err = err;
    // With the work trees of one that was killed.
    ScratchFolders.removeAbandoned(ScratchFolders.bases());
    this.scratch =
        ScratchFolders.make(Owner.ofRun(built.folder().getParent().getFileName().toString()));
    // Whoever removes what a kill left has git forget it too.
    Files.writeString(
        scratch.resolve(ScratchFolders.REPOSITORY), Path.of("").toAbsolutePath() + "\n");
  }

  /** Prints how both would be built; refuses what git does not know, and the same twice. */
  static void print(RevisionOptions asked, SameTwice same, PrintWriter out) throws IOException {
    check(asked, same);
    for (String revision : List.of(asked.baseline(), asked.candidate())) {
      String commit = Command.quoted(revision);
      if (revision.equals(RevisionOptions.WORKTREE)) {
        out.println("commit=$(git stash create)");
        commit = "\"${commit:-HEAD}\"";
      }
      out.println("git worktree add --detach FOLDER " + commit);
      out.println("cd FOLDER && " + asked.build());
    }
    out.println("# then both " + asked.jar() + " are measured in turn");
    out.flush();
  }

  /**
   * Builds both.
   *
   * @param place of the run, which keeps them
   * @param fits refuses a jar that cannot be measured, before the other is built
   * @param err gets how far it is
   */
  static BuiltJars built(
      RevisionOptions asked,
      SameTwice same,
      RunOptions place,
      Consumer<GateSides.Named> fits,
      PrintWriter err)
      throws IOException, InterruptedException {
    check(asked, same);
    ShellWords.line("--build", asked.build(), HOW).ifPresent(line -> err.println("tare: " + line));
    Path kept = place.settled(Instant.now()).resolve(RunPlace.BUILD).toAbsolutePath().normalize();
    RunPlace.checkNew(kept.getParent());
    sayAbsent(asked, err);
    err.flush();
    MachineLock.check();
    BuiltJars built = new BuiltJars(kept, !Files.exists(kept.getParent()));
    try (Revisions revisions = new Revisions(asked, built, err)) {
      Cleanup.closing(revisions);
      GateSides.Named baseline = revisions.jar(BASELINE, asked.baseline(), Side.BASELINE);
      fits.accept(baseline);
      built.are(baseline, revisions.jar(CANDIDATE, asked.candidate(), Side.CANDIDATE));
      return built;
    } catch (IOException | RuntimeException e) {
      boolean tells = e instanceof CommandFailure failure && failure.exitCode() == ExitCode.FAILED;
      built.forget(tells);
      throw e;
    }
  }

  private static void sayAbsent(RevisionOptions asked, PrintWriter err) throws IOException {
    if (Files.exists(Path.of(Git.run(CANDIDATE, "rev-parse", "--show-toplevel"), ".gitmodules"))) {
      err.println(
          "tare: submodules are empty where it is built; --build \"sh -c 'git submodule update"
              + " --init && ...'\" fills them");
    }
    if (!asked.candidate().equals(RevisionOptions.WORKTREE)) {
      return;
    }
    List<String> files = Git.untracked(CANDIDATE);
    if (!files.isEmpty()) {
      String many = files.size() == 1 ? "1 file that" : files.size() + " files that";
      err.println(
          "tare: not in WORKTREE: %s git does not track, such as %s; git add has it measured"
              .formatted(many, files.get(0)));
    }
  }

  private GateSides.Named jar(String option, String revision, String side)
      throws IOException, InterruptedException {
    String commit = commit(option, revision);
    Path tree = scratch.resolve(side);
    Path here = checkedOut(option, revision, commit, tree);
    building = side + ", " + revision;
    err.println(
        "gate: building " + side + ", " + revision + " (" + commit.substring(0, SHORT) + ")");
    err.flush();
    Path kept = Files.createDirectories(built.folder());
    Path log = kept.resolve(side + ".log");
    int exit = build(here, log);
    if (exit != 0) {
      throw failed(option + " " + revision, exit, log, tree);
    }
    Path made = here.resolve(asked.jar());
    if (!Files.isRegularFile(made)) {
      throw new CommandFailure(
          "%s %s: the build left no %s; --jar names it%s"
              .formatted(
                  option,
                  revision,
                  asked.jar(),
                  Nearest.asked(asked.jar().toString(), built(here))));
    }
    Path jar = kept.resolve(side + ".jar");
    Files.copy(made, jar, StandardCopyOption.REPLACE_EXISTING);
    String known = Git.known(option, revision);
    String called = revision + " at " + known.substring(0, SHORT);
    return new GateSides.Named(
        option + " " + revision + ": its " + asked.jar(),
        jar,
        Map.of(Facts.REVISION, commit.equals(known) ? called : called + ", with changes"));
  }

  private static Path checkedOut(String option, String revision, String commit, Path tree)
      throws IOException {
    Git.run(option, "worktree", "add", "--detach", tree.toString(), commit);
    String prefix = Git.run(option, "rev-parse", "--show-prefix");
    Path here = tree.resolve(prefix);
    if (!Files.isDirectory(here)) {
      throw new CommandFailure(option + " " + revision + ": that revision has no folder " + prefix);
    }
    return here;
  }

  private static List<String> built(Path here) throws IOException {
    try (Stream<Path> files = Files.find(here, DEEP, (path, is) -> isJmh(path))) {
      return files.map(path -> here.relativize(path).toString()).sorted().toList();
    }
  }

  private static boolean isJmh(Path path) {
    try {
      JmhJar.read(path);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Prints what the build says of it: whoever reads the one line may not have the log. */
  private CommandFailure failed(String revision, int exit, Path log, Path tree) throws IOException {
    BuildLog printed = BuildLog.read(log, tree);
    printed.telling().forEach(line -> err.println("  " + line));
    err.flush();
    String why = printed.why().map(line -> ": " + line).orElse("");
    return new CommandFailure(
        revision + ": the build ended with " + exit + why + " (all of it: " + log + ")");
  }

  /** The second is refused before the first is built. */
  private static void check(RevisionOptions asked, SameTwice same) throws IOException {
    String program = CommandWords.of(asked.build()).get(0);
    // One in the project need not be here: it is that of the work tree.
    if (!program.contains("/") || program.startsWith("/")) {
      ShellWords.check("--build", program, HOW);
    }
    String baseline = Git.known(BASELINE, asked.baseline());
    String candidate = Git.known(CANDIDATE, asked.candidate());
    boolean alike =
        asked.baseline().equals(RevisionOptions.WORKTREE)
            == asked.candidate().equals(RevisionOptions.WORKTREE);
    if (baseline.equals(candidate) && (alike || Git.changes(CANDIDATE).isEmpty())) {
      String both = baseline.substring(0, SHORT);
      same.refuse(
          "%s %s, %s %s: both are %s%s"
              .formatted(
                  BASELINE,
                  asked.baseline(),
                  CANDIDATE,
                  asked.candidate(),
                  both,
                  alike ? "" : ", and nothing that git tracks is changed here"));
    }
  }

  /**
   * A folder as it lies here, with changes that are not committed, is a commit that no branch has.
   */
  private static String commit(String option, String revision) throws IOException {
    if (revision.equals(RevisionOptions.WORKTREE)) {
      String changed = Git.run(option, "stash", "create");
      if (!changed.isEmpty()) {
        return changed;
      }
    }
    return Git.known(option, revision);
  }

  /** A build goes no further than this process, however that ends. */
  private int build(Path here, Path log) throws IOException, InterruptedException {
    List<String> words = CommandWords.of(asked.build());
    Path program = here.resolve(words.get(0));
    // A program of the work tree; another one has been looked for.
    if (words.get(0).contains("/") && !Files.isExecutable(program)) {
      String why = Files.exists(program) ? "Permission denied" : "No such file or directory";
      throw new UsageFailure("--build " + asked.build() + ": cannot be run (" + why + ")");
    }
    build =
        new ProcessBuilder(HeldProgram.words("TERM", words))
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return build.waitFor();
  }

  /** Ends the build, and leaves no folder of a run that has measured nothing. */
  private void interrupted() throws IOException {
    if (build != null) {
      build.descendants().forEach(ProcessHandle::destroyForcibly);
      build.destroyForcibly().onExit().join();
    }
    err.println("tare: interrupted while building " + building + "; nothing was measured");
    err.flush();
    built.forget(false);
  }

  /** Removes the work trees; once more does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (Cleanup.hasBegun()) {
      interrupted();
    }
    ScratchFolders.remove(scratch);
    Git.prune();
  }
}
