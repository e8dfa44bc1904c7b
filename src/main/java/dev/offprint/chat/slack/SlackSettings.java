package dev.offprint.chat.slack;

import dev.offprint.engine.Downloads;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * How to reach a Slack workspace.
 *
 * @param botToken what the app says and reads with, {@code xoxb-…}
 * @param appToken what the app connects with, {@code xapp-…}
 * @param api the Web API; anything but Slack's own only in tests
 * @param timeout of one request, its answer included
 * @param groups handles of the user groups that decide something here
 */
public record SlackSettings(
    String botToken, String appToken, URI api, Duration timeout, Set<String> groups) {
  public static final URI API = URI.create("https://slack.com/api/");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  public SlackSettings {
    if (!botToken.startsWith("xoxb-")) {
      throw new IllegalArgumentException(
          "Slack's bot token begins with xoxb-: copy it from the app's page, OAuth & Permissions");
    }
    if (!appToken.startsWith("xapp-")) {
      throw new IllegalArgumentException(
          "Slack's app token begins with xapp-: make one on the app's page, Basic Information,"
              + " with the scope connections:write");
    }
    if (!api.getPath().endsWith("/")) {
      throw new IllegalArgumentException("the address of the Web API ends with a slash: " + api);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a request needs some time");
    }
    groups = Set.copyOf(groups);
  }

  /** Slack's own servers. */
  public static SlackSettings of(String botToken, String appToken) {
    return new SlackSettings(botToken, appToken, API, TIMEOUT, Set.of());
  }

  /** Another Web API: one on this machine. */
  public SlackSettings withApi(URI other) {
    return new SlackSettings(botToken, appToken, other, timeout, groups);
  }

  /** With these groups deciding something. */
  public SlackSettings withGroups(Set<String> deciding) {
    return new SlackSettings(botToken, appToken, api, timeout, deciding);
  }

  /** Where the files are that only the bot token opens: with another Web API, beside it. */
  public Downloads.FileHost fileHost() {
    URI files = api.equals(API) ? URI.create("https://files.slack.com") : api.resolve("/");
    return new Downloads.FileHost(files, botToken);
  }

  /** Never the tokens: this may be logged. */
  @Override
  public String toString() {
    return "SlackSettings[" + api + "]";
  }
}
