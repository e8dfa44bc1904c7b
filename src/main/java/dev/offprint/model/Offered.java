package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server says when it is asked which models it has. */
sealed interface Offered {
  /** The names, as a request would use them. */
  record Names(List<String> names) implements Offered {
    public Names {
      names = List.copyOf(names);
    }
  }

  /** It answers, and not with a list. */
  record Refused(int status) implements Offered {}

  /** Nothing answers in time. */
  record Silent() implements Offered {}

  Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)b(?![a-z])");

  /** Asks; blocks no longer than the patience. */
  static Offered by(ModelSettings.Server server, @Nullable String key, Duration patience) {
    HttpRequest request = request(server, key).timeout(patience).GET().build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? new Names(names(new ObjectMapper().readTree(response.body())))
          : new Refused(response.statusCode());
    } catch (JacksonException noList) {
      return new Refused(200);
    } catch (IOException nothingThere) {
      return new Silent();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Silent();
    }
  }

  /** The names; none where nothing answers in time or what answers is no model server. */
  static List<String> names(ModelSettings.Server server, @Nullable String key, Duration patience) {
    return by(server, key, patience) instanceof Names listed ? listed.names : List.of();
  }

  private static HttpRequest.Builder request(ModelSettings.Server server, @Nullable String key) {
    String path =
        switch (server.protocol()) {
          case OPENAI -> "models";
          case ANTHROPIC -> "models?limit=1000";
          case GEMINI -> "models?pageSize=1000";
          case OLLAMA -> "api/tags";
        };
    HttpRequest.Builder request = HttpRequest.newBuilder(ServerModel.under(server.baseUrl(), path));
    if (key != null) {
      switch (server.protocol()) {
        case OPENAI, OLLAMA -> request.header("Authorization", "Bearer " + key);
        case ANTHROPIC ->
            request.header("x-api-key", key).header("anthropic-version", "2023-06-01");
        case GEMINI -> request.header("x-goog-api-key", key);
      }
    }
    return request;
  }

  /** OpenAI and Anthropic list {@code data} by id, Gemini and Ollama {@code models} by name. */
  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.path("data").forEach(model -> names.add(model.path("id").asText()));
    for (JsonNode model : list.path("models")) {
      String name = model.path("name").asText();
      names.add(name.startsWith("models/") ? name.substring("models/".length()) : name);
    }
    return names;
  }

  /** The one to write code with: made for code before others, large before small. */
  static Optional<String> best(List<String> names) {
    return names.stream()
        .filter(name -> !name.toLowerCase(Locale.ROOT).contains("embed"))
        .max(
            Comparator.comparing((String name) -> name.toLowerCase(Locale.ROOT).contains("code"))
                .thenComparing(Offered::billions)
                .thenComparing(Comparator.reverseOrder()));
  }

  /** Billions of parameters as the name tells; 0 where it does not. */
  static double billions(String name) {
    Matcher size = SIZE.matcher(name.toLowerCase(Locale.ROOT));
    return size.find() ? Double.parseDouble(size.group(1)) : 0;
  }
}
