package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Is one guest that runs. */
final class KvmGuest implements Environment {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int SSH = 22;
  private static final int LOST = 255;
  private static final Duration OFF = Duration.ofSeconds(15);
  private static final Duration QUIT = Duration.ofSeconds(5);

  private final Environment outer;
  private final Spec spec;
  private final GuestPlan plan;
  private final GuestResources resources;
  private Process qemu;
  private Qmp qmp;
  private GuestConsole console;
  private GuestConnection connection;
  private boolean open = true;

  private KvmGuest(Environment outer, Spec spec, GuestPlan plan, GuestResources resources) {
    this.outer = outer;
    this.spec = spec;
    this.plan = plan;
    this.resources = resources;
  }

  /** Boots it, and waits until commands can be run in it. */
  static KvmGuest boot(Environment outer, Spec spec, GuestPlan plan) throws IOException {
    KvmGuest guest = new KvmGuest(outer, spec, plan, new GuestResources(outer, spec));
    try {
      guest.start();
      return guest;
    } catch (IOException | RuntimeException e) {
      FailedStart.close(guest::close, e);
      throw e;
    }
  }

  private void start() throws IOException {
    Command command = resources.make(plan);
    qemu = outer.start(command);
    int port = SSH;
    if (!outer.isDry()) {
      console = new GuestConsole(qemu.getErrorStream());
      port = awaitBoot();
    }
    String address = resources.network().address().orElse(LOOPBACK);
    connection = connected(address, port);
    if (!outer.isDry()) {
      // A QEMU that ends takes its guest's connection along at once, over any network.
      qemu.onExit().thenRun(connection::end);
      if (spec.beginning().saved().isPresent()) {
        String now = Long.toString(Instant.now().getEpochSecond());
        ran(Command.of("guest-restored", spec.name(), now));
      }
      awaitEngines();
    }
  }

  /** Returns the port of the guest's ssh server. */
  private int awaitBoot() throws IOException {
    try {
      qmp = Qmp.open(qemu.getInputStream(), qemu.getOutputStream());
      if (spec.beginning().equals(Beginning.USUAL)) {
        // QEMU opens a disk by its name once more where the guest is saved.
        resources.disks().unlink();
      }
      if (plan.options().pin().isPresent()) {
        VcpuPinning.pin(outer, qmp, plan.options().pin().get());
      }
      int port = resources.network().address().isPresent() ? SSH : qmp.forwardedPort();
      if (spec.beginning().saved().isPresent()) {
        // What comes for it before is lost, and only sent again after seconds.
        qmp.goOn();
      } else if (!console.isReadyWithin(PATIENCE)) {
        throw new LaunchException("the guest is not up within " + PATIENCE.toSeconds() + " s");
      }
      return port;
    } catch (LaunchException e) {
      throw failed(e);
    }
  }

  private GuestConnection connected(String address, int port) throws IOException {
    try {
      return GuestConnection.open(outer, resources.folder(), address, port);
    } catch (LaunchException e) {
      throw failed(e);
    }
  }

  /** Says whether it was QEMU that ended, and the last words of the guest. */
  private LaunchException failed(LaunchException cause) {
    String why =
        !qemu.isAlive() || isGone() ? "QEMU ended with " + qemu.exitValue() : cause.getMessage();
    return new LaunchException("kvm: " + why + " (" + console.tail() + ")", cause);
  }

  /** Engines that come up in the guest answer before anything is entered in it. */
  private void awaitEngines() throws IOException {
    if (spec.inner().contains(Docker.NAME)) {
      Ended ended = run(Command.of("guest-wait", Docker.NAME), PATIENCE);
      if (!ended.succeeded()) {
        throw new LaunchException("kvm: docker does not come up in the guest: " + ended.lastLine());
      }
    }
  }

  /** Tells whether it has ended, or does within a moment. */
  private boolean isGone() {
    try {
      console.awaitEnd();
      return qemu.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !qemu.isAlive();
    }
  }

