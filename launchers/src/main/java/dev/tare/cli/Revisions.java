package dev.tare.cli;

import dev.tare.bench.app.CommandWords;
import dev.tare.experiment.Session;
import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Host;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.ScratchFolders;
import dev.tare.result.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds two revisions of what lies here, each in a git work tree of its own that is removed
 * afterwards. The jars, and what the builds printed, stay in the run's folder.
 */
final class Revisions implements AutoCloseable {
  private static final Host HOST = new Host(new Places("", "", "", "", "", ""));
  private static final Duration GIT = Duration.ofMinutes(2);
  private static final String HEAD = "HEAD";
  private static final String BASELINE = "--baseline-rev";
  private static final String CANDIDATE = "--candidate-rev";

  /** A commit of what is not committed needs a name, also where nobody has given git one. */
  private static final Command GIT_COMMAND =
      Command.of("git")
          .with("GIT_AUTHOR_NAME", "tare")
          .with("GIT_AUTHOR_EMAIL", "tare@localhost")
          .with("GIT_COMMITTER_NAME", "tare")
          .with("GIT_COMMITTER_EMAIL", "tare@localhost");

  private final RevisionOptions asked;
  private final Path kept;
  private final Path scratch;
  private final PrintWriter err;
  private final boolean isNew;
  private volatile String building = "";
  private volatile Process build;
  private boolean closed;

  private Revisions(RevisionOptions asked, Path kept, PrintWriter err) throws IOException {
    this.asked = asked;
    this.kept = kept;
    this.err = err;
    this.isNew = !Files.exists(kept.getParent());
    // With the work trees of one that was killed.
    ScratchFolders.removeAbandoned(ScratchFolders.bases());
    this.scratch =
        ScratchFolders.make(Owner.ofRun(Session.plain(kept.getParent().getFileName().toString())));
    // Whoever removes what a kill left has git forget it too.
    Files.writeString(
        scratch.resolve(ScratchFolders.REPOSITORY), Path.of("").toAbsolutePath() + "\n");
  }

