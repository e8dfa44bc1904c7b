package dev.offprint.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of the checker script: isolated, in an empty directory, without our environment, killed
 * at its deadline.
 */
final class PythonProcess {
  // Escapes everything that is not ASCII: a text may hold half a character, which UTF-8 cannot say.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  // Threads of their own: the common pool has too few to read and write at once.
  private static final Executor PIPES =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("checker-", 0).factory());

  private final CheckSettings settings;
  private final String script;

  PythonProcess(CheckSettings settings, String script) {
    this.settings = settings;
    this.script = script;
  }

  /**
   * Asks the script.
   *
   * @throws Unanswered where there is no answer, with the reason
   */
  JsonNode ask(Map<String, ?> request) throws Unanswered {
    byte[] input = written(request);
    Path directory = null;
    try {
      directory = Files.createTempDirectory("offprint-check");
      Path file = Files.writeString(directory.resolve("checker.py"), script);
      Path empty = Files.createDirectory(directory.resolve("empty"));
      return answer(file, empty, input);
    } catch (IOException failed) {
      throw new Unanswered("the checker could not be started: " + failed.getMessage(), "");
    } finally {
      delete(directory);
    }
  }

  private JsonNode answer(Path file, Path empty, byte[] input) throws Unanswered {
    ProcessBuilder builder =
        new ProcessBuilder(settings.python(), "-I", "-S", "-B", file.toString())
            .directory(empty.toFile());
    // The path stays: an interpreter may be a script that looks for the real one.
    builder.environment().keySet().retainAll(Set.of("PATH", "SYSTEMROOT"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      throw new Unanswered(settings.python() + " is not on this machine", "");
    }
    try (InputStream out = process.getInputStream();
        InputStream err = process.getErrorStream()) {
      CompletableFuture<Void> given = CompletableFuture.runAsync(() -> give(process, input), PIPES);
      CompletableFuture<byte[]> said =
          CompletableFuture.supplyAsync(() -> taken(process, out, settings.output()), PIPES);
      CompletableFuture<byte[]> muttered =
          CompletableFuture.supplyAsync(() -> taken(process, err, settings.output()), PIPES);
      boolean ended = process.waitFor(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      given.join();
      String errors = new String(muttered.join(), StandardCharsets.UTF_8);
      byte[] answer = said.join();
      if (!ended) {
        throw new Unanswered(
            "the checker did not end within " + settings.deadline().toSeconds() + " s", errors);
      }
      if (process.exitValue() != 0) {
        throw new Unanswered("the checker ended with code " + process.exitValue(), errors);
      }
      JsonNode read = JSON.readTree(answer);
      if (read.has("error")) {
        throw new Unanswered(read.get("error").asText(), "");
      }
      return read;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unanswered("the checker was interrupted", "");
    } catch (CompletionException | IOException broken) {
      throw new Unanswered("the checker gave no readable answer", "");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static byte[] written(Map<String, ?> request) {
    try {
      return JSON.writeValueAsBytes(request);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("not a request", broken);
    }
  }

  private static void give(Process process, byte[] input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException gone) {
      // It ended before it had read everything; its exit code says the rest.
      process.destroy();
    }
  }

  /** All that comes, up to the cap; whoever says more is killed. */
  private static byte[] taken(Process process, InputStream in, int most) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (kept.size() + n > most) {
          process.destroyForcibly();
          break;
        }
        kept.write(buffer, 0, n);
      }
    } catch (IOException closed) {
      return kept.toByteArray();
    }
    return kept.toByteArray();
  }

  private static void delete(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try {
      Files.deleteIfExists(directory.resolve("checker.py"));
      Files.deleteIfExists(directory.resolve("empty"));
      Files.deleteIfExists(directory);
    } catch (IOException left) {
      directory.toFile().deleteOnExit();
    }
  }

  /** There is no answer; what the script had said on standard error says how far it came. */
  static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;
    private final String errors;

    Unanswered(String why, String errors) {
      super(why);
      this.errors = errors;
    }

    String why() {
      return String.valueOf(getMessage());
    }

    String errors() {
      return errors;
    }
  }
}
