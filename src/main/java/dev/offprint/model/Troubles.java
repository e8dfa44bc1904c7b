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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what servers say into what a caller can do about it. The forms are those of OpenAI's error
 * object and of common servers that copy it, of Anthropic, Gemini and Ollama.
 *
 * @param name of the model, for the words
 * @param secret the key: cut out of whatever a server says
 */
record Troubles(String name, String reader, @Nullable String secret, InstantSource clock) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN = 240;

  /** Seconds; a server that asks for more than a day means never. */
  private static final double MOST = 86_400;

  /** Money or quota that comes back by somebody's deed only. */
  private static final String[] SPENT = {
    "insufficient_quota", "billing_", "credit balance", "spend limit", "usage limits", "perday"
  };

  private static final String[] TOO_LONG = {
    "context_length",
    "context length",
    "context size",
    "context window",
    "context limit",
    "too many tokens",
    "prompt is too long",
    "exceeds the maximum number of tokens"
  };

  /**
   * An answer that is no success.
   *
   * @param header a header by its name; empty where there is none
   */
  Trouble ofStatus(int status, UnaryOperator<String> header, String body) {
    Said said = said(body);
    if (said.has(SPENT) || status == 402) {
      return new Trouble(
          Kind.SETTINGS,
          opening()
              + " says that the spend limit or credit of this key is used up"
              + said.quoted());
    }
    if (said.has("content_filter", "content_policy", "content management policy")) {
      return new Trouble(Kind.DECLINED, opening() + " blocked the question" + said.quoted());
    }
    if (status == 401 || status == 403 || said.has("api_key_invalid")) {
      // What the server says about a key may hold the key.
      return new Trouble(
          Kind.SETTINGS, "The key for " + name + " was refused by " + reader + "; check the key.");
    }
    // A limit of tokens per minute speaks of too many tokens too, and goes away by itself.
    if ((status != 429 && said.has(TOO_LONG)) || status == 413) {
      return new Trouble(
          Kind.SETTINGS,
          "The question is longer than "
              + name
              + " can take; choose a model with a larger context"
              + said.quoted());
    }
    if (status == 404 || said.has("model_not_found")) {
      return new Trouble(
          Kind.SETTINGS, opening() + " has no model " + name + "; choose another" + said.quoted());
    }
    if (said.has("requires more system memory")) {
      return new Trouble(
          Kind.SETTINGS,
          name + " is too large for this machine; choose a smaller model" + said.quoted());
    }
    if (status == 408 || status == 409 || status == 425 || status == 429 || status >= 500) {
      String what = status == 429 || status == 529 ? " is busy" : " does not answer properly";
      return new Trouble(
          Kind.TEMPORARY,
          opening() + what + " (status " + status + ")" + said.quoted(),
          after(header).orElse(said.after));
    }
    return new Trouble(
        status >= 400 ? Kind.FORM : Kind.TEMPORARY,
        opening() + " refused the request (status " + status + ")" + said.quoted());
  }

  /** The reader as a sentence begins with it. */
  String opening() {
    return reader.substring(0, 1).toUpperCase(Locale.ROOT) + reader.substring(1);
  }

  /** An {@code error} object where an answer should be. */
  Trouble ofError(JsonNode error) {
    int status = error.path("code").asInt(error.path("status").asInt(0));
    return ofStatus(
        status < 400 || status > 599 ? status(error.path("type").asText()) : status,
        name -> "",
        error.toString());
  }

  /** What a kind of error would have been, had it come in time to be a status. */
  private static int status(String type) {
    return switch (type) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "request_too_large" -> 413;
      case "rate_limit_error" -> 429;
      case "overloaded_error" -> 529;
      default -> 500;
    };
  }

  /** The connection failed or broke. */
  Trouble ofConnection(Throwable failure) {
    String what = "the connection broke";
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof Body.Stalled stalled) {
        return new Trouble(
            Kind.TEMPORARY, opening() + " stopped answering: " + stalled.getMessage() + ".");
      }
      String known = plain(next);
      if (!known.isEmpty()) {
        what = known;
        break;
      }
    }
    return new Trouble(Kind.TEMPORARY, opening() + " cannot be reached: " + what + ".");
  }

  /** The model would not, or a filter in front of it. */
  Trouble declined(Heard heard) {
    String words = heard.refusal();
    String filter = heard.finish();
    boolean filtered = !List.of("refusal", "stop", "").contains(filter);
    return new Trouble(
        Kind.DECLINED,
        words.isBlank()
            ? filtered
                ? "A filter of " + reader + " stopped the answer (" + clean(filter) + ")."
                : "The model declined."
            : "The model declined: " + clean(words.strip()));
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
      default -> "";
    };
  }

  private Said said(String body) {
    String words = body;
    StringBuilder all = new StringBuilder(body);
    Duration after = null;
    try {
      JsonNode json = MAPPER.readTree(body);
      JsonNode first = json.isArray() ? json.path(0) : json;
      JsonNode error = first.has("error") ? first.path("error") : first;
      words = error.isTextual() ? error.asText() : error.path("message").asText();
      all = new StringBuilder(words);
      for (String field : List.of("code", "type", "status")) {
        all.append(' ').append(error.path(field).asText());
      }
      for (JsonNode detail : error.path("details")) {
        all.append(' ').append(detail.path("reason").asText());
        for (JsonNode quota : detail.path("violations")) {
          all.append(' ').append(quota.path("quotaId").asText());
        }
        after = delay(detail.path("retryDelay").asText("")).orElse(after);
      }
    } catch (JacksonException notJson) {
      words = body.stripLeading().startsWith("<") ? "" : body;
    }
    return new Said(clean(words), all.toString().toLowerCase(Locale.ROOT), after);
  }

  private String clean(String words) {
    String safe = secret == null || secret.isBlank() ? words : words.replace(secret, "…");
    safe = safe.replaceAll("\\b(sk|pk)-[\\w*-]{4,}", "…").replaceAll("\\s+", " ").strip();
    return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "…";
  }

  /**
   * Seconds, or a date, as RFC 9110 has it; empty where it is neither. A date is held against the
   * server's own clock: this machine's may be wrong.
   */
  private Optional<Duration> after(UnaryOperator<String> header) {
    String said = header.apply("Retry-After").strip();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> seconds = delay(said + "s");
    if (seconds.isPresent()) {
      return seconds;
    }
    Instant now = date(header.apply("Date")).orElseGet(clock::instant);
    return date(said).map(at -> at.isBefore(now) ? Duration.ZERO : Duration.between(now, at));
  }

  /** Seconds, with {@code s} after them. */
  private static Optional<Duration> delay(String said) {
    try {
      double seconds = said.endsWith("s") ? Double.parseDouble(said.replaceAll("s$", "")) : -1;
      return seconds >= 0 && seconds < MOST
          ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
          : Optional.empty();
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> date(String said) {
    try {
      return Optional.of(
          ZonedDateTime.parse(said.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Troubles of " + name;
  }

  /** What a server said, for people and for sorting. */
  private record Said(String words, String all, @Nullable Duration after) {
    boolean has(String... marks) {
      return Stream.of(marks).anyMatch(all::contains);
    }

    String quoted() {
      return words.isBlank() ? "." : ": " + words;
    }
  }
}
