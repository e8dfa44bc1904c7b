package dev.offprint.chat.slack;

import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import dev.offprint.engine.Checkup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks whether Slack lets us in: tokens, what the app may do, and a connection. */
public final class SlackCheckup implements Checkup {
  /** Without these there is no working here. */
  private static final Map<String, String> NEEDED = needed();

  /** Without these a feature is left out. */
  private static final Map<String, String> USEFUL = useful();

  private final SlackSettings settings;

  public SlackCheckup(SlackSettings settings) {
    this.settings = settings;
  }

  private static Map<String, String> needed() {
    Map<String, String> scopes = new LinkedHashMap<>();
    scopes.put("app_mentions:read", "mentions are not heard");
    scopes.put("chat:write", "nothing can be said");
    scopes.put("files:read", "papers cannot be read from files");
    scopes.put("files:write", "plans and archives cannot be handed over");
    scopes.put("users:read", "members cannot be told from guests, so nobody may do anything");
    return scopes;
  }

  private static Map<String, String> useful() {
    Map<String, String> scopes = new LinkedHashMap<>();
    scopes.put("commands", "no /offprint and no message shortcut");
    scopes.put("im:history", "direct messages are not heard");
    scopes.put("im:write", "the owner cannot be reached when a thread is gone");
    scopes.put("reactions:write", "no sign on the message that asked");
    scopes.put("channels:read", "sessions of public channels are seen only from there");
    scopes.put("groups:read", "sessions of private channels are seen only from there");
    scopes.put("assistant:write", "no suggestions and no status in assistant threads");
    scopes.put("channels:history", "plain replies in public channels are not heard");
    scopes.put("groups:history", "plain replies in private channels are not heard");
    return scopes;
  }

  @Override
  public List<Found> look() {
    List<Found> found = new ArrayList<>();
    try (SlackApi api = new SlackApi(settings)) {
      switch (Ourselves.ask(api)) {
        case SlackAnswer.Done<Ourselves> done -> {
          found.add(
              new Found(
                  "slack token",
                  Verdict.OK,
                  "the bot token is good for workspace " + done.value().team()));
          scopes(done.value(), found);
        }
        case SlackAnswer.Refused<Ourselves> no -> found.add(token(no.error()));
        case SlackAnswer.Later<Ourselves> later -> found.add(token(later.why()));
        case SlackAnswer.Unknown<Ourselves> unknown -> found.add(token(unknown.why()));
      }
      found.add(connection(api));
    }
    return found;
  }

  private static Found token(String why) {
    return new Found(
        "slack token",
        Verdict.MISSING,
        why
            + ": copy the bot token (xoxb-…) from the app's page, OAuth & Permissions, once more"
            + " into SLACK_BOT_TOKEN");
  }

  private static void scopes(Ourselves ourselves, List<Found> found) {
    if (ourselves.scopes().isEmpty()) {
      found.add(new Found("slack scopes", Verdict.NOTE, "Slack does not say what the app may do"));
      return;
    }
    List<String> lacks = new ArrayList<>();
    NEEDED.forEach(
        (scope, otherwise) -> {
          if (!ourselves.scopes().contains(scope)) {
            lacks.add(scope);
            found.add(
                new Found(
                    "slack scopes",
                    Verdict.MISSING,
                    scope + ": " + otherwise + ". Add it to the app and install it again"));
          }
        });
    USEFUL.forEach(
        (scope, otherwise) -> {
          if (!ourselves.scopes().contains(scope)) {
            lacks.add(scope);
            found.add(
                new Found("slack scopes", Verdict.NOTE, "without " + scope + " " + otherwise));
          }
        });
    if (lacks.isEmpty()) {
      found.add(new Found("slack scopes", Verdict.OK, "all that is of use"));
    }
  }

  private Found connection(SlackApi api) {
    SlackAnswer<AppsConnectionsOpenResponse> answer =
        api.call(slack -> slack.appsConnectionsOpen(asking -> asking.token(settings.appToken())));
    return switch (answer) {
      case SlackAnswer.Done<AppsConnectionsOpenResponse> done ->
          new Found("slack socket", Verdict.OK, "Socket Mode gives a connection");
      case SlackAnswer.Refused<AppsConnectionsOpenResponse> no -> socket(no.error());
      case SlackAnswer.Later<AppsConnectionsOpenResponse> later -> socket(later.why());
      case SlackAnswer.Unknown<AppsConnectionsOpenResponse> unknown -> socket(unknown.why());
    };
  }

  private static Found socket(String why) {
    return new Found(
        "slack socket",
        Verdict.MISSING,
        why
            + ": switch Socket Mode on for the app, and make the app token (xapp-…) with the scope"
            + " connections:write");
  }
}
