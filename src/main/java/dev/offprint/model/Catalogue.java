package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offprint.engine.Traits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final int USUAL_PARALLEL = 8;

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
    URI base = URI.create(entry.path("baseUrl").asText());
    String reader = entry.path("reader").asText();
    URI moved = moved(entry);
    if (moved != null && !moved.equals(base)) {
      base = moved;
      reader = here(moved) ? entry.path("readerHere").asText("") : "";
      reader = reader.isEmpty() ? "the model server at " + base.getHost() : reader;
    }
    return Optional.of(
        new ModelSettings.Server(
            base,
            keyVariable(entry),
            reader,
            ModelSettings.Protocol.valueOf(entry.path("protocol").asText()),
            null));
  }

  /** Another address, in the form in which the provider's own client is told it. */
  private @Nullable URI moved(JsonNode entry) {
    String said = environment.getOrDefault(entry.path("baseUrlVariable").asText(), "").strip();
    if (said.isEmpty()) {
      return null;
    }
    if (!said.contains("://")) {
      // Ollama's variable may be a host, with or without a port, and is the server's own too.
      String host =
          said.replaceFirst("^0\\.0\\.0\\.0", "127.0.0.1").replaceFirst("^:", "127.0.0.1:");
      said = "http://" + (host.matches(".*:\\d+") ? host : host + ":11434");
    }
    String suffix = entry.path("baseUrlSuffix").asText("");
    String bare = said.endsWith("/") ? said.substring(0, said.length() - 1) : said;
    return URI.create(bare.endsWith(suffix) ? bare : bare + suffix);
  }

  /** The name that is set, else the usual one; null where the provider takes no key. */
  private @Nullable String keyVariable(JsonNode entry) {
    String usual = null;
    for (JsonNode variable : entry.path("keyVariables")) {
      if (!environment.getOrDefault(variable.asText(), "").isBlank()) {
        return variable.asText();
      }
      usual = usual == null ? variable.asText() : usual;
    }
    return usual;
  }

  /** Providers whose key may be found in the environment, in the order in which they are asked. */
  List<String> keyed() {
    List<String> keyed = new ArrayList<>();
    known
        .path("providers")
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().has("keyVariables")) {
                keyed.add(entry.getKey());
              }
            });
    return keyed;
  }

  /** The environment variable that moves a provider to another address. */
  String addressVariable(String provider) {
    return known.path("providers").path(provider).path("baseUrlVariable").asText();
  }

  /** Whether an address is on this machine. */
  static boolean here(URI address) {
    return List.of("127.0.0.1", "localhost", "[::1]").contains(address.getHost());
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
        or(
            better,
            ModelSettings.Abilities::schema,
            // Such a schema stands before all that is shared: each would begin a cache of its own.
            entry.path("schema").asBoolean() && !entry.path("schemaInPrefix").asBoolean()),
        or(better, ModelSettings.Abilities::compact, compact(name, entry)),
        local,
        // The embedded model has no eyes, whatever the settings say.
        !name.embedded()
            && or(better, ModelSettings.Abilities::images, entry.path("images").asBoolean()));
  }

  /** Tokens that a model needs for thoughts that are not part of the answer. */
  int thinking(ModelName name) {
    return or(
        settings.abilities().get(name.toString()),
        ModelSettings.Abilities::thinking,
        entry(name).path("thinking").asInt(0));
  }

  /** Whether a model's prompt cache wants to be told where shared blocks end, in OpenAI's way. */
  boolean marks(ModelName name) {
    return entry(name).path("cacheMarks").asBoolean();
  }

  /** Calls at once to a provider, of all sessions together. */
  int parallel(String provider) {
    ModelSettings.Server configured = settings.providers().get(provider);
    Integer own = configured == null ? null : configured.parallel();
    return own == null
        ? known.path("providers").path(provider).path("parallel").asInt(USUAL_PARALLEL)
        : own;
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
    return entry.path("compact").asBoolean() && Offered.billions(name.model()) < 14;
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
