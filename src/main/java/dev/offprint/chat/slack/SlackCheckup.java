package dev.offprint.chat.slack;

import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import dev.offprint.engine.Checkup;
import java.util.ArrayList;
import java.util.List;

/** Looks whether Slack lets us in: tokens, what the app may do, and a connection. */
public final class SlackCheckup implements Checkup {
  private final SlackSettings settings;

  public SlackCheckup(SlackSettings settings) {
    this.settings = settings;
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
    for (SlackScope scope : SlackScope.values()) {
      if (!ourselves.scopes().contains(scope.scope)) {
        lacks.add(scope.scope);
        found.add(
            scope.asked == SlackScope.Asked.NEEDED
                ? new Found(
                    "slack scopes",
                    Verdict.MISSING,
                    scope.scope
                        + ": "
                        + scope.otherwise
                        + ". Add it to the app and install it again")
                : new Found(
                    "slack scopes",
                    Verdict.NOTE,
                    "without " + scope.scope + " " + scope.otherwise));
      }
    }
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
