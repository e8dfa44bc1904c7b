package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offprint.model.Trouble.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what servers say into what a caller can do about it. The forms are those of OpenAI's error
 * object and of common servers that copy it.
 *
 * @param name of the model, for the words
 * @param secret the key: cut out of whatever a server says
 */
record Troubles(String name, String reader, @Nullable String secret, InstantSource clock) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN = 240;

  /** An answer that is no success. */
  Trouble ofStatus(int status, String retryAfter, String body) {
    Said said = said(body);
    if (said.has("insufficient_quota", "billing_", "credit balance", "spend limit")
        || status == 402) {
      return new Trouble(
          Kind.SETTINGS,
          reader + " says that the spend limit or credit of this key is used up" + said.quoted());
    }
    if (said.has("content_filter", "content_policy", "content management policy")) {
      return new Trouble(Kind.DECLINED, reader + " blocked the question" + said.quoted());
    }
    if (status == 401 || status == 403) {
      // What the server says about a key may hold the key.
      return new Trouble(
          Kind.SETTINGS, "The key for " + name + " was refused by " + reader + "; check the key.");
    }
    // A limit of tokens per minute speaks of too many tokens too, and goes away by itself.
    if (status != 429
            && said.has(
                "context_length",
                "context length",
                "context size",
                "context window",
                "too many tokens")
        || status == 413) {
      return new Trouble(
          Kind.SETTINGS,
          "The question is longer than "
              + name
              + " can take; choose a model with a larger context"
              + said.quoted());
    }
    if (status == 404 || said.has("model_not_found")) {
      return new Trouble(
          Kind.SETTINGS, reader + " has no model " + name + "; choose another" + said.quoted());
    }
    if (status == 408 || status == 409 || status == 425 || status == 429 || status >= 500) {
      String what = status == 429 ? " is busy" : " does not answer properly";
      return new Trouble(
          Kind.TEMPORARY,
          reader + what + " (status " + status + ")" + said.quoted(),
          after(retryAfter).orElse(null));
    }
    return new Trouble(
        status >= 400 ? Kind.FORM : Kind.TEMPORARY,
        reader + " refused the request (status " + status + ")" + said.quoted());
  }

  /** An {@code error} object where an answer should be. */
  Trouble ofError(JsonNode error) {
    int status = error.path("code").asInt(error.path("status").asInt(500));
    return ofStatus(status < 400 || status > 599 ? 500 : status, "", error.toString());
  }

  /** The connection failed or broke. */
  Trouble ofConnection(Throwable failure) {
    String what = "the connection broke";
    for (Throwable next = failure; next != null; next = next.getCause()) {
      String known = plain(next);
      if (!known.isEmpty()) {
        what = known;
        break;
      }
    }
    return new Trouble(Kind.TEMPORARY, reader + " cannot be reached: " + what + ".");
  }

  Trouble declined(String words) {
    return new Trouble(
        Kind.DECLINED,
        "The model declined" + (words.isBlank() ? "." : ": " + clean(words.strip())));
  }

  private static String plain(Throwable failure) {
    return switch (failure) {
      case UnresolvedAddressException unknown -> "its name is not known here";
      case UnknownHostException unknown -> "its name is not known here";
      case HttpConnectTimeoutException slow -> "no connection in time";
      case ConnectException refused ->
          refused.getCause() instanceof UnresolvedAddressException
              ? "its name is not known here"
              : "no connection";
      case HttpTimeoutException slow -> "no answer in time";
      case SSLException untrusted -> "no safe connection";
      case Body.Stalled stalled -> String.valueOf(stalled.getMessage());
      default -> "";
    };
  }

  private Said said(String body) {
    String words = body;
    String all = body;
    try {
      JsonNode json = MAPPER.readTree(body);
      JsonNode error = json.has("error") ? json.path("error") : json;
      words = error.isTextual() ? error.asText() : error.path("message").asText();
      all = words + " " + error.path("code").asText() + " " + error.path("type").asText();
    } catch (JacksonException notJson) {
      words = body.stripLeading().startsWith("<") ? "" : body;
    }
    return new Said(clean(words), all.toLowerCase(Locale.ROOT));
  }

  private String clean(String words) {
    String safe = secret == null || secret.isBlank() ? words : words.replace(secret, "…");
    safe = safe.replaceAll("\\b(sk|pk)-[\\w*-]{4,}", "…").replaceAll("\\s+", " ").strip();
    return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "…";
  }

  /** Seconds, or a date, as RFC 9110 has it; empty where it is neither. */
  private Optional<Duration> after(String header) {
    if (header.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(header.strip()) * 1000)));
    } catch (NumberFormatException date) {
      try {
        Instant at =
            ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(clock.instant(), at);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeException neither) {
        return Optional.empty();
      }
    }
  }

  @Override
  public String toString() {
    return "Troubles of " + name;
  }

  /** What a server said, for people and for sorting. */
  private record Said(String words, String all) {
    boolean has(String... marks) {
      return Stream.of(marks).anyMatch(all::contains);
    }

    String quoted() {
      return words.isBlank() ? "." : ": " + words;
    }
  }
}
