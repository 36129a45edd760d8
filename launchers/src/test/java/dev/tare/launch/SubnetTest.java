package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubnetTest {
  @Test
  void withoutRoutesTheFirstOfTheFirstPoolIsTaken() {
    assertThat(
            Subnet.free("default via 192.0.2.1 dev eth0\n0.0.0.0/1 dev tun0\n").get(0).address(1))
        .isEqualTo("172.29.0.1");
    assertThat(Subnet.free("default via 192.0.2.1 dev eth0 proto dhcp\n").get(0).address(2))
        .isEqualTo("10.213.0.2");
  }

  @Test
  void aSubnetThatARouteLeadsIntoOrThatLiesInOneIsTaken() {
    String routes =
        """
        10.213.0.0/23 dev a proto kernel scope link
        unreachable 10.213.2.128/25
        local 10.213.3.7 dev b table local proto kernel scope host src 10.213.3.7
        broadcast 10.213.4.255 dev b table local
        """;
    assertThat(Subnet.free(routes).get(0).address(1)).isEqualTo("10.213.5.1");
    assertThat(Subnet.free(routes)).hasSize(768 - 5);
  }

  @Test
  void whereAllIsRoutedNoneIsFree() {
    assertThat(Subnet.free("10.0.0.0/8 dev a\n172.16.0.0/12 dev b\n192.168.0.0/16 dev c\n"))
        .isEmpty();
  }
}
