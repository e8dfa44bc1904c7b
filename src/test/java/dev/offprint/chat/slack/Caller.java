package dev.offprint.chat.slack;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Whose token a call came with, and what that token may do. */
record Caller(boolean app, Set<String> scopes) {
  /** Refuses unless the token has one of the scopes. */
  void needs(String... oneOf) {
    if (Arrays.stream(oneOf).noneMatch(scopes::contains)) {
      throw Refusal.scope(String.join(",", oneOf), String.join(",", new TreeSet<>(scopes)));
    }
  }

  /** The scope for one kind of conversation, {@code channels:history} for instance. */
  void needs(Room room, String what) {
    needs(room.kind.scope + ":" + what);
  }

  /** Any of the four scopes that allow something in one kind of conversation. */
  void needsSome(String what) {
    needs("channels:" + what, "groups:" + what, "mpim:" + what, "im:" + what);
  }
}
