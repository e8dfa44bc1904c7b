package dev.offprint.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Action;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Chat.PostKey;
import dev.offprint.engine.Chat.Posted;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Asked;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.EffectKey;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.QuestionId;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine relies on in every chat: posting, editing, failing, finding by key, restart. */
public abstract class ChatContract {
  protected static final Person ADA = new Person(new PersonId("test:ada"), "ada");
  private static final SessionId SESSION = new SessionId("contract");

  /** The chat, connected to the platform. */
  protected abstract Chat chat();

  /** A thread on the platform in which the chat may post. */
  protected abstract ThreadRef thread();

  /** Ends the program and starts it again; the platform stays. */
  protected abstract void restart();

  /** The platform lets the next request to post fail, for now or for good. */
  protected abstract void nextPostFails();

  /** Somebody on that platform. */
  protected Person person() {
    return ADA;
  }

  /** All that a person in the thread can read. */
  protected abstract String shown();

  private static PostKey key(int n) {
    return new PostKey(new EffectKey(SESSION, n));
  }

  private static Message note(String text) {
    return new Message.Note(List.of(), text, List.of(), List.of());
  }

  private Chat.PostId posted(int n, Message message) {
    Posted outcome = chat().post(thread(), key(n), message);
    assertThat(outcome).isInstanceOf(Posted.Done.class);
    return ((Posted.Done) outcome).id();
  }

  @Test
  void aPostCanBeRead() {
    posted(1, note("the first words"));
    assertThat(shown()).contains("the first words");
  }

  @Test
  void everyKindOfMessageCanBePosted() {
    Button approve = new Button("Approve v1", new Action.Approve(new PlanVersion(1)), true);
    posted(1, new Message.Header("On Rates, 2 p.", List.of(new Line("Found", "none")), List.of()));
    posted(
        2,
        new Message.Questions(
            List.of(ADA),
            "1 question",
            List.of(new Asked(new QuestionId("Q1"), "1 Which rate?", List.of(approve))),
            List.of(),
            List.of()));
    posted(
        3,
        new Message.PlanCard(
            "Plan v1",
            List.of(ADA),
            List.of(new Line("Builds", "it all")),
            List.of(approve),
            List.of()));
    posted(
        4,
        new Message.Delivered(
            List.of(ADA), "parsed", List.of(new Line("Run", "it")), List.of(), List.of()));
    posted(
        5,
        new Message.Stopped(
            List.of(ADA), "Paused", List.of(new Line("Why", "no model")), List.of(), List.of()));
    assertThat(shown())
        .contains("On Rates, 2 p.")
        .contains("Which rate?")
        .contains("Approve v1")
        .contains("it all")
        .contains("parsed")
        .contains("no model");
  }

  @Test
  void anEditShowsTheNewWords() {
    Chat.PostId post = posted(1, note("before"));
    assertThat(chat().edit(thread(), post, note("after"))).isEqualTo(new Posted.Done(post));
    assertThat(shown()).contains("after");
  }

  @Test
  void whatIsNotThereCannotBeEdited() {
    assertThat(chat().edit(thread(), new Chat.PostId("999999"), note("after")))
        .isInstanceOf(Posted.Refused.class);
    assertThat(shown()).doesNotContain("after");
  }

  @Test
  void aPostIsFoundByItsKeyAndNoOther() {
    Chat.PostId post = posted(1, note("words"));
    if (chat().limits().findable()) {
      assertThat(chat().find(thread(), key(1))).contains(post);
      assertThat(chat().find(thread(), key(2))).isEmpty();
    }
  }

  @Test
  void aPostIsFoundAfterARestart() {
    Chat.PostId post = posted(1, note("words"));
    restart();
    if (chat().limits().findable()) {
      assertThat(chat().find(thread(), key(1))).contains(post);
    }
    assertThat(chat().edit(thread(), post, note("words"))).isEqualTo(new Posted.Done(post));
  }

  @Test
  void aFailingPostSaysSoAndIsNotThere() {
    nextPostFails();
    assertThat(chat().post(thread(), key(1), note("lost words")))
        .isNotInstanceOf(Posted.Done.class);
    assertThat(shown()).doesNotContain("lost words");
    if (chat().limits().findable()) {
      assertThat(chat().find(thread(), key(1))).isEmpty();
    }
  }

  @Test
  void aFailedPostCanBeRepeated() {
    nextPostFails();
    chat().post(thread(), key(1), note("late words"));
    posted(1, note("late words"));
    assertThat(shown()).containsOnlyOnce("late words");
  }

  @Test
  void onePersonCanBeWrittenTo() {
    assertThat(chat().direct(person(), key(1), note("for ada"))).isInstanceOf(Posted.Done.class);
  }

  @Test
  void aSignCanBeShownAgainAndChanged() {
    EventId asked = new EventId("test:request");
    Chat.Mark working = new Chat.Mark(Chat.Mark.Sign.WORKING, "writing the files");
    chat().mark(thread(), asked, working);
    chat().mark(thread(), asked, working);
    chat().mark(thread(), asked, new Chat.Mark(Chat.Mark.Sign.DELIVERED, ""));
    posted(1, note("words"));
  }

  @Test
  void controlCharactersMoveNothing() {
    posted(1, note("a\u001b[2Jb\u202ec"));
    assertThat(shown()).doesNotContain("\u001b[2J").doesNotContain("\u202e");
  }
}
