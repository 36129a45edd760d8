package dev.tare.launch;

import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what keeps a guest from moving to another machine. */
final class FarCheck {
  private static final Pattern VERSION = Pattern.compile("version ((\\d+)\\.(\\d+)\\S*)");

  /** The first that hands frames on through a socket. */
  private static final int OLDEST = 702;

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
    Optional<Finding> here = bound();
    if (here.isPresent()) {
      return here;
    }
    new FarCache(from, to.side).guestImages(to.places().images());
    Spec plain = plain();
    Optional<Finding> there =
        new KvmCheck(to, plain).findings().stream().filter(Finding::stops).findFirst();
    if (there.isPresent()) {
      return there.map(one -> Finding.missing(host() + one.what(), one.remedy()));
    }
    return versions().or(this::processors);
  }

  private String host() {
    return to.side.host() + ": ";
  }

  /** What holds on this machine would not over there. */
  private Optional<Finding> bound() {
    String vhost = spec.option("vhost", "off");
    boolean limited = !GuestPlan.outside(spec.limits()).equals(Limits.NONE);
    return spec.option("pin").isPresent() || vhost.equals("on") || limited
        ? Optional.of(
            Finding.missing(
                "pin=, vhost=on and limits of CPUs hold on one machine alone",
                "leave them out; vcpus= says how many CPUs it has"))
        : Optional.empty();
  }

  /** Nothing is made over there that needs root. */
  private Spec plain() {
    TreeMap<String, String> options = new TreeMap<>(spec.options());
    options.remove("net");
    options.put("data", "overlay");
    return new Spec(spec.owner(), spec.name(), options, spec.limits());
  }

  private Optional<Finding> versions() throws IOException {
    String here = version(from);
    String there = version(to);
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

  private Optional<Finding> processors() {
    try {
      boolean here = GuestPlan.of(from, spec).kvm();
      boolean there = GuestPlan.of(to, spec).kvm();
      return here == there
          ? Optional.empty()
          : Optional.of(
              Finding.missing(
                  host() + "guests are " + run(there) + " there, " + run(here) + " here",
                  "write accel=tcg to have them emulated on both"));
    } catch (IOException e) {
      return Optional.of(Finding.missing(host() + e.getMessage(), "mend that"));
    }
  }

  private static String run(boolean kvm) {
    return kvm ? "run by KVM" : "emulated";
  }
}
