package dev.offprint.chat.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The person's own editor, on a file that only they can read. */
public final class Editor {
  private final List<String> command;

  /**
   * @param command program and arguments; the file is added
   */
  public Editor(List<String> command) {
    this.command = List.copyOf(command);
  }

  /** The editor that the environment names ({@code VISUAL}, {@code EDITOR}), else vi. */
  public static Editor of(Map<String, String> environment) {
    String named = environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
    return new Editor(List.of(named.strip().split("\\s+")));
  }

  /** The text as it was saved; empty where nothing was changed or the editor failed. */
  Optional<String> edit(String text) throws IOException {
    Path file = Files.createTempFile("plan", ".yaml");
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
      List<String> whole = new ArrayList<>(command);
      whole.add(file.toString());
      int code = new ProcessBuilder(whole).inheritIO().start().waitFor();
      String edited = Files.readString(file, StandardCharsets.UTF_8);
      return code != 0 || edited.equals(text) ? Optional.empty() : Optional.of(edited);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
