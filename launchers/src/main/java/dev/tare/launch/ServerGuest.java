package dev.tare.launch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Is one guest that is one process, its server, without a shell, a disk of ours or ssh. */
final class ServerGuest extends Guest implements Serves {
  private static final String ELF = "\u007fELF";
  private static final String QCOW2 = "QFI";

  private final KvmOptions.Server server;
  private final String folder;
  private Cgroup cgroup;
  private GuestNetwork network;

  ServerGuest(Environment outer, Spec spec, GuestPlan plan) {
    super(outer, spec, plan);
    this.server = plan.options().server().orElseThrow();
    this.folder = outer.places().scratch() + "/" + spec.name();
  }

  @Override
  void boot() throws IOException {
    outer.ran(Command.of("mkdir", "-m", "700", folder));
    cgroup = Cgroup.make(outer, spec, GuestPlan.outside(spec.limits()));
    network = GuestNetwork.make(outer, spec, true);
    QemuCommand command = server.image().isPresent() ? image(server.image().get()) : appliance();
    Command started = command.command(folder + "/qmp");
    Optional<String> pipe = spec.beginning().pipe();
    if (pipe.isPresent()) {
      String shipped = outer.places().shipped() + "/" + pipe.get();
      started = started.and(command.announcing(shipped));
    }
    qemu = new RunningQemu(outer.start(cgroup.command(started)));
    if (!isDry()) {
      awaitServer();
    }
  }

  private QemuCommand appliance() throws IOException {
    return plan.qemu(
        spec,
        plan.kernel(),
        outer.places().images() + "/" + Places.APPLIANCE,
        plan.append(outer, spec, server.port(), network),
        List.of(),
        network);
  }

  /** A kernel is handed to QEMU as it is; a disk is copied on write, and booted by its firmware. */
  private QemuCommand image(String file) throws IOException {
    String begins = outer.ran(Command.of("head", "-c", "4", file));
    if (begins.startsWith(ELF)) {
      String address = "netdev.ip=" + network.address().orElseThrow() + "/24:" + network.gateway();
      return plan.qemu(spec, file, "", address, List.of(), network);
    }
    String disk = folder + "/image.qcow2";
    outer.ran(
        Command.of("qemu-img", "create", "-q", "-f", "qcow2")
            .and("-F", begins.startsWith(QCOW2) ? "qcow2" : "raw", "-b", file, disk));
    return plan.qemu(
        spec,
        "",
        "",
        "",
        List.of(new QemuCommand.Disk("tare-image", disk, "qcow2", "unsafe", false)),
        network);
  }

  private void awaitServer() throws IOException {
    try {
      qemu.greet();
      pin();
      boolean up = server.image().isPresent() ? answers() : qemu.console().isReadyWithin(PATIENCE);
      if (!up) {
        throw new LaunchException(lateness());
      }
    } catch (LaunchException e) {
      throw qemu.failed(stack(), e);
    }
  }

  private String lateness() {
    String own =
        server.image().isPresent()
            ? ": an image has that address of its own, and answers to TCP and UDP there"
            : "";
    return "nothing serves at %s port %s within %s s%s"
        .formatted(network.address().orElseThrow(), server.port(), PATIENCE.toSeconds(), own);
  }

  /** A stranger says nothing on its console that could be waited for. */
  private boolean answers() throws IOException {
    Command connect =
        Script.of("connect", network.address().orElseThrow(), Integer.toString(server.port()), "1");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean up = false;
    while (!up && qemu.process().isAlive() && System.nanoTime() < deadline) {
      up = outer.succeeds(connect);
    }
    return up;
  }

  @Override
  public String stack() {
    return Kvm.NAME + "(" + server.text() + ")";
  }

  @Override
  public Places places() {
    return Places.insideForeign();
  }

  @Override
  public Process start(Command command) throws IOException {
    throw new LaunchException(
        stack()
            + " is one process, its server: no command runs in it; boot and network measure it");
  }

  @Override
  public Optional<String> address() {
    return network.address();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String link() {
    return network.link().orElseThrow();
  }

  @Override
  public CompletableFuture<?> end() {
    return qemu.process().onExit();
  }

  @Override
  String dataCache() {
    return "";
  }

  /** Returns those of QEMU on the host; the memory is that which the machine says it has. */
  @Override
  public Limits limits() throws IOException {
    if (isDry()) {
      return Limits.NONE;
    }
    Limits found = cgroup.limits();
    if (spec.limits().memoryBytes().isEmpty()) {
      return found;
    }
    long all =
        qemu.qmp().execute("query-memory-size-summary", Map.of()).path("base-memory").asLong();
    return found.with("memory", Long.toString(all - (plan.reserveMib() << 20)));
  }

  @Override
  public Optional<String> loss() {
    return isDry() || qemu.process().isAlive() ? Optional.empty() : Optional.of(died());
  }

  @Override
  void takeAway() throws IOException {
    try {
      if (qemu != null && !isDry()) {
        qemu.end(false);
      }
      if (cgroup != null) {
        cgroup.close();
      }
    } finally {
      try {
        if (network != null) {
          network.close();
        }
      } finally {
        outer.ran(Command.of("rm", "-r", "-f", folder));
      }
    }
  }
}
