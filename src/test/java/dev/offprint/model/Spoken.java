package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.engine.Traits;
import dev.offprint.model.ModelServer.Answer;
import java.time.Duration;
import java.util.function.Function;

/** Every protocol with a server on loopback that speaks it, and where its requests have what. */
public enum Spoken {
  OPENAI {
    @Override
    public ModelServer server(Function<JsonNode, Answer> answers) {
      return new OpenAiServer(answers);
    }

    @Override
    String sent(String key) {
      return "Bearer " + key;
    }

    @Override
    int limit(JsonNode request) {
      return request.path("max_tokens").asInt();
    }

    @Override
    JsonNode schema(JsonNode request) {
      return OpenAiServer.schema(request);
    }
  },
  ANTHROPIC {
    @Override
    public ModelServer server(Function<JsonNode, Answer> answers) {
      return new AnthropicServer(answers);
    }

    @Override
    int limit(JsonNode request) {
      return request.path("max_tokens").asInt();
    }

    @Override
    JsonNode schema(JsonNode request) {
      return request.path("output_config").path("format").path("schema");
    }
  },
  GEMINI {
    @Override
    public ModelServer server(Function<JsonNode, Answer> answers) {
      return new GeminiServer(answers);
    }

    @Override
    int limit(JsonNode request) {
      return request.path("generationConfig").path("maxOutputTokens").asInt();
    }

    @Override
    JsonNode schema(JsonNode request) {
      return request.path("generationConfig").path("responseJsonSchema");
    }
  },
  OLLAMA {
    @Override
    public ModelServer server(Function<JsonNode, Answer> answers) {
      return new OllamaServer(answers);
    }

    @Override
    String sent(String key) {
      return "null";
    }

    @Override
    long cached(long tokens) {
      return 0;
    }

    @Override
    int limit(JsonNode request) {
      return request.path("options").path("num_predict").asInt();
    }

    @Override
    JsonNode schema(JsonNode request) {
      return request.path("format");
    }
  };

  static final String KEY = "sk-test-0123456789abcdef";

  public abstract ModelServer server(Function<JsonNode, Answer> answers);

  /** The tokens limit of an answer. */
  abstract int limit(JsonNode request);

  /** The schema that a request's answer must match; missing where there is none. */
  abstract JsonNode schema(JsonNode request);

  /** How a key is sent. */
  String sent(String key) {
    return key;
  }

  /** What the protocol says of that many tokens from a cache. */
  long cached(long tokens) {
    return tokens;
  }

  /** A model behind such a server, with little patience. */
  static ServerModel model(ModelServer server, Pace pace) {
    return model(server, pace, 0);
  }

  /**
   * @param thinking tokens that the model needs for hidden thoughts
   */
  static ServerModel model(ModelServer server, Pace pace, int thinking) {
    return model(server, pace, thinking, false);
  }

  /**
   * @param marks whether its cache wants to be told where shared blocks end
   */
  static ServerModel model(ModelServer server, Pace pace, int thinking, boolean marks) {
    return new ServerModel(
        new ModelName("test", "m"),
        server.described("KEY"),
        KEY,
        new Traits("test:m", "the test server", 32_000, 4_000, 4, true, false, true),
        thinking,
        marks,
        impatient(),
        Provider.of(8, pace),
        pace);
  }

  static ModelSettings impatient() {
    ModelSettings defaults = ModelSettings.defaults();
    return new ModelSettings(
        null,
        defaults.roles(),
        defaults.providers(),
        defaults.abilities(),
        Duration.ofMillis(900),
        Duration.ofMillis(300),
        defaults.embedded());
  }
}
