package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Somebody in the workspace, or in another one that shares a channel with it.
 *
 * @param team the workspace that the account belongs to
 */
public record SlackPerson(String id, String name, String team, Kind kind) {
  /** What kind of account it is. */
  public enum Kind {
    MEMBER,
    GUEST,
    SINGLE_CHANNEL_GUEST,
    STRANGER,
    BOT,
    DEACTIVATED
  }

  /** How Slack names the person in a text. */
  public String mention() {
    return "<@" + id + ">";
  }

  /** The object that {@code users.info} answers. */
  ObjectNode user() {
    boolean ultra = kind == Kind.SINGLE_CHANNEL_GUEST;
    ObjectNode user = Wire.object();
    user.put("id", id).put("team_id", team).put("name", name).put("real_name", name);
    user.put("deleted", kind == Kind.DEACTIVATED).put("color", "9f69e7").put("tz", "Europe/London");
    user.put("is_admin", false).put("is_owner", false).put("is_primary_owner", false);
    user.put("is_restricted", ultra || kind == Kind.GUEST).put("is_ultra_restricted", ultra);
    user.put("is_bot", kind == Kind.BOT).put("is_app_user", false).put("updated", 1_750_000_000L);
    if (kind == Kind.STRANGER) {
      user.put("is_stranger", true);
    }
    organisation()
        .ifPresent(enterprise -> enterprise(user.putObject("enterprise_user"), enterprise));
    ObjectNode profile = user.putObject("profile");
    profile.put("real_name", name).put("display_name", name).put("team", team);
    return user;
  }

  /** Accounts of a workspace that belongs to none have no such part. */
  private Optional<String> organisation() {
    return switch (team) {
      case Workspace.SISTER_TEAM -> Optional.of(Workspace.ORGANISATION);
      case Workspace.OTHER_TEAM -> Optional.of(Workspace.OTHER_ORGANISATION);
      default -> Optional.empty();
    };
  }

  private void enterprise(ObjectNode part, String enterprise) {
    part.put("id", "W" + id.substring(1)).put("enterprise_id", enterprise);
    part.put("enterprise_name", enterprise).put("is_admin", false).put("is_owner", false);
    part.putArray("teams").add(team);
  }
}
