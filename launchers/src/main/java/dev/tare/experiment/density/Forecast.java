package dev.tare.experiment.density;

import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Step;
import dev.tare.experiment.concurrent.GuestCost;
import dev.tare.experiment.concurrent.HostReader;
import dev.tare.launch.Layers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Says whether so many guests fit, before they are made. */
record Forecast(Plan<Density.Parameters> plan, Guests guests, Lab lab) {
  /** Says why they do not, one line; absent where they do. */
  Optional<String> refusal(List<Step<Guests, Density.Result>> before) throws IOException {
    List<Step<Guests, Density.Result>> own =
        before.stream().filter(one -> one.condition().stack().equals(guests.stack())).toList();
    boolean fewerFailed =
        own.stream()
            .filter(one -> one.condition().count() <= guests.count())
            .anyMatch(one -> one.outcome().map(this::isFull).orElse(true));
    if (fewerFailed) {
      return Optional.of("so many, or fewer, did not fit before");
    }
    HostReader host = HostReader.of(lab.session());
    return host.ceiling().refusal(guests.count(), shared(cost(own)), poolBytes(), host.read());
  }

  /** Whom a pool kills is an answer, and no reason to try no more. */
  private boolean isFull(Density.Result was) {
    return guests.isOvercommitted() ? was.failed() : !was.failures().isEmpty();
  }

  /** Returns what all of them may have together; 0 where nothing bounds them, or their machine. */
  long poolBytes() throws IOException {
    if (!guests.isOvercommitted() || guests.shared()) {
      return 0;
    }
    long each =
        plan.setting().limits().memoryBytes().orElseThrow()
            + Layers.besideBytes(lab.host(), guests.stack(), lab.session().owner());
    return Math.round(guests.count() * each / guests.promised());
  }

  private GuestCost shared(GuestCost each) {
    Setting setting = plan.setting();
    return guests
        .machine(setting.limits(), setting.cpus().size())
        .map(machine -> each.within(machine, guests.count()))
        .orElse(each);
  }

  /** Returns it as the last step showed it; before there is one, as it is usual. */
  private GuestCost cost(List<Step<Guests, Density.Result>> own) {
    Setting setting = plan.setting();
    long fileBytes = plan.parameters().work().fileBytes(Density.params(plan.parameters(), setting));
    return own.stream()
        .filter(one -> one.outcome().filter(Density.Result::measured).isPresent())
        .reduce((first, last) -> last)
        .map(
            last ->
                GuestCost.of(
                    last.outcome().orElseThrow().idle(),
                    last.outcome().orElseThrow().together().loaded().orElseThrow(),
                    last.condition().count(),
                    fileBytes))
        .orElseGet(
            () ->
                GuestCost.expected(
                    guests.stack(), guests.stack().limits(setting.limits()), fileBytes));
  }
}
