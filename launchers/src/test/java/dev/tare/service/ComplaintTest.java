package dev.tare.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComplaintTest {
  @Test
  void theFirstLineThatComplainsIsToldAndAFullDiskBeforeAll() {
    assertThat(Complaint.of(List.of("starting", "[ERROR] no table", "[ERROR] Aborting")))
        .isEqualTo("[ERROR] no table");
    assertThat(Complaint.of(List.of("write failed", "No space left on device", "Aborting")))
        .isEqualTo("No space left on device");
  }

  @Test
  void whereNobodyComplainsTheLastLineIsTold() {
    assertThat(Complaint.of(List.of("one", "", "two", " "))).isEqualTo("two");
    assertThat(Complaint.of(List.of())).isEqualTo("it said nothing");
  }
}
