package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgramsTest {
  @Test
  void whatIsRunBesideTheEnginesNamesItsPackage() {
    assertThat(Programs.remedy("ip")).isEqualTo("; apt-get install iproute2 (Debian's name)");
    assertThat(Programs.missing("iptables").line())
        .isEqualTo("iptables is not installed; apt-get install iptables (Debian's name)");
    assertThat(Programs.remedy("/usr/lib/an-engine")).isEmpty();
  }
}
