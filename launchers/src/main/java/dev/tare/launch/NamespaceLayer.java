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
  NamespaceLayer(String name, String meaning, String debian) {
    super(name, meaning, debian);
  }

  /** The words that make a container; what runs first in it follows them. */
  abstract List<String> words(RootfsContainer container);

  @Override
  void start(RootfsContainer container) throws IOException {
    Command hold =
        Script.of("namespaces-hold", container.folder())
            .and(words(container))
            .and(container.spec.announced(RootfsContainer.INIT));
    container.started(container.grouped(container.mounted(hold)));
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
    return Script.of("namespaces-end", container.folder());
  }
}
