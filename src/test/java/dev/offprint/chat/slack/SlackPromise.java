package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Store;
import dev.offprint.engine.World;
import dev.offprint.session.Condition;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold after any life on Slack: everything that was said to us is counted once, every
 * post is there, once and in order, with its files, and nobody is left waiting for nobody.
 */
final class SlackPromise {
  private final FakeSlack slack;
  private final At root;
  private final List<At> addressed;
  private final int mishaps;
  private final List<Store.Stored> sessions;
  private final Store store;
  private final List<String> broken = new ArrayList<>();

  /**
   * @param addressed what was said to us and must be counted
   * @param mishaps how often a process died or an answer was lost: files, which cannot carry a key,
   *     may be doubled so often
   */
  SlackPromise(FakeSlack slack, World world, At root, List<At> addressed, int mishaps) {
    this(slack, world.store(), root, addressed, mishaps);
  }

  SlackPromise(FakeSlack slack, Store store, At root, List<At> addressed, int mishaps) {
    this.slack = slack;
    this.root = root;
    this.addressed = addressed;
    this.mishaps = mishaps;
    this.store = store;
    this.sessions = store.in(SlackNames.thread(root.room().id(), root.thread()));
  }

  /** Whether anything is left to be done by the program itself. */
  static boolean open(World world, At root) {
    return open(world.store(), root);
  }

  static boolean open(Store store, At root) {
    return store.in(SlackNames.thread(root.room().id(), root.thread())).stream()
        .anyMatch(
            stored ->
                stored.state().condition() instanceof Condition.Working
                    || store.posts(stored.state().id()).stream().anyMatch(SlackPromise::waits));
  }

  private static boolean waits(Store.OutboxRow row) {
    return switch (row.state()) {
      case WAITING, SENDING -> true;
      case DONE, REFUSED -> false;
    };
  }

  List<String> broken() {
    hold(sessions.size() == 1, sessions.size() + " sessions in the thread");
    for (Store.Stored stored : sessions) {
      SessionId session = stored.state().id();
      hold(
          !(stored.state().condition() instanceof Condition.Working),
          "nobody can act: " + stored.state().condition());
      heard(session);
      posts(session);
    }
    return broken;
  }

  private void heard(SessionId session) {
    Map<EventId, Integer> counted = new HashMap<>();
    store.history(session).forEach(happened -> counted.merge(happened.id(), 1, Integer::sum));
    counted.forEach((id, times) -> hold(times == 1, id + " was counted " + times + " times"));
    for (At said : addressed) {
      EventId id = SlackNames.message(said.room().id(), said.ts());
      hold(counted.containsKey(id), "lost: " + id);
    }
  }

  private void posts(SessionId session) {
    Map<String, List<ObjectNode>> shown = new HashMap<>();
    for (ObjectNode post : slack.posts(root.room())) {
      if (post.hasNonNull("metadata")) {
        shown.computeIfAbsent(key(post.path("metadata")), unused -> new ArrayList<>()).add(post);
      }
    }
    Set<String> ours = new HashSet<>();
    String last = "";
    for (Store.OutboxRow row : store.posts(session)) {
      String key =
          key(Wire.sure(SlackPosts.metadata(new Chat.PostKey(row.effect().key()), List.of())));
      ours.add(key);
      List<ObjectNode> there = shown.getOrDefault(key, List.of());
      hold(!waits(row), "still open: " + row);
      hold(there.size() <= 1, "posted " + there.size() + " times: " + row);
      if (row.state() == Store.PostState.DONE) {
        hold(there.size() == 1, "never posted: " + row);
        for (ObjectNode post : there) {
          hold(Room.ts(post).compareTo(last) > 0, "out of order: " + row);
          last = Room.ts(post);
          files(post, row);
        }
      }
    }
    shown.keySet().forEach(key -> hold(ours.contains(key), "posted by nobody: " + shown.get(key)));
  }

  private static String key(JsonNode metadata) {
    return metadata.path("event_payload").path("key").asText();
  }

  private void files(ObjectNode post, Store.OutboxRow row) {
    String names = post.path("metadata").path("event_payload").path("files").asText();
    for (String id : names.isEmpty() ? new String[0] : names.split(",", -1)) {
      int shares = slack.shares(id);
      hold(shares >= 1 || told(), "the file " + id + " is not there: " + row);
      hold(shares <= 1 + mishaps, "the file " + id + " is there " + shares + " times: " + row);
    }
  }

  /** Where files could not be shared, the thread says so. */
  private boolean told() {
    return slack.text(root).contains("could not be put here");
  }

  private void hold(boolean held, String otherwise) {
    if (!held) {
      broken.add(otherwise);
    }
  }
}
