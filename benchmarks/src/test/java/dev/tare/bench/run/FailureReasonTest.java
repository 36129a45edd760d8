package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureReasonTest {
  private final FailureReason reason = new FailureReason();

  @Test
  void probesReasonStandsAloneWhateverWrapsIt() {
    reason.read(
        """
        java.lang.RuntimeException: setup failed
        \tat dev.tare.Some.method(Some.java:1)
        Caused by: dev.tare.probe.ProbeException: chase: no huge pages (errno 12)
        \tat dev.tare.probe.Probe.checked(Probe.java:1)
        """);
    assertThat(reason.line()).isEqualTo("chase: no huge pages (errno 12)");
  }

  @Test
  void otherExceptionsKeepTheirName() {
    reason.read("java.lang.IllegalStateException: 3245 primes up to 30000, not 1");
    assertThat(reason.line()).isEqualTo("IllegalStateException: 3245 primes up to 30000, not 1");
    reason.reset();
    reason.read("java.lang.OutOfMemoryError");
    assertThat(reason.line()).isEqualTo("OutOfMemoryError");
  }

  @Test
  void anExceptionThatQuotesItsCauseSaysItAll() {
    reason.read(
        """
        java.io.IOException: redis at 127.0.0.1 port 1: Connection refused
        \tat dev.tare.Some.method(Some.java:1)
        Caused by: java.net.ConnectException: Connection refused
        """);
    assertThat(reason.line())
        .isEqualTo("IOException: redis at 127.0.0.1 port 1: Connection refused");
    reason.reset();
    reason.read("java.lang.RuntimeException: setup failed\nCaused by: java.io.IOException: full");
    assertThat(reason.line()).isEqualTo("IOException: full");
    reason.reset();
    reason.read(
        "java.io.UncheckedIOException: java.io.IOException: full\nCaused by: java.io.IOException: full");
    assertThat(reason.line()).isEqualTo("IOException: full");
  }

  @Test
  void probesReasonIsNotCoveredByWhatOtherThreadsThrowAfterIt() {
    reason.read(
        """
        dev.tare.probe.ProbeException: udp-rr: no answer (errno 110)
        \tat dev.tare.probe.Probe.checked(Probe.java:1)
        java.lang.IllegalStateException: More threads than expected
        """);
    assertThat(reason.line()).isEqualTo("udp-rr: no answer (errno 110)");
    reason.reset();
    reason.read("java.lang.OutOfMemoryError");
    assertThat(reason.line()).isEqualTo("OutOfMemoryError");
  }

  @Test
  void forkThatDiedWithoutAWordIsSaidToHaveDied() {
    reason.read("<forked VM failed with exit code 137>");
    assertThat(reason.line()).isEqualTo("forked VM failed with exit code 137");
  }

  @Test
  void forkWhoseJvmCrashedIsSaidToHaveDoneSoAndBecauseOfWhat() {
    reason.read(
        """
        <forked VM failed with exit code 134>
        <stdout last='20 lines'>
        #
        # A fatal error has been detected by the Java Runtime Environment:
        #
        #  SIGBUS (0x7) at pc=0x00007f0a1c2b3d4e, pid=812, tid=813
        #
        # Problematic frame:
        """);
    assertThat(reason.line())
        .isEqualTo("forked VM failed with exit code 134: SIGBUS (0x7) at pc=0x00007f0a1c2b3d4e");
    reason.reset();
    reason.read(
        """
        <forked VM failed with exit code 1>
        # There is insufficient memory for the Java Runtime Environment to continue.
        """);
    assertThat(reason.line())
        .isEqualTo(
            "forked VM failed with exit code 1:"
                + " There is insufficient memory for the Java Runtime Environment to continue.");
  }

  @Test
  void forkThatEndedItselfIsSaidWithTheFirstThingThatItComplainedOf() {
    reason.read(
        """
        <forked VM failed with exit code 1>
        <stdout last='20 lines'>
        starting
        </stdout>
        <stderr last='20 lines'>
        Unrecognized VM option 'Foo'
        Error: Could not create the Java Virtual Machine.
        </stderr>
        """);
    assertThat(reason.line())
        .isEqualTo("forked VM failed with exit code 1: Unrecognized VM option 'Foo'");
    reason.reset();
    reason.read(
        """
        <forked VM failed with exit code 1>
        <stdout last='20 lines'>
        </stdout>
        <stderr last='20 lines'>
        Exception in thread "main" java.lang.NoClassDefFoundError: org/x/Y
        \tat java.base/java.lang.Class.forName0(Native Method)
        </stderr>
        """);
    assertThat(reason.line()).isEqualTo("NoClassDefFoundError: org/x/Y");
    reason.reset();
    reason.read(
        """
        <forked VM failed with exit code 3>
        <stdout last='20 lines'>
        bye
        </stdout>
        <stderr last='20 lines'>
        </stderr>
        # Fork: 2 of 5
        """);
    assertThat(reason.line()).isEqualTo("forked VM failed with exit code 3");
    reason.reset();
    reason.read(
        """
        <forked VM failed with exit code 1>
        <stdout last='20 lines'>
        Error occurred during initialization of VM
        Too small maximum heap
        </stdout>
        <stderr last='20 lines'>
        </stderr>
        """);
    assertThat(reason.line())
        .isEqualTo("forked VM failed with exit code 1: Too small maximum heap");
  }

  @Test
  void whatIsThrownIsSaidWhateverItsClassIsCalled() {
    reason.read("# Warmup Iteration   1: <failure>\n\norg.x.Oops: boom\n\tat org.x.Y.z(Y.java:1)");
    assertThat(reason.line()).isEqualTo("org.x.Oops: boom");
  }

  @Test
  void nothingPrintedIsSaidToo() {
    reason.read("Iteration   1: 12 ops/s");
    assertThat(reason.line()).isEqualTo("ended before its last fork did");
  }
}
