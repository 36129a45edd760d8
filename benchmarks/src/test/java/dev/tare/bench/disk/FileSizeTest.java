package dev.tare.bench.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSizeTest {
  @ParameterizedTest
  @CsvSource({"1m,1048576", "256M,268435456", "1g,1073741824", "5G,5368709120"})
  void unitsAreBinary(String text, long bytes) {
    assertThat(FileSize.of(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0m", "1", "1k", "-1g", "1.5g", "", "g", "1 g"})
  void otherSizesAreRefusedByName(String text) {
    assertThatThrownBy(() -> FileSize.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("size=");
  }

  @Test
  void theLargestSizeDoesNotOverflow() {
    assertThat(FileSize.of("999999999g").bytes()).isEqualTo(999_999_999L << 30);
  }
}
