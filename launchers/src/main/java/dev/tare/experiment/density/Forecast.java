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
    Optional<String> ceiling =
        own.stream()
            .filter(one -> one.condition().count() <= guests.count())
            .flatMap(one -> ceiling(one).stream())
            .findFirst();
    if (ceiling.isPresent()) {
      return ceiling;
    }
    HostReader host = HostReader.of(lab.session());
    return host.ceiling().refusal(guests.count(), shared(cost(own)), poolBytes(), host.read());
  }

  /** Says which one so many have come to; absent where that was none, whatever failed. */
  private static Optional<String> ceiling(Step<Guests, Density.Result> step) {
    boolean failed = step.outcome().filter(Density.Result::failed).isPresent();
    return step.outcome()
        .filter(was -> was.together().atCeiling())
        .map(was -> was.failures().get(0))
        .or(() -> step.isGivenUp() ? Optional.empty() : step.leftOut())
        .map(
            why ->
                step.condition().count()
                    + (failed ? " could not be started before: " : " did not fit before: ")
                    + why);
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
        .filter(one -> one.outcome().filter(Density.Result::counts).isPresent())
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
