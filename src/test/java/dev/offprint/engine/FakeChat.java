package dev.offprint.engine;

import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A platform that keeps what was posted, and outlives restarts. */
final class FakeChat implements Chat {
  /** One request to post that got through. */
  record Got(ThreadRef thread, PostKey key, Message message) {}

  final List<Got> posts = new ArrayList<>();
  final Map<PostId, Message> now = new LinkedHashMap<>();
  final List<PostId> edits = new ArrayList<>();

  /** The signs at the messages that asked. */
  final Map<EventId, Mark> marks = new LinkedHashMap<>();

  boolean findable = true;

  /** Whether what was posted can be seen already. */
  boolean showing = true;

  private final String connection;

  FakeChat() {
    this(Samples.THREAD.connection());
  }

  FakeChat(String connection) {
    this.connection = connection;
  }

  /** What the platform answers instead of posting; null: it posts. */
  Supplier<@Nullable Posted> trouble = () -> null;

  /** Whether a troubled request got through all the same. */
  boolean throughAllTheSame;

  @Override
  public String connection() {
    return connection;
  }

  @Override
  public Limits limits() {
    return new Limits(
        4_000, 10, 60, 1_000_000, findable, new Pace(Duration.ofSeconds(1), Duration.ofSeconds(5)));
  }

  @Override
  public Posted post(ThreadRef thread, PostKey key, Message message) {
    Posted answer = trouble.get();
    if (answer != null && !throughAllTheSame) {
      return answer;
    }
    PostId id = new PostId("p" + posts.size());
    posts.add(new Got(thread, key, message));
    now.put(id, message);
    return answer == null ? new Posted.Done(id) : answer;
  }

  @Override
  public Posted edit(ThreadRef thread, PostId post, Message message) {
    Posted answer = trouble.get();
    if (answer != null) {
      return answer;
    }
    now.put(post, message);
    edits.add(post);
    return new Posted.Done(post);
  }

  @Override
  public Optional<PostId> find(ThreadRef thread, PostKey key) {
    if (!findable) {
      throw new IllegalStateException("this platform cannot look posts up");
    }
    for (int i = 0; showing && i < posts.size(); i++) {
      if (posts.get(i).key().equals(key)) {
        return Optional.of(new PostId("p" + i));
      }
    }
    return Optional.empty();
  }

  @Override
  public Posted direct(Person to, PostKey key, Message message) {
    return post(new ThreadRef(connection(), "direct", to.name()), key, message);
  }

  @Override
  public void mark(ThreadRef thread, EventId asked, Mark mark) {
    marks.put(asked, mark);
  }
}
