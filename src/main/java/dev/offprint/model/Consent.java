package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Who may read papers because a person said so, by address: another address under the same key is
 * another question.
 */
final class Consent {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final Path file;

  Consent(Path file) {
    this.file = file;
  }

  /** What was said; empty where nobody was asked. */
  Optional<Boolean> of(URI reader) {
    JsonNode said = stored().get(reader.toString());
    return said == null ? Optional.empty() : Optional.of(said.asBoolean());
  }

  void remember(URI reader, boolean agreed) {
    ObjectNode all = stored().put(reader.toString(), agreed);
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(next, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException("What you agreed to cannot be kept in " + file, failed);
    }
  }

  private ObjectNode stored() {
    try {
      return Files.exists(file) && MAPPER.readTree(file.toFile()) instanceof ObjectNode all
          ? all
          : MAPPER.createObjectNode();
    } catch (JacksonException unreadable) {
      // Asked again rather than agreed by accident.
      return MAPPER.createObjectNode();
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }
}
