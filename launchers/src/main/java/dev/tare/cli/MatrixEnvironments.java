package dev.tare.cli;

import dev.tare.experiment.Availability;
import dev.tare.launch.Finding;
import dev.tare.launch.Host;
import dev.tare.launch.Layer;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which environments a matrix can have here, and what they are made of: built as far as they need
 * it, and before they are asked whether they can be had.
 */
final class MatrixEnvironments {
  static final String KVM = "kvm";

  private static final List<String> NESTED = List.of("kvm/docker", "kvm/lxc");
  private static final String SSH = "ssh";
  private static final Layers LAYERS = Layers.standard();
  private static final StackSyntax SYNTAX = new StackSyntax(LAYERS);

  /** Stands for what has not been built: a finding that names it is not one of the host. */
  private static final String NOT_BUILT = "/tare-not-built";

  private final Limits limits;
  private final PrintWriter err;
  private Optional<Userland> userland = Userland.cached();

  MatrixEnvironments(Limits limits, PrintWriter err) {
    this.limits = limits;
    this.err = err;
  }

  /** What environments are made of; absent where only the host itself is visited. */
  Optional<Userland> userland() {
    return userland;
  }

  /**
   * The stacks of those names that can be had.
   *
   * @param missing gets a line for each that cannot
   */
  List<Stack> named(List<String> names, List<String> missing) {
    List<Stack> usable = new ArrayList<>();
    for (Availability one : asked(parsed(names))) {
      if (one.isUsable()) {
        usable.add(one.stack());
      } else {
        missing.add(one.line());
      }
    }
    return usable;
  }

  /** What a matrix has on a host that lacks nothing. */
  static List<String> every() {
    return Stream.concat(simple().stream(), NESTED.stream()).toList();
  }

  /** Bare and every layer that needs no machine's name. */
  private static List<String> simple() {
    return LAYERS.all().stream().map(Layer::name).filter(name -> !name.equals(SSH)).toList();
  }

  /** Bare and every layer that can be had here; of the others a line each. */
  List<Stack> all() {
    List<String> missing = new ArrayList<>();
    List<Stack> usable = new ArrayList<>(named(simple(), missing));
    missing.forEach(line -> err.println("tare: also to be had: " + line));
    if (usable.stream().anyMatch(stack -> stack.text().equals(KVM))) {
      usable.addAll(parsed(NESTED));
    }
    return usable;
  }

  /** Stacks as they are written, whether they can be had or not. */
  static List<Stack> parsed(List<String> texts) {
    try {
      return texts.stream().map(SYNTAX::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--env " + e.getMessage());
    }
  }

  private List<Availability> asked(List<Stack> stacks) {
    List<Availability> first = ask(stacks, new Places(NOT_BUILT, NOT_BUILT, "java", "", "", ""));
    List<Stack> promising =
        first.stream().filter(MatrixEnvironments::isPromising).map(Availability::stack).toList();
    if (promising.stream().allMatch(stack -> stack.text().equals(Stack.BARE))) {
      return first;
    }
    build(promising);
    Places built = AskedHost.with(userland).places();
    List<Availability> all = new ArrayList<>();
    for (Availability one : first) {
      all.addAll(isPromising(one) ? ask(List.of(one.stack()), built) : List.of(one));
    }
    return all;
  }

  private List<Availability> ask(List<Stack> stacks, Places places) {
    Host host = new Host(withFolders(places));
    Owner owner = Owner.ofRun("check");
    return stacks.stream().map(stack -> Availability.of(host, stack, owner, limits)).toList();
  }

  private static Places withFolders(Places places) {
    String temporary = System.getProperty("java.io.tmpdir");
    return new Places(
        places.userland(), places.images(), places.java(), temporary, temporary, temporary);
  }

  /** Whether nothing is missing, or only what is built here. */
  private static boolean isPromising(Availability one) {
    return one.findings().stream()
        .filter(Finding::stops)
        .allMatch(finding -> finding.what().contains(NOT_BUILT));
  }

  private void build(List<Stack> stacks) {
    try {
      // Containers need no guest: they are had also where none can be built.
      userland = Optional.of(Userland.built(step -> err.println("userland: " + step)));
      List<String> names = stacks.stream().flatMap(stack -> stack.layers().stream()).toList();
      Userland.builtFor(names, step -> err.println("userland: " + step));
    } catch (IOException e) {
      err.println("tare: not all that environments are made of could be built: " + e.getMessage());
    }
  }
}
