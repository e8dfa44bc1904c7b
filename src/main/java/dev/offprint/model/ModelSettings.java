package dev.offprint.model;

import dev.offprint.engine.Price;
import dev.offprint.engine.Role;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be configured about models. Keys are never in it, only the names of the environment
 * variables that hold them.
 *
 * @param model {@code provider:model} for every role; null: chosen by what there is
 * @param roles models of single roles
 * @param fallback {@code provider:model} that answers where another does not; null: none
 * @param localOnly whether only models on this machine may read papers
 * @param providers servers by name, beside and instead of those known
 * @param abilities corrections to what is known about models, by {@code provider:model}
 * @param firstToken longest wait for the first token of an answer
 * @param idle longest wait for the next
 * @param prices by {@code provider:model}, instead of those known
 */
public record ModelSettings(
    @Nullable String model,
    Map<Role, String> roles,
    @Nullable String fallback,
    boolean localOnly,
    Map<String, Server> providers,
    Map<String, Abilities> abilities,
    Duration firstToken,
    Duration idle,
    Embedded embedded,
    Map<String, Price> prices) {
  public ModelSettings {
    roles = Map.copyOf(roles);
    providers = Map.copyOf(providers);
    abilities = Map.copyOf(abilities);
    prices = Map.copyOf(prices);
    if (!firstToken.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException("Waiting times for models must be longer than nothing.");
    }
  }

  /** Without a fallback, with any reader, and with the prices that are known. */
  public ModelSettings(
      @Nullable String model,
      Map<Role, String> roles,
      Map<String, Server> providers,
      Map<String, Abilities> abilities,
      Duration firstToken,
      Duration idle,
      Embedded embedded) {
    this(model, roles, null, false, providers, abilities, firstToken, idle, embedded, Map.of());
  }

  /** Nothing configured. */
  public static ModelSettings defaults() {
    return new ModelSettings(
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        Duration.ofMinutes(5),
        Duration.ofMinutes(2),
        Embedded.defaults());
  }

  /** The same with another default model, as {@code --model} says. */
  public ModelSettings withModel(@Nullable String other) {
    return new ModelSettings(
        other,
        roles,
        fallback,
        localOnly,
        providers,
        abilities,
        firstToken,
        idle,
        embedded,
        prices);
  }

  /** The same with another fallback. */
  public ModelSettings withFallback(@Nullable String other) {
    return new ModelSettings(
        model, roles, other, localOnly, providers, abilities, firstToken, idle, embedded, prices);
  }

  /** The same, for models on this machine only or for any. */
  public ModelSettings withLocalOnly(boolean only) {
    return new ModelSettings(
        model, roles, fallback, only, providers, abilities, firstToken, idle, embedded, prices);
  }

  /** The same with other prices. */
  public ModelSettings withPrices(Map<String, Price> other) {
    return new ModelSettings(
        model, roles, fallback, localOnly, providers, abilities, firstToken, idle, embedded, other);
  }

  /** The same with one more server. */
  public ModelSettings withProvider(String name, Server server) {
    Map<String, Server> more = new java.util.HashMap<>(providers);
    more.put(name, server);
    return new ModelSettings(
        model, roles, fallback, localOnly, more, abilities, firstToken, idle, embedded, prices);
  }

  /** The same with other settings of the embedded model. */
  public ModelSettings withEmbedded(Embedded other) {
    return new ModelSettings(
        model, roles, fallback, localOnly, providers, abilities, firstToken, idle, other, prices);
  }

  /** The protocols that are spoken. */
  public enum Protocol {
    /** Chat completions, OpenAI's and that of the many that copy it. */
    OPENAI,
    /** Anthropic's messages. */
    ANTHROPIC,
    /** Gemini's generateContent. */
    GEMINI,
    /** Ollama's own chat. */
    OLLAMA
  }

  /**
   * A model server.
   *
   * @param baseUrl what the protocol's paths are appended to; of OpenAI's, up to and with {@code
   *     /v1}
   * @param keyVariable the environment variable with its key; null where it takes none
   * @param reader who gets to read the paper, in words for people
   * @param parallel calls at once, of all sessions together; null: as is usual there
   */
  public record Server(
      URI baseUrl,
      @Nullable String keyVariable,
      String reader,
      Protocol protocol,
      @Nullable Integer parallel) {
    /** One that speaks OpenAI's protocol. */
    public Server(URI baseUrl, @Nullable String keyVariable, String reader) {
      this(baseUrl, keyVariable, reader, Protocol.OPENAI, null);
    }

    public Server {
      if (parallel != null && parallel < 1) {
        throw new IllegalArgumentException("A model server takes one call at once or more.");
      }
      if (baseUrl.getHost() == null || !List.of("http", "https").contains(baseUrl.getScheme())) {
        throw new IllegalArgumentException(
            "The address of a model server must begin with http:// or https:// and name a host: "
                + baseUrl);
      }
    }
  }

  /** What a model can do, where that is known better; null leaves what is known. */
  public record Abilities(
      @Nullable Integer context,
      @Nullable Integer output,
      @Nullable Integer parallel,
      @Nullable Boolean schema,
      @Nullable Boolean compact,
      @Nullable Boolean images,
      @Nullable Integer thinking) {
    /** Where nothing is said of pictures and thoughts. */
    public Abilities(
        @Nullable Integer context,
        @Nullable Integer output,
        @Nullable Integer parallel,
        @Nullable Boolean schema,
        @Nullable Boolean compact) {
      this(context, output, parallel, schema, compact, null, null);
    }
  }

  /**
   * The model inside this program.
   *
   * @param file a model file of one's own, used as it is; null: the one that is fetched
   * @param source another address of the same file; null: its home
   * @param context tokens that prompt and answer share; each 1,000 cost about 30 MB of memory
   * @param threads 0: one per core
   * @param pip how pip is started, the second way to the file
   */
  public record Embedded(
      @Nullable Path file, @Nullable URI source, int context, int threads, List<String> pip) {
    public Embedded {
      pip = List.copyOf(pip);
      if (context < 512 || threads < 0) {
        throw new IllegalArgumentException(
            "The embedded model needs a context of 512 tokens or more, and no negative threads.");
      }
    }

    public static Embedded defaults() {
      return new Embedded(null, null, 16_384, 0, List.of("python3", "-m", "pip"));
    }
  }
}
