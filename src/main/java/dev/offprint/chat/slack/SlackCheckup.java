package dev.offprint.chat.slack;

import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import dev.offprint.engine.Checkup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
          groups(api, found);
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

  /** Groups that may approve: one that is not there lets nobody approve. */
  private void groups(SlackApi api, List<Found> found) {
    if (settings.groups().isEmpty()) {
      return;
    }
    switch (SlackGroups.ask(api)) {
      case SlackAnswer.Done<Map<String, Set<String>>> done ->
          settings.groups().stream()
              .sorted()
              .forEach(group -> found.add(group(group, done.value().get(group))));
      case SlackAnswer.Refused<Map<String, Set<String>>> no -> found.add(approvers(no.error()));
      case SlackAnswer.Later<Map<String, Set<String>>> later -> found.add(approvers(later.why()));
      case SlackAnswer.Unknown<Map<String, Set<String>>> unknown ->
          found.add(approvers(unknown.why()));
    }
  }

  private static Found group(String handle, @Nullable Set<String> people) {
    return people == null
        ? new Found(
            "slack approvers",
            Verdict.MISSING,
            "there is no user group @"
                + handle
                + " in this workspace: approvers in offprint.yaml"
                + " names groups by their handles")
        : new Found(
            "slack approvers",
            people.isEmpty() ? Verdict.MISSING : Verdict.OK,
            "@" + handle + ", people in it: " + people.size());
  }

  private static Found approvers(String why) {
    return new Found(
        "slack approvers",
        Verdict.MISSING,
        why
            + ": the groups named as approvers cannot be looked up, so nobody can approve. Add"
            + " usergroups:read to the app and install it again");
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
