package dev.tare.experiment.pages;

import dev.tare.experiment.Experiment;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Step;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.Turn;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.ConcurrentRun;
import dev.tare.experiment.concurrent.GuestCost;
import dev.tare.experiment.concurrent.HostReader;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.Participant;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.MergingProgram;
import dev.tare.launch.ScratchFolders;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Metrics;
import dev.tare.result.PageMetrics;
import dev.tare.result.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what memory environments take, what of it they can share, and what that costs (Sonone). */
public final class Pages implements Experiment<PagesParameters, SharingGuests, PagesResult> {
  /** Holds what making an environment takes, and scanning it, s. */
  private static final double CONTAINER = 2;

  private static final double GUEST = 12;
  private static final double SCAN = 10;

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures what memory environments take, and how much of it they can share.",
            "",
            "Makes some at once, idle or at work, and says what they take of the host, and what"
                + " one more does. With the kernel's KSM on, like pages are merged until all was"
                + " scanned twice: how many, how fast, for how much CPU time of ksmd; then the"
                + " scanning stops, and the work tells what merged pages cost it. Machines are"
                + " merged by QEMU's mem-merge, what runs in containers from Linux 6.4 on. KSM's"
                + " settings are restored. Needs root."),
        List.of(
            "pages --env kvm --env lxc --guests 1,5",
            "pages --env kvm --env docker --guests 5 --workload memcached,nginx,memcached+nginx",
            "pages --env docker --guests 2 --workload app.H2 --dry-run"),
        About.exit(
            "KSM cannot be had or others use it, an environment that was asked for is unavailable,"
                + " or something failed"));
  }

  @Override
  public List<String> usual() {
    return List.of("lxc", "docker", "kvm");
  }

  @Override
  public Setting prepared(Setting setting, PagesParameters asked) {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    for (String text : setting.environments()) {
      Stack stack = syntax.parse(text);
      if (SharingGuests.saysWhetherToShare(stack)) {
        throw new IllegalArgumentException(
            "--env " + text + ": leave merge= out; --sharing says what is merged");
      }
      if (!SharingGuests.canShare(stack)) {
        throw new IllegalArgumentException(
            "--env "
                + text
                + ": its memory cannot be shared by this host's KSM; a machine's (kvm) can, and that"
                + " of containers (docker, podman, lxc, runc, crun, bwrap, nspawn)");
      }
    }
    Setting own = setting.withParams(asked.params());
    asked.workload().forEach(workload -> Work.of(workload, own.params()));
    return own;
  }

  @Override
  public List<String> packs(PagesParameters asked) {
    return asked.workload().stream()
        .flatMap(Work::named)
        .flatMap(one -> one.packs().stream())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public PagesParameters had(
      PagesParameters asked, Setting setting, Session session, Lacking lacking) throws IOException {
    Optional<String> off = obstacle(Sharing.OFF, asked);
    Optional<String> on = obstacle(Sharing.ON, asked);
    boolean without = on.isPresent() && asked.sharing().contains(Sharing.OFF);
    if (off.isPresent() || on.isPresent() && !without) {
      throw new LaunchException(off.or(() -> on).get());
    }
    if (without) {
      lacking.add(on.get() + "; measured without", true);
    }
    return without ? asked.withSharing(List.of(Sharing.OFF)) : asked;
  }

  private static Optional<String> obstacle(Sharing sharing, PagesParameters asked)
      throws IOException {
    return asked.sharing().contains(sharing)
        ? new Ksm(ProcFiles.system())
            .obstacle(sharing, asked.besideOthers(), ScratchFolders.bases())
        : Optional.empty();
  }

  @Override
  public List<SharingGuests> conditions(Plan<PagesParameters> plan) {
    PagesParameters asked = plan.parameters();
    List<SharingGuests> all = new ArrayList<>();
    for (Stack stack : plan.stacks()) {
      for (String workload : asked.workload()) {
        for (int count : asked.guests()) {
          asked
              .sharing()
              .forEach(sharing -> all.add(new SharingGuests(stack, count, workload, sharing)));
        }
      }
    }
    return all;
  }

  @Override
  public double seconds(SharingGuests guests, Plan<PagesParameters> plan) {
    double making = guests.count() * (guests.stack().hasGuest() ? GUEST : CONTAINER);
    Setting setting = plan.setting();
    double work =
        Work.of(guests.workload(), setting.params()).stream()
            .mapToDouble(one -> 2 + one.seconds(setting.timing(), setting.params()))
            .max()
            .orElse(0);
    double scan = guests.sharing() == Sharing.ON ? SCAN : 0;
    return making + work + Math.min(scan, plan.parameters().limitSeconds());
  }

  @Override
  public Optional<String> refusal(
      Turn<SharingGuests> turn,
      Plan<PagesParameters> plan,
      List<Step<SharingGuests, PagesResult>> before,
      Lab lab)
      throws IOException {
    SharingGuests guests = turn.condition();
    Optional<String> why = obstacle(guests.sharing(), plan.parameters());
    if (why.isEmpty() && guests.sharing() == Sharing.ON) {
      why = unmergeable(guests, lab);
    }
    if (why.isPresent()) {
      return why;
    }
    HostReader host = HostReader.of(lab.session());
    GuestCost each =
        GuestCost.expected(guests.stack(), guests.stack().limits(plan.setting().limits()), 0);
    return host.ceiling().refusal(guests.count(), each, host.read());
  }

  @Override
  public PagesResult measure(
      Turn<SharingGuests> turn, Plan<PagesParameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    HostReader host = HostReader.of(lab.session());
    Ksm ksm = new Ksm(ProcFiles.system());
    boolean merges = turn.condition().sharing() == Sharing.ON;
    PagesResult result;
    try (Scanning scanning = new Scanning(lab, host, ksm, plan.parameters(), merges, host.read())) {
      ConcurrentOutcome together =
          new ConcurrentRun(lab, host, scanning)
              .run(participants(turn, plan, isMergeable(turn.condition(), plan, lab)));
      result = scanning.result(together);
    }
    // Those who are left by others have more than so many have, and take less.
    if (result.counts() && !lab.isDry()) {
      keep(result, samples);
      List<Workload> works = Work.of(turn.condition().workload(), plan.setting().params());
      for (Workload work : works) {
        PlaceScores.sample(lab, turn, work, Work.among(works, work), samples);
      }
    }
    return result;
  }

  /** Tells why no memory of such environments can be merged, one line. */
  private static Optional<String> unmergeable(SharingGuests guests, Lab lab) throws IOException {
    return guests.sharesProcesses() && !lab.isDry()
        ? MergingProgram.obstacle(lab.host())
        : Optional.empty();
  }

  /**
   * Tells whether such environments are measured with merged pages, too, in other turns or here.
   */
  private static boolean isMergeable(SharingGuests guests, Plan<PagesParameters> plan, Lab lab)
      throws IOException {
    return plan.parameters().sharing().contains(Sharing.ON) && unmergeable(guests, lab).isEmpty();
  }

  private static List<Participant> participants(
      Turn<SharingGuests> turn, Plan<PagesParameters> plan, boolean mergeable) {
    SharingGuests guests = turn.condition();
    Setting setting = plan.setting();
    List<Workload> works = Work.of(guests.workload(), setting.params());
    List<Participant> all = new ArrayList<>();
    for (int guest = 0; guest < guests.count(); guest++) {
      boolean facts = guest == 0 && turn.isFirst();
      Optional<TrialPlan> trial =
          works.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  works
                      .get(guest % works.size())
                      .trial(setting.timing(), 1, setting.params())
                      .withFacts(facts));
      all.add(
          new Participant(
              turn.slot() + guest,
              guests.name(),
              "guest-" + (guest + 1),
              guests.entered(mergeable),
              setting.limits(),
              trial));
    }
    return all;
  }

  private static void keep(PagesResult result, Samples samples) throws IOException {
    HostReading settled = result.settled().orElseThrow();
    samples.add(Metrics.HOST_MEMORY, result.takenBytes());
    samples.add(Metrics.PSS, HostReading.real(settled.pssBytes()));
    samples.add(Metrics.GROUP_MEMORY, HostReading.real(settled.groupBytes()));
    samples.add(PageMetrics.LOADED_MEMORY, result.loadedBytes());
    samples.add(Metrics.OVERLAP, result.together().overlap());
    if (result.last().isPresent()) {
      Look last = result.last().get();
      KsmCounts counts = last.counts();
      samples.add(PageMetrics.SHARED, counts.shared());
      samples.add(PageMetrics.SHARING, counts.sharing());
      samples.add(PageMetrics.SHARERS, counts.sharers());
      samples.add(PageMetrics.UNSHARED, counts.unshared());
      samples.add(PageMetrics.VOLATILE, counts.changing());
      samples.add(PageMetrics.ZERO, HostReading.real(counts.zero()));
      samples.add(PageMetrics.MERGING, HostReading.real(result.merged().orElseThrow().pages()));
      samples.add(PageMetrics.SCANS, counts.fullScans());
      samples.add(PageMetrics.SCAN_TIME, last.seconds());
      samples.add(PageMetrics.KSMD_CPU, result.cpuSeconds());
      samples.add(PageMetrics.SAVED, result.savedBytes());
      samples.add(PageMetrics.GAINED, result.gainedBytes());
      samples.add(PageMetrics.SAVED_PER_CPU, result.savedPerCpu());
    }
  }

  @Override
  public Optional<Section> section(Found<PagesParameters, SharingGuests, PagesResult> found) {
    return Optional.of(new PagesSection(found).section());
  }
}
