package dev.tare.launch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a virtual machine of QEMU, of the userland: run by the hardware where a guest boots under
 * KVM, else emulated, which its facts say.
 */
final class Kvm implements Layer {
  static final String NAME = "kvm";

  /** Stands between the name and the owner in the name of a process. */
  static final String AT = "@";

  /** Counts what QEMU itself takes. */
  private static final long HARDWARE_BYTES = 128L << 20;

  /**
   * Counts what QEMU takes with the code that it has translated: 410 MiB were seen with a JVM in
   * the guest.
   */
  private static final long EMULATOR_BYTES = 512L << 20;

  /** QEMU, and what holds the connection into its guest: that waits long for one that is gone. */
  private static final Pattern PROCESS =
      Pattern.compile(
          ("\\s*(\\d+)\\s+(?:\\S*qemu-system-\\S+ -name|ssh .* guest-hold) "
                  + "(%s[A-Za-z0-9-]+)%s(\\S+) .*")
              .formatted(Owner.PREFIX, AT));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> engine() {
    return Optional.of(QemuCommand.program(""));
  }

  @Override
  public boolean saves() {
    return true;
  }

  @Override
  public Optional<Finding> lacksForMoving(Environment from, Environment to, Spec spec)
      throws IOException {
    Optional<SshInside> there = to.as(SshInside.class);
    return there.isPresent()
        ? new FarCheck(from, there.get(), spec).finding()
        : Optional.of(
            Finding.missing(to.stack() + " is not reached by ssh", "write ssh(host=NAME)"));
  }

  @Override
  public String meaning() {
    return "a virtual machine (QEMU); emulated where there is no KVM, and says so";
  }

  @Override
  public List<LayerOption> options() {
    return KvmOptions.ALL;
  }

  @Override
  public Map<String, String> reachable() {
    return Map.of("net", "tap");
  }

  @Override
  public boolean ownKernel() {
    return true;
  }

  @Override
  public boolean runsCommands(Map<String, String> options) {
    return !options.containsKey(KvmOptions.APPLIANCE) && !options.containsKey(KvmOptions.IMAGE);
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    return new KvmCheck(outer, spec).findings();
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    GuestPlan plan = GuestPlan.of(outer, spec);
    Guest guest =
        plan.options().server().isPresent()
            ? new ServerGuest(outer, spec, plan)
            : new KvmGuest(outer, spec, plan);
    return guest.booted();
  }

  @Override
  public long besideBytes(Environment outer, Spec spec) throws IOException {
    GuestPlan plan = GuestPlan.of(outer, spec);
    return (plan.reserveMib() << 20) + (plan.kvm() ? HARDWARE_BYTES : EMULATOR_BYTES);
  }

  @Override
  public List<StaleResource> staleResources(Environment outer) throws IOException {
    return processes(outer.run(Script.of("processes")).out());
  }

  /** Returns what a guest's processes are called, by which {@code env --clean} finds them. */
  static String processName(Spec spec) {
    return spec.name() + AT + spec.owner().text();
  }

  /** Returns the guests in a list of processes. */
  static List<StaleResource> processes(String listed) {
    return listed
        .lines()
        .map(PROCESS::matcher)
        .filter(Matcher::matches)
        .flatMap(
            process ->
                StaleResource.of(
                    "guest " + process.group(2),
                    process.group(3),
                    Script.of("kill", process.group(1))))
        .toList();
  }
}
