package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The books of the shop on H2. */
class ShopTest {
  @Test
  void aSeedDoesTheSameEverywhereAndAnotherDoesNot() {
    assertThatCode(() -> Shop.check(2016)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Shop.check(2017))
        .hasMessageMatching(
            "H2 computed wrongly: the first 500 transactions come to \\d+, not to 74986355");
  }

  @Test
  void theBooksBalanceWhenOldOrdersAreGone() throws Exception {
    try (Shop shop = new Shop(50, 1)) {
      long sum = 0;
      for (int i = 0; i < 3000; i++) {
        sum += shop.transaction();
      }
      assertThat(sum).isPositive();
    }
  }
}
