package dev.offprint.chat.slack;

import com.slack.api.methods.response.auth.AuthTestResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who the bot token is, as Slack says.
 *
 * @param user our own id as a person
 * @param team our workspace
 * @param enterprise the organisation that it belongs to; empty where there is none
 * @param url of the workspace, with its last slash
 * @param scopes what the token may do
 */
record Ourselves(String user, String team, String enterprise, String url, Set<String> scopes) {
  Ourselves {
    scopes = Set.copyOf(scopes);
  }

  static SlackAnswer<Ourselves> ask(SlackApi api) {
    return switch (api.call(slack -> slack.authTest(asking -> asking))) {
      case SlackAnswer.Done<AuthTestResponse> done -> new SlackAnswer.Done<>(of(done.value()));
      case SlackAnswer.Refused<AuthTestResponse> no ->
          new SlackAnswer.Refused<>(no.error(), no.needed());
      case SlackAnswer.Later<AuthTestResponse> later ->
          new SlackAnswer.Later<>(later.after(), later.why());
      case SlackAnswer.Unknown<AuthTestResponse> unknown ->
          new SlackAnswer.Unknown<>(unknown.why());
    };
  }

  private static Ourselves of(AuthTestResponse told) {
    return new Ourselves(
        told.getUserId(),
        told.getTeamId(),
        text(told.getEnterpriseId()),
        text(told.getUrl()),
        scopes(told.getHttpResponseHeaders()));
  }

  private static Set<String> scopes(@Nullable Map<String, List<String>> headers) {
    Set<String> scopes = new TreeSet<>();
    if (headers != null) {
      headers.forEach(
          (name, values) -> {
            if (name != null && name.equalsIgnoreCase("x-oauth-scopes")) {
              values.forEach(value -> scopes.addAll(Arrays.asList(value.split("\\s*,\\s*", -1))));
            }
          });
    }
    scopes.remove("");
    return scopes;
  }

  private static String text(@Nullable String told) {
    return told == null ? "" : told;
  }

  /** Where a message is, for a click that leads there. */
  String link(String channel, String ts) {
    return url.isEmpty() ? "" : url + "archives/" + channel + "/p" + ts.replace(".", "");
  }
}
