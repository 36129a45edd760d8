package dev.tare.cli;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.Places;
import dev.tare.result.Nearest;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The git of this host, asked about the repository in which this program was started. */
final class Git {
  private static final Host HOST = new Host(new Places("", "", "", "", "", ""));
  private static final Duration GIT = Duration.ofMinutes(2);
  private static final String HEAD = "HEAD";

  /** A commit of what is not committed needs a name, also where nobody has given git one. */
  private static final Command GIT_COMMAND =
      Command.of("git")
          .with("GIT_AUTHOR_NAME", "tare")
          .with("GIT_AUTHOR_EMAIL", "tare@localhost")
          .with("GIT_COMMITTER_NAME", "tare")
          .with("GIT_COMMITTER_EMAIL", "tare@localhost");

  /** Leaves out what this program has left here itself. */
  private static final String NO_RUNS = ":(exclude)" + RunReader.RUNS;

  private Git() {}

  /** The commit of a revision; of what lies here, the one that it was made from. */
  static String known(String option, String revision) throws IOException {
    String name = revision.equals(RevisionOptions.WORKTREE) ? HEAD : revision;
    Command command =
        GIT_COMMAND.and("rev-parse", "--verify", "-q", "--end-of-options", name + "^{commit}");
    Ended ended = HOST.run(command, GIT);
    if (ended.exit() == 1) {
      throw new UsageFailure(
          option + " " + revision + ": no such revision" + meant(option, revision));
    }
    return said(option + " " + revision, ended);
  }

  /**
   * Returns what is missing of a clone that a CI service made, or the branch or tag that was meant.
   */
  private static String meant(String option, String revision) throws IOException {
    if (run(option, "rev-parse", "--is-shallow-repository").equals("true")) {
      return "; this clone has only the last commits: git fetch --deepen=1";
    }
    List<String> names = new ArrayList<>(List.of(RevisionOptions.WORKTREE, HEAD));
    run(option, "for-each-ref", "--format=%(refname:short)").lines().forEach(names::add);
    return revision.matches(".*[~^@].*") ? "" : Nearest.asked(revision, names);
  }

  /**
   * Returns what it prints.
   *
   * @param option of ours that this is for
   */
  static String run(String option, String... words) throws IOException {
    return said(option, HOST.run(GIT_COMMAND.and(words), GIT));
  }

  private static String said(String option, Ended ended) {
    if (!ended.succeeded()) {
      // Below its first line git has the remedy.
      String why = String.join(" ", ended.err().lines().map(String::strip).toList()).strip();
      throw new UsageFailure(
          option + ": " + (why.isEmpty() ? "git ended with " + ended.exit() : why));
    }
    return ended.out().strip();
  }

  /** Returns what git tracks here and is not committed, a line each. */
  static String changes(String option) throws IOException {
    return run(option, "--no-optional-locks", "status", "--porcelain", "-uno");
  }

  /** Returns the files here that git neither tracks nor ignores, but for the runs kept here. */
  static List<String> untracked(String option) throws IOException {
    return run(option, "ls-files", "--others", "--exclude-standard", "--full-name", ":/", NO_RUNS)
        .lines()
        .toList();
  }

  /** Is a commit, by its hash, and the first words about it. */
  record Commit(String hash, String subject) {}

  /** Returns all of a repository, the oldest first. */
  static List<Commit> commits(Path repository) throws IOException {
    Command git = Command.of("git", "-C", repository.toString());
    Ended log =
        HOST.run(
            git.and("log", "--all", "--topo-order", "--reverse", "--format=%H %s"),
            Environment.PATIENCE);
    if (!log.succeeded()) {
      throw new UsageFailure("--by revision: git log: " + log.lastLine());
    }
    return log.out()
        .lines()
        .map(line -> line.split(" ", 2))
        .map(line -> new Commit(line[0], line[1]))
        .toList();
  }

  /**
   * Has it forget work trees that are gone; where it is gone itself, nothing is to be forgotten.
   */
  static void prune() throws IOException {
    HOST.run(Command.of("git", "worktree", "prune"), GIT);
  }
}
