package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Places;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SentTrialTest {
  /** Is as long as a word of a command line may be on Linux: MAX_ARG_STRLEN. */
  private static final int LONGEST = 128 << 10;

  @Test
  void aLongOneIsHandedOverInWordsThatACommandLineTakes() throws Exception {
    Set<String> skip =
        IntStream.range(0, 3000)
            .mapToObj(i -> "org.example.SomeBenchmark.method:avgt:size=" + i + ",kind=@é-\"x")
            .collect(Collectors.toSet());
    Duration silence = Duration.ofMinutes(1);
    JarTrial trial =
        new JarTrial(
            "a.jar", "/a.jar", List.of("-wi", "1"), Set.of(), List.of(), skip, true, silence);
    List<String> words = trial.command(new Places("/p", "/p", "/p", "/p", "/p", "/p")).words();
    List<String> pieces = words.subList(words.indexOf(SentTrial.VERB) + 1, words.size());
    assertThat(pieces)
        .hasSizeGreaterThan(3)
        .allSatisfy(one -> assertThat(one.getBytes().length).isLessThan(LONGEST))
        .allSatisfy(one -> assertThat(one).doesNotStartWith("-").doesNotStartWith("@"));
    SentTrial read = SentTrial.parse(String.join("", pieces));
    assertThat(read).isInstanceOf(JarTrial.class);
    assertThat(((JarTrial) read).skip()).isEqualTo(skip);
  }
}
