package dev.tare.experiment.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Layers;
import dev.tare.launch.StackSyntax;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kvm; kvm(data=overlay)",
        "kvm(data=disk); kvm(data=disk)",
        "kvm(appliance=serve,net=tap); kvm(appliance=serve,net=tap)",
        "docker; docker",
        "kvm/lxc; kvm/lxc"
      })
  void onlyAMachineThatIsAskedForOneHasADiskOfData(String asked, String entered) throws Exception {
    Starting starting =
        new Starting(
            new StackSyntax(Layers.standard()).parse(asked),
            1,
            OptionalDouble.empty(),
            Cache.WARM,
            From.IMAGE);
    assertThat(starting.entered().text()).isEqualTo(entered);
  }
}
