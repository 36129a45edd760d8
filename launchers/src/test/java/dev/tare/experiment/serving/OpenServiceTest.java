package dev.tare.experiment.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is run to have a server answer its client, as a dry run prints it. */
class OpenServiceTest {
  private static final String FAR = "ssh(host=b)";

  @Test
  void aPortOfAnotherMachineIsPublishedOnTheAddressThatWasAskedFor() throws IOException {
    String server = "ssh(host=a)/docker(image=x,network=nat)";
    assertThat(run(server, FAR, Optional.of("10.0.0.1")))
        .anyMatch(line -> line.contains("--publish 10.0.0.1:"));
    assertThat(run(server, FAR, Optional.empty())).noneMatch(line -> line.contains("10.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kvm(net=tap)/docker(image=x,network=nat) | ssh(host=b)",
        "ssh(host=a)/kvm(net=tap)/docker(image=x,network=nat) | ssh(host=b)",
        "kvm(net=user) | docker(image=x)",
        "ssh(host=a)/kvm(net=user) | host"
      })
  void whatIsPublishedForItsOwnHostAloneIsRefusedToAClientElsewhere(String server, String client) {
    assertThatThrownBy(() -> run(server, client, Optional.empty()))
        .hasMessageStartingWith(server + " is not reached from there: ")
        .hasMessageContaining("for its own host alone");
  }

  private static List<String> run(String server, String client, Optional<String> address)
      throws IOException {
    ServiceParameters asked =
        new ServiceParameters(
            "memcached",
            List.of(),
            client,
            address,
            List.of(0),
            List.of(8),
            Optional.empty(),
            List.of());
    List<String> lines = new ArrayList<>();
    Session session = Session.dry("t", Optional.empty(), Optional.empty(), lines::add);
    Stack stack = new StackSyntax(Layers.standard()).parse(server);
    Plan<ServiceParameters> plan = new Plan<>(RateSearchTest.SETTING, asked, List.of(stack));
    Served condition = new Served(stack, asked.place().hosts(stack));
    OpenService.open(new Lab(session, Optional.empty()), plan, condition).close();
    return lines;
  }
}
