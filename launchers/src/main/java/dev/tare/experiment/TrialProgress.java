package dev.tare.experiment;

import dev.tare.experiment.TrialOutcome.End;
import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes what is known of a trial, and what its end is called. */
final class TrialProgress {
  /** Says how the trial words it when the counter of kills has risen. */
  static final String KILLED_FOR_MEMORY = "killed for its memory";

  private static final int KILLED = 137;
  private static final int USAGE = 2;
  private static final Duration A_LOOK = Duration.ofSeconds(20);
  private static final Pattern FULL =
      Pattern.compile("No space left on device|ENOSPC|disk is full|Disk quota exceeded");
  private static final Pattern OOM_KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");

  /** Lists where a container sees its own group, version 2 and version 1. */
  private static final List<String> OOM_COUNTERS =
      List.of("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control");

  private final List<String> finished = new ArrayList<>();
  private final SortedMap<String, String> failures = new TreeMap<>();
  private final SortedMap<String, String> crashes = new TreeMap<>();
  private List<String> planned = List.of();
  private Facts facts;
  private String running;
  private String lastLine = "";
  private boolean complete;
  private boolean crashed;
  private boolean second;

  synchronized void add(TrialEvent event) {
    if (event instanceof TrialEvent.FactsRead read) {
      facts = read.facts();
    } else if (event instanceof TrialEvent.Planned all) {
      planned = second && !planned.isEmpty() ? planned : all.runs();
    } else if (event instanceof TrialEvent.Started started) {
      running = started.run();
    } else if (event instanceof TrialEvent.Ended ended) {
      running = null;
      ended
          .failure()
          .ifPresentOrElse(why -> failures.put(ended.run(), why), () -> finished.add(ended.run()));
    } else if (event instanceof TrialEvent.Finished) {
      complete = true;
    }
  }

  /** A JVM crashed in an emulated guest: what it ran is neither finished nor failed. */
  synchronized void crashed(String run, String why) {
    crashed = true;
    crashes.put(run, why);
    running = null;
  }

  synchronized boolean hasCrashed() {
    return crashed;
  }

  synchronized boolean isSecond() {
    return second;
  }

  synchronized String running() {
    return running == null ? TrialOutcome.NO_RUN : running;
  }

  /** The plan of what crashed and of what did not come to run: it is started now. */
  synchronized TrialTask left(TrialTask plan) {
    second = true;
    crashed = false;
    complete = false;
    running = null;
    Set<String> skip = new TreeSet<>(plan.skip());
    skip.addAll(finished);
    skip.addAll(failures.keySet());
    return plan.withSkip(skip).withFacts(plan.facts() && facts == null);
  }

  synchronized void said(String line) {
    if (!line.isBlank()) {
      lastLine = line.strip();
    }
  }

  synchronized TrialOutcome outcome(Environment environment, int exit, boolean timedOut) {
    if (environment.isDry()) {
      return outcome(End.FINISHED, null);
    }
    if (crashed) {
      // Not run again: it has failed.
      crashes.forEach(failures::putIfAbsent);
      failures.remove(TrialOutcome.NO_RUN);
    }
    if (complete) {
      return completed();
    }
    End end = timedOut ? End.TIMED_OUT : endOf(environment, exit);
    String reason =
        switch (end) {
          case TIMED_OUT -> "nothing heard for too long, ended";
          case OUT_OF_MEMORY -> KILLED_FOR_MEMORY;
          default -> "ended with " + exit + behind(environment.loss().orElse(lastLine));
        };
    if (running != null) {
      failures.put(running, reason);
    }
    return outcome(end, reason);
  }

  private static String behind(String line) {
    return line.isEmpty() ? "" : ": " + line;
  }

  private TrialOutcome completed() {
    if (failures.isEmpty()) {
      return outcome(End.FINISHED, null);
    }
    String all = String.join("\n", failures.values());
    End end =
        all.contains(KILLED_FOR_MEMORY)
            ? End.OUT_OF_MEMORY
            : FULL.matcher(all).find() ? End.DISK_FULL : End.BENCHMARK_FAILED;
    String first = failures.firstKey();
    return outcome(end, first + ": " + failures.get(first));
  }

  private End endOf(Environment environment, int exit) {
    if (exit == USAGE && planned.isEmpty()) {
      return End.REFUSED;
    }
    if (exit == KILLED && wasKilledForMemory(environment)) {
      return End.OUT_OF_MEMORY;
    }
    return FULL.matcher(lastLine).find() ? End.DISK_FULL : End.DIED;
  }

  /** Asks the group that is left: an environment is made for one run, so any kill is ours. */
  private static boolean wasKilledForMemory(Environment environment) {
    if (environment.stack().equals(Stack.BARE)) {
      return false;
    }
    for (String counter : OOM_COUNTERS) {
      try {
        Ended said = environment.run(Command.of("cat", counter), A_LOOK);
        Matcher kills = OOM_KILLS.matcher(said.out());
        if (said.succeeded() && kills.find() && !kills.group(1).equals("0")) {
          return true;
        }
      } catch (IOException e) {
        // Gone as well: that it died is what is known.
        return false;
      }
    }
    return false;
  }

  private TrialOutcome outcome(End end, String reason) {
    return new TrialOutcome(
        end,
        Optional.ofNullable(reason),
        finished,
        new TreeMap<>(failures),
        new TreeMap<>(crashes),
        Optional.ofNullable(facts),
        planned);
  }
}
