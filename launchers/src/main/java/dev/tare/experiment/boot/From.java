package dev.tare.experiment.boot;

import dev.tare.experiment.Choice;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.launch.Finding;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layer;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says where a start begins. */
enum From implements Choice {
  /** A start with nothing but the image. */
  IMAGE,
  /** A start with what another one like it was when it was up and saved. */
  SNAPSHOT,
  /** A start with what a container was whose JVM was warm and that was saved. */
  CHECKPOINT;

  private static final String OVERLAY = "overlay";
  private static final String NONE =
      "none of the environments has one; runc has checkpoints, kvm with net=user has snapshots";

  /**
   * Tells whether a stack can begin so: containers have checkpoints, and snapshots machines that
   * have neither a link nor a disk that their clones would share.
   */
  boolean isOf(Stack stack) {
    return this == IMAGE
        || stack.steps().size() == 1
            && stack.steps().get(0).layer().saves()
            && stack.hasGuest() == (this == SNAPSHOT)
            && isAlone(stack.steps().get(0).options());
  }

  private static boolean isAlone(Map<String, String> options) {
    return !options.getOrDefault("net", "").equals("tap")
        && options.getOrDefault("data", OVERLAY).equals(OVERLAY);
  }

  /**
   * Checks that there is anything to be started.
   *
   * @throws IllegalArgumentException in one line, where no environment can begin from any of them
   */
  static void checkAny(Setting setting, List<From> asked) {
    List<Stack> stacks = stacks(setting);
    boolean any =
        stacks.stream().anyMatch(stack -> asked.stream().anyMatch(one -> one.isOf(stack)));
    if (!any && !stacks.isEmpty()) {
      String words = asked.stream().map(From::word).collect(Collectors.joining(","));
      throw new IllegalArgumentException("--from " + words + ": " + NONE);
    }
  }

  private static List<Stack> stacks(Setting setting) {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    return setting.environments().stream().map(syntax::parse).toList();
  }

  /**
   * Those that one of the environments can begin from on this host.
   *
   * @throws LaunchException in one line, where there are none
   */
  static List<From> had(
      List<From> asked, Setting setting, Session session, Experiment.Lacking lacking)
      throws IOException {
    List<From> left = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (From from : asked) {
      Optional<String> why = Optional.of(NONE);
      for (Stack stack : stacks(setting)) {
        if (why.isPresent() && from.isOf(stack)) {
          why = from.lack(stack, session);
        }
      }
      if (why.isEmpty()) {
        left.add(from);
      } else {
        lines.add("--from " + from.word() + ": " + why.get());
      }
    }
    if (left.isEmpty()) {
      throw new LaunchException(String.join("; ", lines));
    }
    lines.forEach(line -> lacking.add(line, true));
    return left;
  }

  /**
   * Names environments that begin from nothing that was saved, where that is asked for, and why.
   */
  static Optional<String> without(List<From> asked, List<Stack> stacks) {
    List<From> saved = asked.stream().filter(one -> one != IMAGE).toList();
    String words = saved.stream().map(From::word).collect(Collectors.joining(","));
    return stacks.stream()
        .filter(stack -> !saved.isEmpty() && saved.stream().noneMatch(one -> one.isOf(stack)))
        .map(stack -> stack.text() + ": no " + words + ", " + reason(stack))
        .reduce((one, other) -> one + "; " + other);
  }

  private static String reason(Stack stack) {
    if (stack.steps().size() > 1) {
      return "only a layer that is alone on this host has one";
    }
    Layer layer = stack.steps().get(0).layer();
    return layer.saves() && stack.hasGuest() && !SNAPSHOT.isOf(stack)
        ? "for its clones would have its address on the bridge or its disk of data; take net=user and"
            + " data=overlay"
        : layer.whyNotSaved();
  }

  /** Tells why an environment that could begin so cannot here, one line; absent where it can. */
  Optional<String> lack(Stack stack, Session session) throws IOException {
    return this == IMAGE
        ? Optional.empty()
        : stack.steps().get(0).layer().lacksForSaving(session.host()).map(Finding::line);
  }
}
