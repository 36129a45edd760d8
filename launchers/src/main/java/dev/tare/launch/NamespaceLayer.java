package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a container with a program that stays beside it and has no command that runs another one
 * inside: nsenter does, through the namespaces of the container's first process. Limits are those
 * of a control group of ours around it all.
 */
abstract class NamespaceLayer extends RootfsLayer {
  /** The program says nothing once all is mounted; what runs first inside does. */
  private static final String HOLD =
      "setsid env -i PATH=\"$PATH\" \"$@\" & p=$!; echo $p > \"$0/holder\";"
          + " until grep -q ready \"$0/log\"; do kill -0 $p 2>/dev/null || exit 1; sleep 0.01; done;"
          + " read -r c rest < /proc/$p/task/$p/children; echo $c > \"$0/pid\"";

  /** $0: the folder. The program gets a moment in which to end by itself. */
  private static final String END =
      "read -r p < \"$0/holder\" && kill \"$p\" && n=0 && while kill -0 \"$p\" 2>/dev/null"
          + " && [ $n -lt 50 ]; do n=$((n+1)); sleep 0.01; done";

  NamespaceLayer(String name, String meaning, String debian) {
    super(name, meaning, debian);
  }

  /** The words that make a container; what runs first in it follows them. */
  abstract List<String> words(RootfsContainer container);

  @Override
  void start(RootfsContainer container) throws IOException {
    container.grouped();
    List<String> words = new ArrayList<>(words(container));
    words.addAll(RootfsContainer.INIT);
    container.started(container.inGroup(container.mounted(HOLD, words)));
  }

  @Override
  Command inside(RootfsContainer container, Command command) {
    List<String> words = new ArrayList<>(List.of("nsenter", "-t", container.pid()));
    words.addAll(List.of("-m", "-u", "-i", "-n", "-p", "-C", "-r", "-w"));
    words.addAll(cleared(command));
    return container.inGroup(Command.of(words));
  }

  @Override
  Command end(RootfsContainer container) {
    return Command.of("sh", "-c", END, container.folder());
  }
}
