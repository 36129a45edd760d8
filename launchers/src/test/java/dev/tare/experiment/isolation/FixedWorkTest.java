package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Slice;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FixedWorkTest {
  @Test
  void aSliceHasAsManyInvocationsAsTakeAQuarterOfASecond() {
    FixedWork work = FixedWork.calibrated(slices("ops/s", 990, 1000, 950), 1, 1, 10, 2);

    assertThat(work).isEqualTo(new FixedWork(250, 40, 8, 0.25));
    assertThat(work.seconds()).isEqualTo(10);
  }

  @Test
  void aRateOfSeveralThreadsIsSharedAmongThem() {
    assertThat(FixedWork.calibrated(slices("ops/s", 2000), 1, 2, 10, 0).shots()).isEqualTo(250);
  }

  @Test
  void timesPerOperationAreTakenAsTheyAre() {
    assertThat(FixedWork.calibrated(slices("us/op", 10), 100, 4, 10, 0).shots()).isEqualTo(250);
  }

  @Test
  void aLongInvocationMakesLongerSlicesAndFewer() {
    FixedWork work = FixedWork.calibrated(slices("s/op", 2), 1, 1, 9, 4);

    assertThat(work).isEqualTo(new FixedWork(1, 5, 2, 2));
    assertThat(work.seconds()).isEqualTo(10);
  }

  @Test
  void whatDisturbedAnIterationDoesNotChooseTheWork() {
    assertThat(FixedWork.calibrated(slices("ops/s", 1, 300, 1000), 1, 1, 10, 0).shots())
        .isEqualTo(250);
  }

  @Test
  void longSlicesAreWarmedUpByOne() {
    assertThat(new FixedWork(250, 40, 8, 0.25).timing().warmups()).isEqualTo(4);
    assertThat(new FixedWork(1, 5, 2, 20).timing().warmups()).isEqualTo(1);
  }

  private static List<Slice> slices(String unit, double... scores) {
    return DoubleStream.of(scores).mapToObj(score -> new Slice(0, score, unit)).toList();
  }
}