  private LaunchException died() {
    return new LaunchException(
        stack()
            + ": the guest died, QEMU ended with "
            + qemu.exitValue()
            + " ("
            + console.tail()
            + ")");
  }

  @Override
  public String stack() {
    return Kvm.NAME;
  }

  @Override
  public Places places() {
    return Places.insideGuest();
  }

  @Override
  public Process start(Command command) throws IOException {
    if (!isDry() && !qemu.isAlive()) {
      throw died();
    }
    return connection.start(command);
  }

  /** A command that failed because the guest did is told from one that failed by itself. */
  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    Ended ended = Ended.of(start(command), limit, command.brief());
    if (ended.exit() == LOST && !isDry()) {
      if (isGone()) {
        throw died();
      }
      if (connection.isLost()) {
        throw new LaunchException(
            stack() + ": the connection into the guest was lost (" + console.tail() + ")");
      }
    }
    return ended;
  }

  @Override
  public Optional<String> address() {
    return plan.options().publish().isPresent()
        ? Optional.of(LOOPBACK)
        : resources.network().address();
  }

  @Override
  public Facts facts() throws IOException {
    return new KvmFacts(outer, plan, resources.disks().dataCache()).of(this);
  }

  /**
   * Returns the limits of QEMU and its threads on the host, and those of the commands in the guest.
   */
  @Override
  public Limits limits() throws IOException {
    if (isDry()) {
      return Limits.NONE;
    }
    Limits found = resources.cgroup().limits();
    String group = "/sys/fs/cgroup/tare/";
    String[] inside =
        ran(Command.of("cat", group + "memory.max", group + "pids.max")).split("\\s+");
    String memory = spec.limits().memoryBytes().isPresent() ? inside[0] : "max";
    String pids = spec.limits().pids().isPresent() ? inside[1] : "max";
    found = memory.equals("max") ? found : found.with("memory", memory);
    return pids.equals("max") ? found : found.with("pids", pids);
  }

  /** QEMU, which is a process of its own where the guest is made on this host. */
  @Override
  public Optional<String> outsidePid() throws IOException {
    return isDry() ? Optional.empty() : Optional.of(Long.toString(qemu.pid()));
  }

  @Override
  public boolean isDry() {
    return outer.isDry();
  }

  /** Its clone would have its address on a bridge, and its disk of data. */
  @Override
  public void save(String into) throws IOException {
    if (plan.options().tap() || !plan.options().overlay() || spec.beginning().pipe().isEmpty()) {
      throw new LaunchException("kvm: only a guest with net=user and data=overlay can be saved");
    }
    ran(Command.of("guest-save"));
    String uri = "exec:cat >" + Command.quoted(into + GuestResources.MEMORY);
    if (isDry()) {
      outer.ran(Command.of("echo", "migrate " + uri));
    } else {
      qmp.save(uri);
    }
    resources.save(into);
    if (!isDry()) {
      quit();
    }
  }

  /** A QEMU that quits may be gone before it has said so. */
  private void quit() throws IOException {
    try {
      qmp.execute("quit", Map.of());
    } catch (LaunchException e) {
      // It ends, or is killed when it is closed.
    }
  }

  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    try {
      if (connection != null) {
        connection.close();
      }
      if (qemu != null && !isDry()) {
        end();
      }
    } finally {
      resources.close();
    }
    open = false;
  }

  /** Powers it off through the guest, then through QEMU, then by force. */
  private void end() throws IOException {
    try {
      boolean off = connection != null && qemu.waitFor(OFF.toSeconds(), TimeUnit.SECONDS);
      if (!off && qmp != null && qemu.isAlive()) {
        quit();
        off = qemu.waitFor(QUIT.toSeconds(), TimeUnit.SECONDS);
      }
      if (!off) {
        qemu.destroyForcibly().waitFor(QUIT.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      qemu.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      if (connection != null) {
        connection.end();
      }
    }
  }
}
