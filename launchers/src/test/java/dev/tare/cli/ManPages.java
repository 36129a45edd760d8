package dev.tare.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes what a release has beside its jar: a source of each man page, and the completion. */
final class ManPages {
  private ManPages() {}

  public static void main(String[] args) throws IOException {
    CommandLine verbs = Tare.commandLine();
    // Hidden in the general help only, where its long name would wrap the others.
    verbs.getSubcommands().get("generate-completion").getCommandSpec().usageMessage().hidden(false);
    File sources = new File(args[0]);
    ManPageGenerator.generateManPage(sources, null, new boolean[0], true, verbs.getCommandSpec());
    Files.writeString(Path.of(args[1]), AutoComplete.bash("tare", verbs));
  }
}
