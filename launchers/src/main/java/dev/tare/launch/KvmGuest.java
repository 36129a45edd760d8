package dev.tare.launch;

import dev.tare.proc.GroupLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Is one guest that is reached through ssh. */
final class KvmGuest extends Guest implements Migratable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int SSH = 22;
  private static final int LOST = 255;

  private final GuestResources resources;
  private volatile Optional<GuestMove> moving = Optional.empty();
  private GuestConnection connection;

  KvmGuest(Environment outer, Spec spec, GuestPlan plan) {
    super(outer, spec, plan);
    this.resources = new GuestResources(outer, spec);
  }

  @Override
  void boot() throws IOException {
    Command command = resources.make(plan);
    qemu = new RunningQemu(outer.start(command));
    int port = SSH;
    if (!outer.isDry()) {
      port = awaitBoot();
    }
    String address = resources.network().address().orElse(LOOPBACK);
    connection = connected(address, port);
    if (!outer.isDry()) {
      endWith(qemu);
      if (spec.beginning().saved().isPresent()) {
        String now = Long.toString(Instant.now().getEpochSecond());
        ran(Command.of("guest-restored", spec.name(), now));
      }
      awaitEngines();
      if (plan.options().topology().isPresent()) {
        plan.options().topology().get().check(this);
      }
    }
  }

  /** A QEMU that ends takes its guest's connection along at once, over any network. */
  private void endWith(RunningQemu one) {
    Runnable ended =
        () -> {
          if (one == qemu) {
            connection.end();
          }
        };
    one.process().onExit().thenRun(ended);
  }

  /** Returns the port of the guest's ssh server. */
  private int awaitBoot() throws IOException {
    try {
      qemu.greet();
      if (spec.beginning().equals(Beginning.USUAL)) {
        // QEMU opens a disk by its name once more where the guest is saved.
        resources.disks().unlink();
      }
      tell();
      int port = resources.network().address().isPresent() ? SSH : qemu.qmp().forwardedPort();
      if (spec.beginning().saved().isPresent()) {
        // What comes for it before is lost, and only sent again after seconds.
        qemu.qmp().goOn();
      } else if (!qemu.console().isReadyWithin(COMING_UP)) {
        throw new LaunchException("the guest is not up within " + COMING_UP.toSeconds() + " s");
      }
      return port;
    } catch (LaunchException e) {
      throw qemu.failed(Kvm.NAME, e);
    }
  }

  private GuestConnection connected(String address, int port) throws IOException {
    try {
      String held = Kvm.processName(spec);
      return GuestConnection.open(outer, held, resources, address, port);
    } catch (LaunchException e) {
      throw qemu.failed(Kvm.NAME, e);
    }
  }

  /** Engines that come up in the guest answer before anything is entered in it. */
  private void awaitEngines() throws IOException {
    if (spec.inner().contains(Docker.NAME)) {
      Ended ended = run(Command.of("guest-wait", Docker.NAME));
      if (!ended.succeeded()) {
        throw new LaunchException("kvm: docker does not come up in the guest: " + ended.lastLine());
      }
    }
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
    if (!isDry() && !qemu.process().isAlive()) {
      throw new LaunchException(died());
    }
    return connection.start(command);
  }

  /** A command that failed because the guest did is told from one that failed by itself. */
  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    Ended ended = Ended.of(start(command), limit, command.brief());
    if (ended.exit() == LOST && !isDry()) {
      if (qemu.isGone()) {
        throw new LaunchException(died());
      }
      if (connection.isLost()) {
        throw new LaunchException(
            stack() + ": the connection into the guest was lost (" + qemu.console().tail() + ")");
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
  String dataCache() {
    return resources.disks().dataCache();
  }

  /**
   * Returns the limits of QEMU and its threads on the host, and those of the commands in the guest.
   */
  @Override
  public Limits limits() throws IOException {
    if (isDry()) {
      return Limits.NONE;
    }
    Limits asked = spec.limits();
    Limits found = resources.cgroup().limits();
    if (DiskThrottle.isAsked(asked)) {
      found = found.or(DiskThrottle.of(qemu.qmp()));
    }
    found = asked.memoryBytes().isPresent() ? withOwn("memory", found) : found;
    return asked.pids().isPresent() ? withOwn("pids", found) : found;
  }

  private Limits withOwn(String limit, Limits found) throws IOException {
    String max = ran(Command.of("cat", "/sys/fs/cgroup/tare/" + limit + ".max")).strip();
    return GroupLimits.limit(max).isPresent() ? found.with(limit, max) : found;
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
      qemu.qmp().save(uri);
    }
    resources.save(into);
    if (!isDry()) {
      qemu.quit();
    }
  }

  /** Only on a bridge does the world find it again at another link. */
  @Override
  public Move move(MovePlan how) throws IOException {
    if (!plan.options().tap() || !plan.options().overlay()) {
      throw new LaunchException("kvm: only a guest with net=tap and data=overlay can be moved");
    }
    if (resources.isAway()) {
      throw new LaunchException("kvm: it is on another machine, and is not moved from there");
    }
    boolean arrived = false;
    try {
      GuestMove move = begun(how);
      moving = Optional.of(move);
      Move made = isDry() ? move.rehearsed(outer) : move.made();
      arrived = made.arrived();
      if (arrived && !isDry()) {
        goTo(move.destination());
      }
      return made;
    } catch (LaunchException e) {
      throw qemu.isGone()
          ? new LaunchException(died())
          : new LaunchException(stack() + ": " + e.getMessage(), e);
    } finally {
      if (!arrived) {
        moving.ifPresent(GuestMove::close);
      }
      moving = Optional.empty();
      resources.endMove(arrived);
    }
  }

  private GuestMove begun(MovePlan how) throws IOException {
    if (how.to().isEmpty()) {
      RunningQemu other = new RunningQemu(outer.start(resources.destination()));
      return new GuestMove(qemu, other, how, GuestMove.Path.here(resources.socket()));
    }
    FarMove away = resources.away(how.to().get());
    RunningQemu other = away.started(resources.qemu(), resources.disks().disks());
    String tap = resources.network().makeOther(spec);
    return new GuestMove(qemu, other, how, away.connected(plan.arch(), tap, how.limit()));
  }

  private void goTo(RunningQemu destination) throws IOException {
    RunningQemu before = qemu;
    qemu = destination;
    endWith(destination);
    before.end(false);
    tell();
  }

  /** Tells a QEMU that runs what is no part of its command. */
  private void tell() throws IOException {
    pin();
    DiskThrottle.set(qemu.qmp(), spec.limits());
  }

  @Override
  void takeAway() throws IOException {
    try {
      moving.ifPresent(GuestMove::close);
      if (connection != null) {
        connection.close();
      }
      if (qemu != null && !isDry()) {
        qemu.end(connection != null);
      }
    } finally {
      if (connection != null && !isDry()) {
        connection.end();
      }
      resources.close();
    }
  }
}
