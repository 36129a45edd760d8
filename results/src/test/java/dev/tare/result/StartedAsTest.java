package dev.tare.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartedAsTest {
  @ParameterizedTest
  @CsvSource({
    "tare.jar, /home/me/tare.jar, java -jar tare.jar",
    "../x/b.jar, /home/x/b.jar, java -jar ../x/b.jar",
    "classes:lib.jar, /home/me/classes/, java -jar target/benchmarks.jar",
    "booter.jar, /home/me/classes/, java -jar target/benchmarks.jar",
  })
  void theJarIsNamedAsItWasGiven(String path, String holder, String command) {
    assertThat(StartedAs.command(path, holder)).isEqualTo(command);
  }
}
