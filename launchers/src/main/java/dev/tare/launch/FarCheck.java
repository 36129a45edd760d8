package dev.tare.launch;

import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what keeps a guest from moving to another machine. */
final class FarCheck {
  private static final Pattern VERSION = Pattern.compile("version ((\\d+)\\.(\\d+)\\S*)");

  /** Is the first that hands frames on through a socket. */
  private static final int OLDEST = 702;

  private static final String EMULATED = "write accel=tcg to have it emulated on both";

  private final Environment from;
  private final SshInside to;
  private final Spec spec;

  FarCheck(Environment from, SshInside to, Spec spec) {
    this.from = from;
    this.to = to;
    this.spec = spec;
  }

  /** Returns the first of all; what guests are made of is sent before it can be looked at. */
  Optional<Finding> finding() throws IOException {
    if (from.isDry()) {
      return Optional.empty();
    }
    Optional<Finding> first = bound();
    first = first.isPresent() ? first : programs();
    if (first.isPresent()) {
      return first;
    }
    new FarCache(from, to).guestImages(to.places().images());
    first = there(new KvmCheck(to, plain()).findings().stream().filter(Finding::stops).findFirst());
    return first.isPresent() ? first : processors();
  }

  private Optional<Finding> there(Optional<Finding> found) {
    return found.map(one -> Finding.missing(host() + one.what(), one.remedy()));
  }

  private String host() {
    return to.host() + ": ";
  }

  /** Finds options that hold on this machine and would not over there. */
  private Optional<Finding> bound() {
    String vhost = spec.option("vhost", "off");
    boolean limited = !GuestPlan.outside(spec.limits()).equals(Limits.NONE);
    boolean own = spec.option("pin").isPresent() || spec.option("kernel").isPresent();
    return own || vhost.equals("on") || limited
        ? Optional.of(
            Finding.missing(
                "kernel=, pin=, vhost=on and limits of CPUs hold on one machine alone",
                "leave them out; vcpus= says how many CPUs it has"))
        : Optional.empty();
  }

  /** Returns it without what needs root, of which nothing is made over there. */
  private Spec plain() {
    TreeMap<String, String> options = new TreeMap<>(spec.options());
    options.remove("net");
    options.put("data", "overlay");
    return new Spec(spec.owner(), spec.name(), options, spec.limits());
  }

  private Optional<Finding> programs() throws IOException {
    Optional<Finding> none = there(KvmCheck.noQemu(to, GuestPlan.architecture(to)));
    return none.isPresent() ? none : versions(version(from), version(to));
  }

  private Optional<Finding> versions(String here, String there) {
    Matcher parts = VERSION.matcher(here);
    if (!here.equals(there)) {
      return Optional.of(
          Finding.missing(
              host() + "QEMU there is " + number(there) + ", here " + number(here),
              "install the same on both: a machine of one need not run in the other"));
    }
    int major = parts.find() ? Integer.parseInt(parts.group(2)) : 0;
    return major > 0 && major * 100 + Integer.parseInt(parts.group(3)) < OLDEST
        ? Optional.of(
            Finding.missing("QEMU " + number(here) + " is too old", "install 7.2 or newer"))
        : Optional.empty();
  }

  private String version(Environment where) throws IOException {
    String program = QemuCommand.program(GuestPlan.architecture(where));
    return where.ran(Command.of(program, "--version")).lines().findFirst().orElse("");
  }

  private static String number(String line) {
    Matcher version = VERSION.matcher(line);
    return version.find() ? version.group(1) : "unknown";
  }

  private Optional<Finding> processors() throws IOException {
    boolean here = GuestPlan.of(from, spec).kvm();
    boolean there = GuestPlan.of(to, plain()).kvm();
    if (here != there) {
      return Optional.of(
          Finding.missing(
              host() + "guests are " + run(there) + " there, " + run(here) + " here", EMULATED));
    }
    Command read = Command.of("cat", "/proc/cpuinfo");
    return here ? processors(host(), from.ran(read), to.ran(read)) : Optional.empty();
  }

  private static String run(boolean kvm) {
    return kvm ? "run by KVM" : "emulated";
  }

  /**
   * Finds that CPUs differ: a machine that KVM runs has the host's own, and goes on with them.
   *
   * @param host what the other machine is called
   * @param here what the kernel says of them, {@code /proc/cpuinfo}
   */
  static Optional<Finding> processors(String host, String here, String there) {
    // The last are those of an ARM, which has no name there.
    for (String key : List.of("model name", "CPU implementer", "CPU part")) {
      String one = ProcText.value(here, key).orElse("unknown");
      String other = ProcText.value(there, key).orElse("unknown");
      if (!one.equals(other)) {
        return Optional.of(
            Finding.missing(host + key + " is " + other + " there, " + one + " here", EMULATED));
      }
    }
    for (String key : List.of("flags", "Features")) {
      Set<String> one = words(here, key);
      Set<String> other = words(there, key);
      one.removeAll(other);
      if (!one.isEmpty()) {
        return Optional.of(
            Finding.missing(host + "its CPU has not " + String.join(", ", one), EMULATED));
      }
    }
    return Optional.empty();
  }

  private static Set<String> words(String cpuinfo, String key) {
    return new TreeSet<>(List.of(ProcText.value(cpuinfo, key).orElse("").split(" ")));
  }
}
