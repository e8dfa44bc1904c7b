package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
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

/** Asks a server which models it has. */
final class ServerModels {
  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)b(?![a-z])");

  private ServerModels() {}

  /** The names; none where nothing answers in time or what answers is no model server. */
  static List<String> offered(URI baseUrl, @Nullable String key, Duration patience) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(OpenAiModel.under(baseUrl, "models")).timeout(patience).GET();
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      List<String> names = new ArrayList<>();
      if (response.statusCode() == 200) {
        for (JsonNode model : new ObjectMapper().readTree(response.body()).path("data")) {
          names.add(model.path("id").asText());
        }
      }
      return names;
    } catch (IOException nothingThere) {
      return List.of();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** The one to write code with: made for code before others, large before small. */
  static Optional<String> best(List<String> names) {
    return names.stream()
        .filter(name -> !name.toLowerCase(Locale.ROOT).contains("embed"))
        .max(
            Comparator.comparing((String name) -> name.toLowerCase(Locale.ROOT).contains("code"))
                .thenComparing(ServerModels::billions)
                .thenComparing(Comparator.reverseOrder()));
  }

  /** Billions of parameters as the name tells; 0 where it does not. */
  static double billions(String name) {
    Matcher size = SIZE.matcher(name.toLowerCase(Locale.ROOT));
    return size.find() ? Double.parseDouble(size.group(1)) : 0;
  }
}
