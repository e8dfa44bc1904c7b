package dev.offprint.chat.slack;

import java.util.List;

/**
 * What the app asks a workspace for, and why: the manifests, the documentation and {@code doctor}
 * all say what stands here. What is missing disables its feature and nothing else.
 */
enum SlackScope {
  APP_MENTIONS_READ(
      "app_mentions:read",
      Asked.NEEDED,
      "Mentions",
      "to hear what is said to it by name",
      "mentions are not heard",
      List.of(),
      List.of("app_mention")),
  CHAT_WRITE(
      "chat:write",
      Asked.NEEDED,
      "Everything said",
      "to post, to edit its own posts, to answer one person, and to show a status while it works",
      "nothing can be said",
      List.of(
          "assistant.threads.setStatus", "chat.postEphemeral", "chat.postMessage", "chat.update"),
      List.of()),
  FILES_READ(
      "files:read",
      Asked.NEEDED,
      "Papers as files",
      "to fetch files that are shared where it is",
      "papers cannot be read from files",
      List.of("files.info"),
      List.of()),
  FILES_WRITE(
      "files:write",
      Asked.NEEDED,
      "Plans and archives",
      "to put plans, pictures and archives into the thread",
      "plans and archives cannot be handed over",
      List.of("files.completeUploadExternal", "files.getUploadURLExternal"),
      List.of()),
  USERS_READ(
      "users:read",
      Asked.NEEDED,
      "Who may",
      "to tell members from guests and from other organisations",
      "members cannot be told from guests, so nobody may do anything",
      List.of("users.info"),
      List.of()),
  COMMANDS(
      "commands",
      Asked.ALWAYS,
      "/offprint and the message shortcut",
      "to be called by both",
      "no /offprint and no message shortcut",
      List.of(),
      List.of()),
  IM_HISTORY(
      "im:history",
      Asked.ALWAYS,
      "Direct messages",
      "to hear what is said to it alone, and to find its own direct messages again",
      "direct messages are not heard",
      List.of("conversations.history", "conversations.replies"),
      List.of("message.im")),
  IM_WRITE(
      "im:write",
      Asked.ALWAYS,
      "Threads that are gone",
      "to write to the owner of a session whose thread is gone",
      "the owner cannot be reached when a thread is gone",
      List.of("conversations.open"),
      List.of()),
  REACTIONS_WRITE(
      "reactions:write",
      Asked.ALWAYS,
      "Status reactions",
      "to show how a request stands at the message that asked",
      "no sign on the message that asked",
      List.of("reactions.add", "reactions.remove"),
      List.of()),
  CHANNELS_READ(
      "channels:read",
      Asked.ALWAYS,
      "Sessions seen from elsewhere",
      "to see which public channels somebody is in",
      "sessions of public channels are seen only from there",
      List.of("conversations.info", "users.conversations"),
      List.of()),
  GROUPS_READ(
      "groups:read",
      Asked.ALWAYS,
      "Sessions seen from elsewhere",
      "to see which private channels that it is in somebody is in",
      "sessions of private channels are seen only from there",
      List.of("conversations.info", "users.conversations"),
      List.of()),
  MPIM_READ(
      "mpim:read",
      Asked.ALWAYS,
      "Sessions seen from elsewhere",
      "to see which group conversations that it is in somebody is in",
      "sessions of group conversations are seen only from there",
      List.of("conversations.info", "users.conversations"),
      List.of()),
  USERGROUPS_READ(
      "usergroups:read",
      Asked.ALWAYS,
      "Approvers by group",
      "to see who is in the groups that may approve, where the configuration names some",
      "where groups are named, nobody can approve",
      List.of("usergroups.list"),
      List.of()),
  CHANNELS_JOIN(
      "channels:join",
      Asked.ALWAYS,
      "Public channels",
      "to come into a public channel where the shortcut or the command is used",
      "it has to be invited to a channel first",
      List.of("conversations.join"),
      List.of()),
  ASSISTANT_WRITE(
      "assistant:write",
      Asked.ALWAYS,
      "Assistant",
      "to suggest first words in a conversation of its own",
      "no suggestions in assistant threads",
      List.of("assistant.threads.setSuggestedPrompts"),
      List.of("assistant_thread_started")),
  CHANNELS_HISTORY(
      "channels:history",
      Asked.WATCHING,
      "Plain replies",
      "to hear replies without a mention in public channels that it is in, to find the paper in"
          + " earlier messages, edits, and its own posts after a crash",
      "plain replies in public channels are not heard",
      List.of("conversations.replies"),
      List.of("message.channels")),
  GROUPS_HISTORY(
      "groups:history",
      Asked.WATCHING,
      "Plain replies",
      "the same in private channels",
      "plain replies in private channels are not heard",
      List.of("conversations.replies"),
      List.of("message.groups")),
  MPIM_HISTORY(
      "mpim:history",
      Asked.WATCHING,
      "Plain replies",
      "the same in group conversations",
      "plain replies in group conversations are not heard",
      List.of("conversations.replies"),
      List.of("message.mpim"));

  /** When a scope is asked for. */
  enum Asked {
    /** Always, and nothing works without it. */
    NEEDED,
    ALWAYS,
    /** Only by an app that also hears plain replies. */
    WATCHING
  }

  /** Events that come without any scope. */
  static final List<String> FREE_EVENTS = List.of("app_home_opened");

  /** Requests that need no scope. */
  static final List<String> FREE_METHODS =
      List.of("apps.connections.open", "auth.test", "views.open", "views.publish");

  final String scope;
  final Asked asked;
  final String feature;
  final String reason;
  final String otherwise;
  final List<String> methods;
  final List<String> events;

  SlackScope(
      String scope,
      Asked asked,
      String feature,
      String reason,
      String otherwise,
      List<String> methods,
      List<String> events) {
    this.scope = scope;
    this.asked = asked;
    this.feature = feature;
    this.reason = reason;
    this.otherwise = otherwise;
    this.methods = methods;
    this.events = events;
  }

  /** One row of the documentation's table. */
  String row() {
    return "| `"
        + scope
        + "` | "
        + (asked == Asked.WATCHING ? "watch" : "both")
        + " | "
        + feature
        + " | "
        + reason
        + " | "
        + otherwise
        + " |";
  }
}
