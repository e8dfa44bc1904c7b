package dev.offprint.chat;

import dev.offprint.engine.Chat;
import dev.offprint.engine.Message;
import dev.offprint.session.PersonId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The platform behind the in-memory chat: what is there stays there when the program ends. */
final class InMemoryPlatform {
  /** One post as it looks now. */
  record Kept(Chat.PostKey key, Chat.PostId id, Message message) {}

  final List<Kept> posts = new ArrayList<>();
  final Set<PersonId> speakers = new HashSet<>();
  Chat.@Nullable Posted next;

  int index(Chat.PostId id) {
    for (int i = 0; i < posts.size(); i++) {
      if (posts.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }
}
