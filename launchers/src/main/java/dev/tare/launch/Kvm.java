package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
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

  /** QEMU itself. */
  private static final long HARDWARE_BYTES = 128L << 20;

  /** QEMU with the code that it has translated: 410 MiB were seen with a JVM in the guest. */
  private static final long EMULATOR_BYTES = 512L << 20;

  /** QEMU, and what holds the connection into its guest: that waits long for one that is gone. */
  private static final Pattern PROCESS =
      Pattern.compile(
          "\\s*(\\d+)\\s+(?:\\S*qemu-system-\\S+ -name|ssh .* guest-hold) ("
              + Owner.PREFIX
              + "[A-Za-z0-9-]+)"
              + AT
              + "(\\S+) .*");

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
  public boolean limits() {
    return true;
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    return new KvmCheck(outer, spec).findings();
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    GuestPlan plan = GuestPlan.of(outer, spec);
    return plan.options().server().isPresent()
        ? ServerGuest.boot(outer, spec, plan)
        : KvmGuest.boot(outer, spec, plan);
  }

  @Override
  public long besideBytes(Environment outer, Spec spec) throws IOException {
    GuestPlan plan = GuestPlan.of(outer, spec);
    return (plan.reserveMib() << 20) + (plan.kvm() ? HARDWARE_BYTES : EMULATOR_BYTES);
  }

  @Override
  public List<StaleResource> staleResources(Environment outer) throws IOException {
    return processes(outer.run(Script.of("processes"), Environment.PATIENCE).out());
  }

  /** Returns what a guest's processes are called, by which {@code env --clean} finds them. */
  static String processName(Spec spec) {
    return spec.name() + AT + spec.owner().text();
  }

  /** Returns the guests in a list of processes. */
  static List<StaleResource> processes(String listed) {
    List<StaleResource> left = new ArrayList<>();
    for (String line : listed.lines().toList()) {
      Matcher process = PROCESS.matcher(line);
      if (process.matches()) {
        Command removal = Script.of("kill", process.group(1));
        Owner.parse(process.group(3))
            .ifPresent(
                owner ->
                    left.add(
                        new StaleResource("guest " + process.group(2), owner, List.of(removal))));
      }
    }
    return left;
  }
}
