package dev.tare.launch;

import java.io.IOException;
import java.util.Optional;

/** Makes what one guest needs on the host, and removes it again. */
final class GuestResources implements AutoCloseable {
  /** Is the saved memory, in the folder of a saved guest. */
  static final String MEMORY = "/memory";

  private final Environment outer;
  private final Spec spec;
  private final String folder;
  private GuestDisks disks;
  private GuestNetwork network;
  private Cgroup cgroup;
  private QemuCommand qemu;
  private Optional<FarMove> away = Optional.empty();

  GuestResources(Environment outer, Spec spec) {
    this.outer = outer;
    this.spec = spec;
    this.folder = outer.places().scratch() + "/" + spec.name();
  }

  /** Makes all of it, and says how QEMU is started. */
  Command make(GuestPlan plan) throws IOException {
    if (!outer.succeeds(Command.of("test", "-r", plan.kernel()))) {
      throw new LaunchException(
          plan.options().kernel().isPresent()
              ? "kvm: kernel=" + plan.kernel() + " cannot be read"
              : "kvm: " + KvmCheck.noImages(plan.kernel()).line());
    }
    outer.ran(Command.of("mkdir", "-m", "700", folder));
    disks = new GuestDisks(outer, spec, folder);
    disks.make(plan.options().overlay(), spec.beginning().saved());
    String key = spec.beginning().saved().isPresent() ? "KEY" : GuestConnection.makeKey(outer);
    cgroup = Cgroup.make(outer, spec, GuestPlan.outside(spec.limits()));
    network = GuestNetwork.make(outer, spec, plan.options().tap());
    qemu =
        plan.qemu(
            spec,
            plan.kernel(),
            outer.places().images() + "/" + Places.INITRD,
            plan.append(outer, spec, key, network),
            disks.disks(),
            network);
    disks.await();
    return cgroup.command(beginning(qemu.command(folder + "/qmp")));
  }

  /** The command with what it says of how the guest begins. */
  private Command beginning(Command command) {
    Beginning beginning = spec.beginning();
    String shipped = outer.places().shipped() + "/";
    Command telling =
        beginning.pipe().map(pipe -> command.and(qemu.announcing(shipped + pipe))).orElse(command);
    return beginning
        .saved()
        .map(from -> telling.and("-incoming", "exec:cat " + Command.quoted(from + MEMORY)))
        .orElse(telling);
  }

  /** Makes what a second QEMU of the same guest needs, and says how it is started to wait. */
  Command destination() throws IOException {
    outer.ran(Command.of("rm", "-f", folder + "/other", socket()));
    return cgroup.command(
        qemu.withTap(network.makeOther(spec)).command(folder + "/other").and("-incoming", "defer"));
  }

  /** Begins a move to another machine: the other QEMU is started to wait there. */
  FarMove away(Environment to) throws IOException {
    SshInside there =
        to.as(SshInside.class)
            .orElseThrow(() -> new LaunchException("a guest is moved by ssh(host=NAME) alone"));
    FarMove one = new FarMove(outer, there, spec, folder);
    synchronized (this) {
      away = Optional.of(one);
    }
    return one;
  }

  QemuCommand qemu() {
    return qemu;
  }

  synchronized void endMove(boolean arrived) throws IOException {
    try {
      if (!arrived && away.isPresent()) {
        away.get().close();
        away = Optional.empty();
      }
    } finally {
      network.endMove(arrived);
    }
  }

  /** Tells whether it is, or goes, to another machine. */
  synchronized boolean isAway() {
    return away.isPresent();
  }

  /** Is where the guest's state goes from one QEMU to another. */
  String socket() {
    return folder + "/move";
  }

  /** Is the folder with the key: a saved guest knows the one that it was made with. */
  String keys() {
    return spec.beginning().saved().orElse(GuestConnection.keys(outer));
  }

  /** Keeps what others can begin from beside the memory, of a guest that stands still. */
  void save(String into) throws IOException {
    outer.ran(Command.of("cp", "-p", keys() + "/key", folder + GuestDisks.ROOT, into));
  }

  String folder() {
    return folder;
  }

  GuestDisks disks() {
    return disks;
  }

  GuestNetwork network() {
    return network;
  }

  Cgroup cgroup() {
    return cgroup;
  }

  /** Removes what was made, however far that came. */
  @Override
  public void close() throws IOException {
    try {
      closeAway();
    } finally {
      try {
        if (cgroup != null) {
          cgroup.close();
        }
      } finally {
        removeRest();
      }
    }
  }

  private synchronized void closeAway() throws IOException {
    if (away.isPresent()) {
      away.get().close();
    }
  }

  private void removeRest() throws IOException {
    try {
      if (network != null) {
        network.close();
      }
    } finally {
      if (disks != null) {
        disks.unlink();
        outer.ran(Command.of("rm", "-r", "-f", folder));
      }
    }
  }
}
