package dev.tare.proc;

import java.util.OptionalLong;

/** Says how many processes the kernel has killed because a group had no memory left. */
public final class MemoryKills {
  private MemoryKills() {}

  /**
   * Returns that of the group that this process is in, since it was made.
   *
   * @return absent where the kernel does not count it: {@code oom_kill} of memory.events in version
   *     2, of memory.oom_control in version 1
   */
  public static OptionalLong count(ProcFiles files) {
    return Cgroups.read(files)
        .chain("memory")
        .map(
            chain ->
                chain.folders().get(0)
                    + (chain.version() == 1 ? "/memory.oom_control" : "/memory.events"))
        .flatMap(files::text)
        .map(text -> text.lines().filter(line -> line.startsWith("oom_kill ")).findFirst())
        .flatMap(line -> line)
        .map(line -> ProcText.number(line.split(" ", 2)[1]))
        .orElse(OptionalLong.empty());
  }
}
