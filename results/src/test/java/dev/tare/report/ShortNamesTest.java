package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Mode;
import dev.tare.result.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNamesTest {
  @ParameterizedTest
  @CsvSource({
    "org.sample.MyBenchmark.same, MyBenchmark.same, sample",
    "MyBenchmark.same, MyBenchmark.same, ''",
    "github.com/x/codec.Decode, codec.Decode, codec",
    "github.com/x/codec.Decode/v1.5, codec.Decode/v1.5, codec",
    "gopkg.in/yaml.v3.Parse, yaml.v3.Parse, yaml.v3",
    "BM_copy/8, BM_copy/8, ''",
    "python3.11 a.py b.txt, python3.11 a.py b.txt, ''"
  })
  void aNameIsCutWhereItsLanguageHasAPackage(String benchmark, String method, String subject) {
    SeriesKey key =
        new SeriesKey(
            Optional.empty(), benchmark, new TreeMap<>(), Mode.AVERAGE_TIME, 1, SeriesKey.PRIMARY);
    ShortNames names = new ShortNames(List.of(key));
    assertThat(names.method(key)).isEqualTo(method);
    assertThat(names.subject(key)).isEqualTo(subject);
  }
}
