package dev.tare.probe;

/** Ties the life of this process to that of the one that started it. */
public final class ParentDeath {
  private ParentDeath() {}

  /**
   * Has the kernel kill this process when the thread that started it ends (prctl,
   * PR_SET_PDEATHSIG): a run that is killed with -9 leaves no fork behind.
   *
   * @throws ProbeException when the native library does not load
   */
  public static void isOurs() {
    Library.load();
    long result = Library.tare_die_with_parent();
    if (result < 0) {
      throw new ProbeException("prctl(PR_SET_PDEATHSIG) failed", (int) -result);
    }
  }
}
