package dev.tare.probe;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Describes somebody else's library, loaded into this process, whose functions a probe calls. */
public final class LoadedLibrary {
  /** RTLD_NOW and RTLD_GLOBAL: what one needs of another is found in it. */
  private static final int GLOBALLY = 0x102;

  private final NativeLibrary library;

  private LoadedLibrary(NativeLibrary library) {
    this.library = library;
  }

  /**
   * Loads one.
   *
   * @param files what it needs, in that order, and itself
   * @param variables of this process's environment, which it reads as it is loaded
   * @throws ProbeException in one line, where one of them does not load
   */
  public static LoadedLibrary load(List<Path> files, Map<String, String> variables) {
    Function set = NativeLibrary.getProcess().getFunction("setenv");
    variables.forEach((name, value) -> set.invokeInt(new Object[] {name, value, 1}));
    NativeLibrary last = null;
    for (Path file : files) {
      try {
        last =
            NativeLibrary.getInstance(file.toString(), Map.of(Library.OPTION_OPEN_FLAGS, GLOBALLY));
      } catch (UnsatisfiedLinkError e) {
        throw new ProbeException(file + " does not load: " + e.getMessage().lines().findFirst(), 0);
      }
    }
    return new LoadedLibrary(last);
  }

  /** Returns where a function is, as a probe takes it. */
  public long address(String function) {
    return Pointer.nativeValue(library.getFunction(function));
  }

  /** Returns what a function without arguments says. */
  public String text(String function) {
    return library.getFunction(function).invokeString(new Object[0], false);
  }
}
