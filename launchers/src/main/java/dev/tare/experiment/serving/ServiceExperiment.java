package dev.tare.experiment.serving;

import dev.tare.experiment.Experiment;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Setting;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.Turn;
import dev.tare.experiment.ends.ClientPlace;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.launch.Environment;
import dev.tare.launch.Stack;
import dev.tare.result.Section;
import dev.tare.service.Services;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds what real servers lose: the same load on the same server in every environment. */
public final class ServiceExperiment
    implements Experiment<ServiceParameters, Served, ServiceOutcome> {
  /**
   * Holds what a fork takes beside its iterations, what making an environment takes, and a look, of
   * requests as of transactions, s.
   */
  private static final double STARTING = 1.5;

  private static final double CONTAINER = 3;
  private static final double GUEST = 20;
  private static final double LOOK = 4;
  private static final double LONG_LOOK = 60;

  @Override
  public String name() {
    return "service";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures what a real server loses in an environment.",
            "",
            "The server runs inside, from a pack of software that is the same everywhere, and the"
                + " load outside on a CPU of its own, or on another machine. How many requests are answered, as fast as it"
                + " goes or at given rates; how fast each is, as a whole distribution and from when"
                + " it was meant to start; and, with --p99, how many can be had within a bound of"
                + " latency. The CPU time of the host, the environment and the client is counted."
                + " A tail is not told where the client itself was late by a quarter of it."),
        List.of(
            "service --env docker --env lxc --env kvm --service memcached",
            "service --env bare --env docker --load etc,reads,updates --rate 0,5000,20000",
            "service --env docker --connections 1,16,64 --p99 500",
            "service --env docker --client 'ssh(host=b)' --address 10.0.0.1",
            "service --env docker --dry-run"));
  }

  @Override
  public Asks asks() {
    return new Asks(true, true, false);
  }

  @Override
  public List<String> usual() {
    return List.of("bare", "docker", "lxc", "kvm");
  }

  @Override
  public List<String> packs(ServiceParameters parameters) {
    return Services.named(parameters.service()).orElseThrow().packs();
  }

  @Override
  public List<Stack> besides(ServiceParameters parameters) {
    return parameters.place().stacks();
  }

  /** A server has to be reached. */
  @Override
  public Stack prepared(Stack stack, ServiceParameters parameters) {
    return stack.reachable();
  }

  @Override
  public Setting prepared(Setting setting, ServiceParameters parameters) {
    EndCpus.of(parameters.cpus(), setting.cpus());
    return setting;
  }

  @Override
  public List<Served> conditions(Plan<ServiceParameters> plan) {
    ClientPlace place = plan.parameters().place();
    return plan.stacks().stream().map(one -> new Served(one, place.hosts(one))).toList();
  }

  @Override
  public double seconds(Served served, Plan<ServiceParameters> plan) {
    double preparing = plan.parameters().preparing(plan.setting());
    double fork = STARTING + preparing + plan.setting().timing().forkMs() / 1e3;
    double look =
        preparing + (plan.parameters().loads().get(0).isOfTransactions() ? LONG_LOOK : LOOK);
    return (served.stack().hasGuest() ? GUEST : CONTAINER)
        + plan.parameters().seconds(plan.setting(), STARTING)
        + plan.parameters().searches() * (fork + RateSearch.looks(plan.setting().quick()) * look);
  }

  @Override
  public ServiceOutcome measure(
      Turn<Served> turn, Plan<ServiceParameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    return new ServiceTurn(turn, plan, lab, samples).measured();
  }

  @Override
  public void rehearse(Turn<Served> turn, Plan<ServiceParameters> plan, Lab lab)
      throws IOException {
    try (OpenService open = OpenService.open(lab, plan, turn.condition())) {
      for (TrialPlan trial : plan.parameters().trials(plan.setting(), open.clientFlags())) {
        Environment client = open.client();
        client.run(trial.command(client.places()), Environment.PATIENCE);
      }
    }
  }

  @Override
  public Optional<Section> section(Found<ServiceParameters, Served, ServiceOutcome> found) {
    return Optional.of(new ServiceSection(found).section());
  }
}
