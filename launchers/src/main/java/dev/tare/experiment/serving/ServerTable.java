package dev.tare.experiment.serving;

import dev.tare.experiment.Found;
import dev.tare.experiment.Words;
import dev.tare.result.Column;
import dev.tare.result.Facts;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes how the server was started in every environment, and what leads to it. */
record ServerTable(Found<ServiceParameters, Served, ServiceOutcome> found) {
  private static final List<Column> HEADER =
      List.of(
          Column.text("environment"),
          Column.text("version"),
          Column.text("address"),
          Column.text("CPUs client,server"),
          Column.text("proof"),
          Column.text("started as"));

  private static final List<String> FACTS =
      List.of(
          "service.version",
          "service.address",
          "service.cpus",
          OpenService.PROOF,
          "service.configuration");

  Section.Table table() {
    return new Section.Table(
        "The servers", HEADER, found.conditions().stream().map(this::row).toList());
  }

  private List<Cell> row(Served one) {
    Optional<Facts> facts = Optional.ofNullable(found.run().environments().get(one.name()));
    List<Cell> row = new ArrayList<>(List.of(Cell.of(found.called(one.environment()))));
    for (String name : FACTS) {
      row.add(Cell.of(facts.flatMap(all -> all.get(name)).orElse(Words.NONE)));
    }
    return row;
  }
}
