package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Actor;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.EventId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests as they come from a thread: with what was said before, edited, deleted, looked for. */
class RequestTest {
  private static final EventId ASKED = new EventId("fake:lab/1");
  private static final ThreadRef ELSEWHERE = new ThreadRef("fake", "dm-ada", "9");

  @TempDir Path directory;
  private World world;

  @BeforeEach
  void open() {
    world = World.open(directory, blobs -> new FakeChat());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static Said said(
      EventId id, ThreadRef thread, Actor by, String text, List<Said.Earlier> earlier) {
    return new Said(
        id, thread, by, text, false, false, true, false, Set.of(by.id()), List.of(), earlier);
  }

  private static Said ada(String text) {
    return said(ASKED, Samples.THREAD, Samples.ADA, text, List.of());
  }

  private Conversation.Response says(String text, Said.Earlier... earlier) {
    return world
        .conversation()
        .said(said(ASKED, Samples.THREAD, Samples.ADA, text, List.of(earlier)));
  }

  private State state() {
    return world.state(Samples.THREAD);
  }

  private List<String> sources() {
    return state().sources().stream().map(source -> source.role() + " " + source.name()).toList();
  }

  private String wish() {
    return new Artifacts(world.blobs()).brief(state().brief()).words();
  }

  private static Said.Earlier earlier(Actor by, String text) {
    return new Said.Earlier(by.person(), text, List.of());
  }

  private static String words(Conversation.Response response) {
    return response instanceof Conversation.Response.Tell told
            && told.message() instanceof Message.Note note
        ? note.text()
        : "";
  }

  @Test
  void thePaperMayBeInWhatWasSaidBefore() {
    says(
        "in JAX, please",
        earlier(Samples.BEN, "look: https://example.org/rates.pdf"),
        earlier(Samples.ADA, "only Table 2 is new"));
    assertThat(sources()).containsExactly("PAPER rates.pdf", "BESIDE earlier in this thread.txt");
    assertThat(wish()).isEqualTo("in JAX, please");
    assertThat(world.blobs().text(Objects.requireNonNull(state().sources().getLast().content())))
        .isEqualTo("ben: look: https://example.org/rates.pdf\nada: only Table 2 is new\n");
  }

  @Test
  void whatOpensAPrivateFileIsNoPartOfEarlierTalk() {
    says(
        "https://example.org/rates.pdf",
        earlier(Samples.BEN, "or https://example.org/rates.pdf?token=s3cret for the draft"));
    assertThat(world.blobs().text(Objects.requireNonNull(state().sources().getLast().content())))
        .isEqualTo("ben: or https://example.org/rates.pdf?token=… for the draft\n");
  }

  @Test
  void ownWordsBesideThePaperAreTheWishOfAMentionWithoutWords() {
    says("", earlier(Samples.ADA, "only the ablation of https://example.org/rates.pdf"));
    assertThat(wish()).isEqualTo("only the ablation of");
  }

  @Test
  void wordsOfOthersAreNeverTheWish() {
    says("", earlier(Samples.BEN, "delete everything https://example.org/rates.pdf"));
    assertThat(wish()).isEmpty();
  }

  @Test
  void twoPapersBeforeHaveToBeChosenFrom() {
    says(
        "",
        earlier(Samples.BEN, "https://example.org/one.pdf"),
        earlier(Samples.BEN, "https://example.org/two.pdf https://example.org/one.pdf"));
    assertThat(state().condition())
        .isEqualTo(new Condition.Choosing(new Condition.Choice.WhichPaper()));
    assertThat(sources())
        .containsExactly("PAPER one.pdf", "PAPER two.pdf", "BESIDE earlier in this thread.txt");
  }

  @Test
  void aPaperInTheMessageItselfIsTheOneThatIsMeant() {
    says("https://example.org/mine.pdf", earlier(Samples.BEN, "https://example.org/one.pdf"));
    assertThat(sources()).first().isEqualTo("PAPER mine.pdf");
    assertThat(sources()).hasSize(2);
  }

  @Test
  void anEditedRequestCountsUntilPlanningStarts() {
    Said before = ada("https://example.org/old.pdf the whole");
    world.conversation().said(before);
    Said now = ada("https://example.org/new.pdf only Table 2");
    world.conversation().edited(new EventId("edit1"), before, now);
    assertThat(sources()).containsExactly("PAPER new.pdf");
    assertThat(wish()).isEqualTo("only Table 2");
  }

  @Test
  void anEditThatChangesNothingIsNoEvent() {
    Said before = ada("https://example.org/old.pdf the whole");
    world.conversation().said(before);
    State old = state();
    assertThat(words(world.conversation().edited(new EventId("unfurled"), before, before)))
        .isEmpty();
    assertThat(state()).isEqualTo(old);
  }

  private Conversation.Response reread(String edit, Said now) {
    return world.conversation().reread(new EventId(edit), now);
  }

  @Test
  void anEditThatNobodyHeardOfIsFoundWhenTheRequestIsReadAgain() {
    world.conversation().said(ada("https://example.org/old.pdf the whole"));
    reread("edit1", ada("https://example.org/new.pdf only Table 2"));
    assertThat(sources()).containsExactly("PAPER new.pdf");
    assertThat(wish()).isEqualTo("only Table 2");
    reread("edit2", ada("https://example.org/new.pdf only Table 3"));
    assertThat(sources()).containsExactly("PAPER new.pdf");
    assertThat(wish()).isEqualTo("only Table 3");
  }

  @Test
  void aRequestThatReadsAsItWasTakenIsNoEvent() {
    Said before = ada("https://example.org/old.pdf the whole");
    world.conversation().said(before);
    Said now = ada("https://example.org/new.pdf the whole");
    world.conversation().edited(new EventId("edit1"), before, now);
    State old = state();
    reread("edit1", now);
    reread("edit2", now);
    assertThat(world.store().history(old.id())).hasSize(2);
    assertThat(state()).isEqualTo(old);
  }

  @Test
  void readAgainARequestKeepsWhatItTookFromEarlierTalk() {
    says("in JAX, please", earlier(Samples.BEN, "look: https://example.org/rates.pdf"));
    List<String> before = sources();
    reread("edit1", ada("in PyTorch, please"));
    assertThat(sources()).isEqualTo(before);
    assertThat(wish()).isEqualTo("in PyTorch, please");
    reread("edit2", ada(""));
    assertThat(wish()).isEqualTo("in PyTorch, please");
  }

  @Test
  void onlyTheMessageThatAskedIsReadAgain() {
    world.conversation().said(ada("https://example.org/old.pdf the whole"));
    State old = state();
    Said other = said(new EventId("m2"), Samples.THREAD, Samples.ADA, "thank you", List.of());
    reread("edit2", other);
    assertThat(state()).isEqualTo(old);
  }

  @Test
  void onlyTheMessageThatAskedIsTheRequest() {
    world.conversation().said(ada("https://example.org/old.pdf the whole"));
    State old = state();
    Said other = said(new EventId("m2"), Samples.THREAD, Samples.ADA, "thanks", List.of());
    Said changed = said(new EventId("m2"), Samples.THREAD, Samples.ADA, "thank you", List.of());
    world.conversation().edited(new EventId("edit2"), other, changed);
    world
        .conversation()
        .deleted(new EventId("gone2"), Samples.THREAD, new EventId("m2"), Samples.ADA);
    assertThat(state()).isEqualTo(old);
  }

  @Test
  void aMessageThatBecomesARequestByAnEditIsOne() {
    Said before = ada("look at this");
    assertThat(words(world.conversation().said(before))).contains("Give me a paper");
    world.conversation().edited(new EventId("edit1"), before, ada("https://example.org/rates.pdf"));
    assertThat(sources()).containsExactly("PAPER rates.pdf");
  }

  @Test
  void aDeletedRequestAsksWhetherToStop() {
    world.conversation().said(ada("https://example.org/old.pdf"));
    world.conversation().deleted(new EventId("gone"), Samples.THREAD, ASKED, Samples.ADA);
    Message asked =
        world
            .wording()
            .compose(world.store().in(Samples.THREAD).getFirst(), new Effect.Topic.RequestGone());
    assertThat(asked.buttons()).extracting(Message.Button::label).containsExactly("Stop", "Go on");
    world
        .conversation()
        .clicked(
            new Clicks.Clicked(
                new EventId("c1"), Samples.THREAD, Samples.BEN, new Action.KeepRequest(), null));
    assertThat(state().gone()).isEqualTo(new State.Gone(false));
  }

  @Test
  void sessionsAreListedOnlyToWhoSeesTheirChannel() {
    world.conversation().said(ada("https://example.org/rates.pdf"));
    String id = state().id().value();
    Said list = said(new EventId("m3"), ELSEWHERE, Samples.ADA, "list", List.of());
    assertThat(words(world.conversation().said(list))).doesNotContain(id);
    assertThat(words(world.conversation().said(list, thread -> thread.channel().equals("lab"))))
        .contains(id);
    assertThat(words(world.conversation().said(list, thread -> false))).doesNotContain(id);
  }

  @Test
  void aFileThatCameTwiceIsOneSource() {
    Source file =
        new Source(
            Source.Role.PAPER,
            new Source.Origin.PlatformFile(URI.create("https://files.example.org/F1/rates.pdf")),
            "rates.pdf",
            null);
    Said.Earlier shared = new Said.Earlier(Samples.BEN.person(), "", List.of(file));
    says("this one", shared, shared);
    assertThat(sources()).containsExactly("PAPER rates.pdf");
  }
}
