package dev.offprint.chat.slack;

import dev.offprint.session.EventId;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;

/** How things of Slack are called here. What the app's manifest must name is here too. */
final class SlackNames {
  /** The connection, the first part of every {@link ThreadRef} of Slack. */
  static final String CONNECTION = "slack";

  /** The slash command. */
  static final String COMMAND = "/offprint";

  /** The callback of the message shortcut <em>Reproduce this paper</em>. */
  static final String SHORTCUT = "reproduce_paper";

  private SlackNames() {}

  /** The thread that a message begins or is in. */
  static ThreadRef thread(String channel, String root) {
    return new ThreadRef(CONNECTION, channel, root);
  }

  static PersonId person(String user) {
    return new PersonId(CONNECTION + ":" + user);
  }

  /** Slack's own id of a person; empty where it is a person of another platform. */
  static String user(PersonId person) {
    String prefix = CONNECTION + ":";
    return person.value().startsWith(prefix) ? person.value().substring(prefix.length()) : "";
  }

  /** A message, whichever event brings it. */
  static EventId message(String channel, String ts) {
    return new EventId(CONNECTION + ":" + channel + "/" + ts);
  }

  /** Something that happened to a message. */
  static EventId of(String channel, String ts, String what) {
    return new EventId(CONNECTION + ":" + channel + "/" + ts + "/" + what);
  }
}
