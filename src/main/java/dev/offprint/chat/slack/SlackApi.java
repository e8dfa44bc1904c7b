package dev.offprint.chat.slack;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiErrorResponse;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slack's Web API, where every request ends as a {@link SlackAnswer}. Nothing is repeated here and
 * no body is logged. Calls block; several threads may call at once.
 */
final class SlackApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackApi.class);

  private static final int TOO_MANY = 429;
  private static final Duration WHILE = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofSeconds(5);

  /** Until somebody mends the token or the app. */
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Slack's word that it did nothing, but may soon. */
  private static final Set<String> SOON =
      Set.of(
          "ratelimited",
          "rate_limited",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org",
          "message_limit_exceeded");

  /** Nothing goes through until the connection is mended, and then everything does. */
  private static final Set<String> CONNECTION =
      Set.of(
          "invalid_auth",
          "not_authed",
          "token_revoked",
          "token_expired",
          "account_inactive",
          "access_denied",
          "org_login_required",
          "ekm_access_denied");

  /** Slack's word that some of it may have been done. */
  private static final Set<String> PERHAPS = Set.of("fatal_error", "internal_error");

  private final OkHttpClient http;
  private final Slack slack;
  private final MethodsClient methods;
  private final Set<String> missing = new ConcurrentSkipListSet<>();

  SlackApi(SlackSettings settings) {
    SlackConfig config = config(settings);
    // The library's default repeats a request over a new connection where a kept one has died: a
    // message would be posted twice.
    this.http =
        SlackHttpClient.buildOkHttpClient(config)
            .newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
    SlackHttpClient once = new SlackHttpClient(http);
    once.setConfig(config);
    this.slack = Slack.getInstance(config, once);
    this.methods = slack.methods(settings.botToken());
  }

  /** The library, as it is set up here: whoever needs it uses this one, and does not close it. */
  Slack library() {
    return slack;
  }

  /** Requests to Slack that are none of the Web API. */
  OkHttpClient http() {
    return http;
  }

  /** The library's settings, without its statistics and without its log of bodies. */
  private static SlackConfig config(SlackSettings settings) {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(settings.api().toString());
    if ("127.0.0.1".equals(settings.api().getHost())) {
      config.setProxyUrl(null);
    }
    int most = Math.toIntExact(settings.timeout().toMillis());
    config.setHttpClientReadTimeoutMillis(most);
    config.setHttpClientWriteTimeoutMillis(most);
    config.setHttpClientCallTimeoutMillis(most);
    config.setStatsEnabled(false);
    config.setHttpClientResponseHandlers(List.of());
    return config;
  }

  /** One request of the library's. */
  interface Request<T> {
    T to(MethodsClient slack) throws IOException, SlackApiException;
  }

  /** Makes one request, once. */
  <T extends SlackApiTextResponse> SlackAnswer<T> call(Request<T> request) {
    try {
      T answer = request.to(methods);
      return answer.isOk()
          ? new SlackAnswer.Done<>(answer)
          : said(answer.getError(), answer.getNeeded(), Optional.empty());
    } catch (SlackApiException refused) {
      return refused(refused);
    } catch (ConnectException
        | UnknownHostException
        | NoRouteToHostException
        | SSLHandshakeException unreached) {
      return new SlackAnswer.Later<>(MOMENT, "Slack cannot be reached: " + unreached);
    } catch (IOException cut) {
      return new SlackAnswer.Unknown<>("the connection to Slack broke: " + cut);
    } catch (JsonParseException garbled) {
      return new SlackAnswer.Unknown<>("Slack's answer cannot be read");
    }
  }

  private <T> SlackAnswer<T> refused(SlackApiException refused) {
    int status = refused.getResponse().code();
    Optional<Duration> after = after(refused.getResponse().header("Retry-After"));
    if (status == TOO_MANY) {
      return new SlackAnswer.Later<>(after.orElse(WHILE), "too many requests");
    }
    SlackApiErrorResponse error = refused.getError();
    if (error != null && error.getError() != null) {
      return said(error.getError(), error.getNeeded(), after);
    }
    return status >= 500
        ? new SlackAnswer.Unknown<>("Slack answers with status " + status)
        : new SlackAnswer.Refused<>("status_" + status, null);
  }

  /** What Slack's error names mean to whoever asked. */
  private <T> SlackAnswer<T> said(
      @Nullable String name, @Nullable String needed, Optional<Duration> after) {
    String error = name == null ? "no_reason" : name;
    if (PERHAPS.contains(error)) {
      return new SlackAnswer.Unknown<>(error);
    }
    if (SOON.contains(error)) {
      return new SlackAnswer.Later<>(after.orElse(WHILE), error);
    }
    if (CONNECTION.contains(error)) {
      LOG.warn("Slack does not let us in: {}; offprint doctor says more", error);
      return new SlackAnswer.Later<>(LONG, error);
    }
    if (error.equals("missing_scope") && needed != null && missing.add(needed)) {
      LOG.warn("Slack wants the scope {}: what needs it is left out until it is there", needed);
    }
    return new SlackAnswer.Refused<>(error, needed);
  }

  private static Optional<Duration> after(@Nullable String seconds) {
    try {
      return seconds == null
          ? Optional.empty()
          : Optional.of(Duration.ofSeconds(Math.clamp(Long.parseLong(seconds.strip()), 1, 3_600)));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** The scopes that Slack has asked for and the app does not have, as far as seen. */
  Set<String> missingScopes() {
    return new TreeSet<>(missing);
  }

  @Override
  public void close() {
    try {
      slack.close();
    } catch (Exception late) {
      LOG.debug("Slack's library does not close", late);
    }
  }
}
