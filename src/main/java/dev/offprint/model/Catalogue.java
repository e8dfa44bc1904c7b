package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offprint.engine.Traits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known about providers and models, read from {@code models.json} and corrected by the
 * settings. A model that nobody described gets careful values.
 */
final class Catalogue {
  private final ModelSettings settings;
  private final Map<String, String> environment;
  private final JsonNode known;

  Catalogue(ModelSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
    try (InputStream in = Catalogue.class.getResourceAsStream("models.json")) {
      known = new ObjectMapper().readTree(in);
    } catch (IOException broken) {
      throw new UncheckedIOException("models.json cannot be read", broken);
    }
  }

  /** The server of a provider; the settings win, then the environment, then what is known. */
  Optional<ModelSettings.Server> server(String provider) {
    ModelSettings.Server configured = settings.providers().get(provider);
    if (configured != null) {
      return Optional.of(configured);
    }
    JsonNode entry = known.path("providers").path(provider);
    if (entry.isMissingNode()) {
      return Optional.empty();
    }
    String moved = environment.get(entry.path("baseUrlVariable").asText());
    URI base = URI.create(entry.path("baseUrl").asText());
    String reader = entry.path("reader").asText();
    if (moved != null && !moved.isBlank() && !URI.create(moved.strip()).equals(base)) {
      base = URI.create(moved.strip());
      reader = "the model server at " + base.getHost();
    }
    JsonNode key = entry.get("keyVariable");
    return Optional.of(new ModelSettings.Server(base, key == null ? null : key.asText(), reader));
  }

  /** Whether a provider's key is used at another address than its own. */
  boolean moved(String provider) {
    String own = known.path("providers").path(provider).path("baseUrl").asText();
    return server(provider).filter(server -> !server.baseUrl().toString().equals(own)).isPresent();
  }

  Collection<String> providers() {
    Map<String, Boolean> names = new LinkedHashMap<>();
    known.path("providers").fieldNames().forEachRemaining(name -> names.put(name, true));
    settings.providers().keySet().forEach(name -> names.put(name, true));
    names.put(ModelName.EMBEDDED, true);
    return new TreeSet<>(names.keySet());
  }

  /** The model that a provider is used with when only its key was found. */
  String usualModel(String provider) {
    return known.path("providers").path(provider).path("model").asText();
  }

  Traits traits(ModelName name, String reader, boolean local) {
    JsonNode entry = entry(name);
    ModelSettings.@Nullable Abilities better = settings.abilities().get(name.toString());
    Integer context = name.embedded() ? Integer.valueOf(settings.embedded().context()) : null;
    return new Traits(
        name.toString(),
        reader,
        or(
            better,
            ModelSettings.Abilities::context,
            context == null ? whole(entry, "context") : context),
        or(better, ModelSettings.Abilities::output, whole(entry, "output")),
        or(better, ModelSettings.Abilities::parallel, whole(entry, "parallel")),
        or(better, ModelSettings.Abilities::schema, entry.path("schema").asBoolean()),
        or(better, ModelSettings.Abilities::compact, compact(name, entry)),
        local,
        // The embedded model has no eyes, whatever the settings say.
        !name.embedded()
            && or(better, ModelSettings.Abilities::images, entry.path("images").asBoolean()));
  }

  /** Tokens that a model needs for thoughts that are not part of the answer. */
  int thinking(ModelName name) {
    return entry(name).path("thinking").asInt(0);
  }

  ModelFile file() {
    JsonNode entry = known.path("embedded");
    JsonNode parts = entry.path("parts");
    return new ModelFile(
        entry.path("model").asText(),
        entry.path("file").asText(),
        entry.path("bytes").asLong(),
        entry.path("sha256").asText(),
        entry.path("licence").asText(),
        URI.create(entry.path("home").asText()),
        new ModelFile.Parts(
            parts.path("name").asText(),
            parts.path("version").asText(),
            parts.path("count").asInt()));
  }

  private JsonNode entry(ModelName name) {
    for (JsonNode model : known.path("models")) {
      String pattern = model.path("name").asText();
      if (pattern.endsWith("*")
          ? name.toString().startsWith(pattern.substring(0, pattern.length() - 1))
          : name.toString().equals(pattern)) {
        return model;
      }
    }
    throw new IllegalStateException("models.json has no entry for every other model");
  }

  /** Names such as {@code qwen3:14b} tell a model's size; from 14 on it counts as a large one. */
  private static boolean compact(ModelName name, JsonNode entry) {
    return entry.path("compact").asBoolean() && ServerModels.billions(name.model()) < 14;
  }

  private static int whole(JsonNode entry, String field) {
    return entry.path(field).asInt();
  }

  private static <T> T or(
      ModelSettings.@Nullable Abilities better,
      Function<ModelSettings.Abilities, @Nullable T> field,
      T known) {
    T value = better == null ? null : field.apply(better);
    return value == null ? known : value;
  }
}
