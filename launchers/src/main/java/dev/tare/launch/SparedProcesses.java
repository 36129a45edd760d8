package dev.tare.launch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Processes of this host through which environments are reached and taken away again: whoever ends
 * what runs, to close environments after that, spares them.
 */
public final class SparedProcesses {
  private static final Set<ProcessHandle> KEPT = ConcurrentHashMap.newKeySet();

  private SparedProcesses() {}

  static void keep(Process process) {
    ProcessHandle handle = process.toHandle();
    KEPT.add(handle);
    handle.onExit().thenAccept(KEPT::remove);
  }

  public static boolean isKept(ProcessHandle process) {
    return KEPT.contains(process);
  }
}
