package dev.tare.experiment.serving;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.Lab;
import dev.tare.experiment.MeteredTrial;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.TrialEvent;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.Turn;
import dev.tare.experiment.ends.ClientTrials;
import dev.tare.experiment.ends.TrialResults;
import dev.tare.launch.LaunchException;
import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.ServiceMetrics;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** One turn of an environment: the server answers, the loads run, and the searches after them. */
final class ServiceTurn {
  private final Served condition;
  private final int slot;
  private final Plan<ServiceParameters> plan;
  private final Lab lab;
  private final Samples samples;
  private final RunFolder folder;
  private final ClientTrials trials;
  private final List<ServiceOutcome.Look> looks = new ArrayList<>();
  private boolean emulated;

  /** Holds what one look of a search gave: it is no series of the run. */
  static final class LookResults implements MeteredTrial.Results {
    private OptionalDouble reached = OptionalDouble.empty();
    private OptionalDouble p99Ns = OptionalDouble.empty();

    @Override
    public void given(TrialEvent.Ended ended, String jmh) throws IOException {
      ForkJson given = new ForkJson(jmh);
      OptionalDouble kept = given.secondary(ServiceMetrics.TRANSACTIONS);
      reached = kept.isPresent() ? kept : given.operations();
      p99Ns = given.secondary(Metrics.P99);
    }

    @Override
    public void failed(String run, String why) throws IOException {
      throw new LaunchException(why);
    }

    @Override
    public void crashed(String run, String why) {
      // It is run again, and what that gives is the look.
      reached = OptionalDouble.empty();
    }

    /**
     * Operations per second, by the load's own clock where it has one; absent where nothing came.
     */
    OptionalDouble reached() {
      return reached;
    }

    ServiceOutcome.Look look(String load, int connections, long rate) {
      return new ServiceOutcome.Look(load, connections, rate, reached.orElse(0), p99Ns);
    }
  }

  ServiceTurn(Turn<Served> turn, Plan<ServiceParameters> plan, Lab lab, Samples samples) {
    this.condition = turn.condition();
    this.slot = turn.slot();
    this.plan = plan;
    this.lab = lab;
    this.samples = samples;
    this.folder = lab.folder().orElseThrow();
    this.trials = new ClientTrials(lab, condition.name(), slot, run -> true);
  }

  ServiceOutcome measured() throws IOException, InterruptedException {
    Optional<OpenService> open = Optional.empty();
    ServiceOutcome outcome;
    try {
      open = Optional.of(OpenService.open(lab, plan, condition));
      measure(open.get());
      outcome = done();
    } catch (IOException e) {
      lab.session().checkNotInterrupted(condition.name() + " is to go on");
      outcome = lost(ClientTrials.firstLine(e));
    }
    if (open.isPresent()) {
      try {
        open.get().close();
      } catch (IOException e) {
        outcome = outcome.with("not closed cleanly: " + ClientTrials.firstLine(e));
      }
    }
    outcome.failures().forEach(why -> lab.note(condition.name() + ": " + why));
    return outcome;
  }

  private void measure(OpenService open) throws IOException, InterruptedException {
    Facts facts = open.facts(folder.document().host());
    folder.facts(condition.name(), facts);
    emulated = facts.emulated().orElse(false);
    ServiceParameters asked = plan.parameters();
    for (TrialPlan trial : asked.trials(plan.setting(), open.clientFlags())) {
      trials.run(open, trial, new TrialResults(folder, slot));
    }
    if (asked.boundUs().isPresent()) {
      for (Load load : asked.loads()) {
        for (int clients : asked.connections()) {
          search(open, load, clients, asked.boundUs().get());
        }
      }
    }
  }

  /** A closed loop says how much there can be at all. */
  private void search(OpenService open, Load load, int clients, double boundUs)
      throws IOException, InterruptedException {
    LookResults closed = new LookResults();
    trials.run(
        open, plan.parameters().closed(load, clients, plan.setting(), open.clientFlags()), closed);
    double most =
        closed.reached().orElseThrow(() -> new LaunchException("a closed loop gave nothing"));
    List<ServiceOutcome.Look> looked = new ArrayList<>();
    RateSearch search =
        new RateSearch(
            most, ServiceParameters.LEAST_LOOK, RateSearch.looks(plan.setting().quick()));
    for (OptionalLong rate = search.next(); rate.isPresent(); rate = search.next()) {
      LookResults results = new LookResults();
      trials.run(
          open,
          plan.parameters()
              .look(load, clients, rate.getAsLong(), plan.setting(), open.clientFlags()),
          results);
      ServiceOutcome.Look look = results.look(load.word(), clients, rate.getAsLong());
      looked.add(look);
      search.told(look.isWithin(boundUs));
    }
    looks.addAll(looked);
    if (search.found().isPresent()) {
      samples.add(
          ServiceMetrics.RATE_AT_BOUND,
          search.found().getAsLong(),
          Map.of("load", load.word(), "connections", String.valueOf(clients)));
    } else {
      lab.note(condition.name() + ": " + notFound(load, clients, most, looked));
    }
  }

  private String notFound(Load load, int clients, double most, List<ServiceOutcome.Look> looked) {
    return looked.isEmpty()
        ? Load.words(load.word(), clients)
            + ": no rate is looked for, for what it answers at most, "
            + Math.round(most)
            + "/s, is too little for a p99 in two minutes"
        : ServiceOutcome.Look.notFound(looked, plan.parameters().boundText().orElseThrow());
  }

  private ServiceOutcome done() throws IOException {
    Set<String> reasons = new LinkedHashSet<>();
    trials
        .done("load")
        .forEach((run, why) -> reasons.add(run + ": " + ClientTrials.firstLine(why)));
    return new ServiceOutcome(true, emulated, looks, List.copyOf(reasons));
  }

  private ServiceOutcome lost(String why) throws IOException {
    return new ServiceOutcome(trials.lost(why), emulated, looks, List.of(why));
  }
}
