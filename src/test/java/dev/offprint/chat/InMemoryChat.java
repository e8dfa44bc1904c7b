package dev.offprint.chat;

import dev.offprint.engine.Blobs;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Clicks;
import dev.offprint.engine.Conversation;
import dev.offprint.engine.Conversation.Response;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Said;
import dev.offprint.session.Actor;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chat in memory with one thread: an adapter as thin as it can be, both ways. */
final class InMemoryChat implements Chat {
  static final ThreadRef THREAD = new ThreadRef("memory", "lab", "1");

  private final InMemoryPlatform platform;

  InMemoryChat(InMemoryPlatform platform) {
    this.platform = platform;
  }

  @Override
  public String connection() {
    return THREAD.connection();
  }

  @Override
  public Limits limits() {
    return new Limits(3_000, 25, 75, 10_000_000, true, new Pace(Duration.ZERO, Duration.ZERO));
  }

  @Override
  public Posted post(ThreadRef thread, PostKey key, Message message) {
    Posted trouble = platform.next;
    platform.next = null;
    if (trouble != null) {
      return trouble;
    }
    PostId id = new PostId("m" + platform.posts.size());
    platform.posts.add(new InMemoryPlatform.Kept(key, id, message));
    return new Posted.Done(id);
  }

  @Override
  public Posted edit(ThreadRef thread, PostId post, Message message) {
    int index = platform.index(post);
    if (index < 0) {
      return new Posted.Refused(false, "no such post");
    }
    platform.posts.set(
        index, new InMemoryPlatform.Kept(platform.posts.get(index).key(), post, message));
    return new Posted.Done(post);
  }

  @Override
  public Optional<PostId> find(ThreadRef thread, PostKey key) {
    return platform.posts.stream()
        .filter(kept -> kept.key().equals(key))
        .map(InMemoryPlatform.Kept::id)
        .findFirst();
  }

  @Override
  public Posted direct(Person to, PostKey key, Message message) {
    return new Posted.Done(new PostId("direct:" + to.name()));
  }

  @Override
  public void mark(ThreadRef thread, EventId asked, Mark mark) {}

  /** What reaches us when somebody writes. */
  static Response say(
      InMemoryPlatform platform,
      Conversation to,
      String id,
      Actor by,
      String text,
      List<Source> files) {
    platform.speakers.add(by.id());
    String others = text.replace("@offprint", "");
    return to.said(
        new Said(
            new EventId(id),
            THREAD,
            by,
            others.strip(),
            false,
            false,
            text.contains("@offprint"),
            others.contains("@"),
            platform.speakers,
            files));
  }

  static List<Button> buttons(Message message) {
    List<Button> all = new ArrayList<>(message.buttons());
    if (message instanceof Message.Questions questions) {
      questions.asked().forEach(asked -> all.addAll(asked.options()));
    }
    return all;
  }

  static Response click(Conversation to, String id, Actor by, Button button, String words) {
    return to.clicked(
        new Clicks.Clicked(
            new EventId(id), THREAD, by, button.action(), words.isEmpty() ? null : words));
  }

  static Source file(Blobs blobs, String name, byte[] bytes) {
    return new Source(Source.Role.PAPER, new Source.Origin.Attachment(), name, blobs.put(bytes));
  }
}
