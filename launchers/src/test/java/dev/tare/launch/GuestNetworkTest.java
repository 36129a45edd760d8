package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GuestNetworkTest {
  @Test
  void noLinkIsMadeOnceItIsClosed() throws IOException {
    List<String> lines = new ArrayList<>();
    Spec spec = new Spec(Owner.ofRun("r"), "tare-x", new TreeMap<>(), Limits.NONE);
    DryHost host = new DryHost(new Places("/c", "/c", "/c", "/s", "/d", "/s"), lines::add);
    GuestNetwork network = GuestNetwork.make(host, spec, true);
    String other = network.makeOther(spec);
    network.close();
    assertThat(lines).contains("ip link del dev " + other);
    lines.clear();
    assertThatThrownBy(() -> network.makeOther(spec)).hasMessageStartingWith("interrupted");
    assertThat(lines).isEmpty();
  }
}