  /** Prints how both would be built; refuses what git does not know. */
  static void print(RevisionOptions asked, PrintWriter out) throws IOException {
    check(asked);
    for (String revision : List.of(asked.baseline(), asked.candidate())) {
      String commit =
          revision.equals(RevisionOptions.WORKTREE)
              ? "\"$(git stash create)\""
              : Command.quoted(revision);
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
   * @param err gets how far it is
   */
  static GateSides.Jars built(RevisionOptions asked, FolderOption place, PrintWriter err)
      throws IOException, InterruptedException {
    check(asked);
    Path kept = place.settled(Instant.now()).resolve(RunPlace.BUILD).toAbsolutePath().normalize();
    RunPlace.checkNew(kept.getParent());
    MachineLock.check();
    List<Path> jars = new ArrayList<>();
    try (Revisions revisions = new Revisions(asked, kept, err)) {
      Cleanup.closing(revisions);
      jars.add(revisions.jar(BASELINE, asked.baseline(), "baseline"));
      jars.add(revisions.jar(CANDIDATE, asked.candidate(), "candidate"));
    }
    return new GateSides.Jars(Optional.of(jars.get(0)), Optional.of(jars.get(1)));
  }

  private Path jar(String option, String revision, String side)
      throws IOException, InterruptedException {
    String commit = commit(option, revision);
    Path tree = scratch.resolve(side);
    git(option, "worktree", "add", "--detach", tree.toString(), commit);
    String prefix = prefix(option);
    Path here = tree.resolve(prefix);
    if (!Files.isDirectory(here)) {
      throw new CommandFailure(
          ExitCode.FAILED, option + " " + revision + ": that revision has no folder " + prefix);
    }
    building = side + ", " + revision;
    err.println("gate: building " + side + ", " + revision + " (" + commit.substring(0, 12) + ")");
    err.flush();
    Files.createDirectories(kept);
    Path log = kept.resolve(side + ".log");
    int exit = build(here, log);
    if (exit != 0) {
      throw new CommandFailure(
          ExitCode.FAILED,
          option
              + " "
              + revision
              + ": the build ended with "
              + exit
              + last(log)
              + " ("
              + log
              + ")");
    }
    Path made = here.resolve(asked.jar());
    if (!Files.isRegularFile(made)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          option + " " + revision + ": the build left no " + asked.jar() + "; --jar names it");
    }
    Path jar = kept.resolve(side + ".jar");
    Files.copy(made, jar, StandardCopyOption.REPLACE_EXISTING);
    return jar;
  }

  /** The second is refused before the first is built. */
  private static void check(RevisionOptions asked) throws IOException {
    Programs.check("--build", CommandWords.of(asked.build()).get(0));
    known(BASELINE, asked.baseline());
    known(CANDIDATE, asked.candidate());
  }

  /** The commit of a revision; of what lies here, the one that it was made from. */
  private static String known(String option, String revision) throws IOException {
    String name = revision.equals(RevisionOptions.WORKTREE) ? HEAD : revision;
    Command command =
        GIT_COMMAND.and("rev-parse", "--verify", "-q", "--end-of-options", name + "^{commit}");
    Ended ended = HOST.run(command, GIT);
    if (ended.exit() == 1) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " " + revision + ": no such revision" + meant(option, revision));
    }
    return said(option + " " + revision, ended);
  }

  /**
   * Returns what is missing of a clone that a CI service made, or the branch or tag that was meant.
   */
  private static String meant(String option, String revision) throws IOException {
    if (git(option, "rev-parse", "--is-shallow-repository").equals("true")) {
      return "; this clone has only the last commits: git fetch --deepen=1";
    }
    List<String> names = new ArrayList<>(List.of(RevisionOptions.WORKTREE, HEAD));
    git(option, "for-each-ref", "--format=%(refname:short)").lines().forEach(names::add);
    return revision.matches(".*[~^@].*") ? "" : Nearest.asked(revision, names);
  }

  /**
   * A folder as it lies here, with changes that are not committed, is a commit that no branch has.
   */
  private static String commit(String option, String revision) throws IOException {
    if (revision.equals(RevisionOptions.WORKTREE)) {
      String changed = git(option, "stash", "create");
      if (!changed.isEmpty()) {
        return changed;
      }
    }
    return known(option, revision);
  }

  /** Tells where in the work tree this folder lies. */
  private static String prefix(String option) throws IOException {
    return git(option, "rev-parse", "--show-prefix");
  }

  private static String git(String option, String... words) throws IOException {
    return said(option, HOST.run(GIT_COMMAND.and(words), GIT));
  }

  private static String said(String option, Ended ended) {
    if (!ended.succeeded()) {
      String why = ended.err().lines().findFirst().orElse("git ended with " + ended.exit());
      throw new CommandFailure(ExitCode.USAGE, option + ": " + why);
    }
    return ended.out().strip();
  }

  private int build(Path here, Path log) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(CommandWords.of(asked.build()))
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile());
    try {
      build = builder.start();
      return build.waitFor();
    } catch (IOException e) {
      // A program of the work tree that is there, and cannot be run.
      throw new CommandFailure(ExitCode.USAGE, "--build " + asked.build() + ": cannot be run");
    }
  }

  private static String last(Path log) throws IOException {
    return Files.readString(log)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .map(line -> ": " + line.strip())
        .orElse("");
  }

  /** Ends the build, and leaves no folder of a run that has measured nothing. */
  private void interrupted() throws IOException {
    if (build != null) {
      build.descendants().forEach(ProcessHandle::destroyForcibly);
      build.destroyForcibly().onExit().join();
    }
    err.println("tare: interrupted while building " + building + "; nothing was measured");
    err.flush();
    ScratchFolders.remove(kept);
    if (isNew) {
      Files.deleteIfExists(kept.getParent());
    }
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
    HOST.run(Command.of("git", "worktree", "prune"), GIT);
  }
}
