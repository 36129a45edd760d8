package dev.tare.cli;

import dev.tare.launch.Layer;
import dev.tare.launch.LayerOption;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Puts the layers and what each can be asked for into a verb's help, above its examples. */
final class LayersHelp implements IModelTransformer {
  @Override
  public CommandSpec transform(CommandSpec verb) {
    List<String> footer =
        new ArrayList<>(List.of("", "Layers, and what goes into their brackets:"));
    for (Layer layer : Layers.standard().all()) {
      footer.add("  " + layer.name() + ": " + layer.meaning());
      layer.options().forEach(option -> add(footer, option));
    }
    footer.add("");
    footer.add("Limits, in the brackets of any layer that can limit:");
    Limits.OPTIONS.forEach(option -> add(footer, option));
    footer.addAll(Arrays.asList(verb.usageMessage().footer()));
    // Picocli would take a percent sign for a format.
    verb.usageMessage()
        .footer(footer.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
    return verb;
  }

  private static void add(List<String> footer, LayerOption option) {
    footer.add("    " + option.name() + "=" + option.values());
    footer.add("        " + option.meaning());
  }
}
