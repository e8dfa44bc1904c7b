package dev.offprint.agent;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The prompts, as Mustache texts: those of the distribution, or a directory's where it has one of
 * the name. All are read and tried at the start, so that a faulty one is told then.
 */
public final class Prompts {
  private final Map<String, com.samskivert.mustache.Template> texts;

  private Prompts(Map<String, com.samskivert.mustache.Template> texts) {
    this.texts = Map.copyOf(texts);
  }

  /**
   * Reads all prompts.
   *
   * @param override a directory whose files stand in for ours; null for none
   * @throws IllegalArgumentException where a text is no template or there is no such directory
   */
  public static Prompts load(@Nullable Path override) {
    if (override != null && !Files.isDirectory(override)) {
      throw new IllegalArgumentException("There is no directory of prompts at " + override + ".");
    }
    Map<String, com.samskivert.mustache.Template> texts = new LinkedHashMap<>();
    for (Class<?> type : Template.class.getPermittedSubclasses()) {
      String name = fileName(type);
      String text = read(override, name);
      try {
        texts.put(name, Mustache.compiler().escapeHTML(false).strictSections(true).compile(text));
      } catch (MustacheException broken) {
        throw new IllegalArgumentException(
            "The prompt " + name + ".mustache cannot be read: " + broken.getMessage(), broken);
      }
    }
    return new Prompts(texts);
  }

  /** The prompt with its variables filled in; values are never read as templates. */
  String render(Template prompt) {
    String name = fileName(prompt.getClass());
    try {
      return text(prompt.getClass()).execute(variables(prompt)).strip();
    } catch (MustacheException broken) {
      throw new IllegalArgumentException(
          "The prompt " + name + ".mustache cannot be filled in: " + broken.getMessage(), broken);
    }
  }

  com.samskivert.mustache.Template text(Class<?> type) {
    return Objects.requireNonNull(texts.get(fileName(type)), "no such prompt");
  }

  /** The name of the file of a prompt, without its ending: {@code fix-file} for FixFile. */
  static String fileName(Class<?> type) {
    return snake(type.getSimpleName()).replace('_', '-');
  }

  /** The name of a variable as it stands in the text: {@code left_out} for leftOut. */
  static String snake(String name) {
    return name.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> variables(Template prompt) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (RecordComponent component : prompt.getClass().getRecordComponents()) {
      try {
        variables.put(snake(component.getName()), component.getAccessor().invoke(prompt));
      } catch (ReflectiveOperationException broken) {
        throw new IllegalStateException("a prompt's variables cannot be read", broken);
      }
    }
    return variables;
  }

  private static String read(@Nullable Path override, String name) {
    try {
      Path own = override == null ? null : override.resolve(name + ".mustache");
      if (own != null && Files.exists(own)) {
        return Files.readString(own);
      }
      try (InputStream in = Prompts.class.getResourceAsStream("/prompts/" + name + ".mustache")) {
        if (in == null) {
          throw new IllegalStateException("the distribution lacks the prompt " + name);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The prompt " + name + " cannot be read.", unreadable);
    }
  }
}
