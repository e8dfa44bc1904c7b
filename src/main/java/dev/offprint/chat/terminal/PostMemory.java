package dev.offprint.chat.terminal;

import dev.offprint.engine.Chat.PostId;
import dev.offprint.session.ThreadRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Which posts have been printed, kept in a file so that a restart does not print them again: a
 * terminal cannot be asked what is on it. A line is written after the post; a crash between the two
 * prints that post once more.
 */
public final class PostMemory {
  private final Path file;
  private final Set<String> posts = new HashSet<>();

  /** Opens the file, which need not exist yet. */
  public PostMemory(Path file) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        posts.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  synchronized void add(ThreadRef thread, PostId post) throws IOException {
    String line = line(thread, post);
    if (posts.add(line)) {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  synchronized boolean has(ThreadRef thread, PostId post) {
    return posts.contains(line(thread, post));
  }

  private static String line(ThreadRef thread, PostId post) {
    return thread.channel() + "\t" + thread.thread() + "\t" + post.value();
  }
}
