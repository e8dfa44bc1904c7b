package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Actor;
import dev.offprint.session.BlobId;
import dev.offprint.session.Change;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.QuestionId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of words while a plan waits for its approval. */
class UnderstandingTest {
  private static final Actor ADA = Samples.ADA;
  @TempDir Path directory;
  private Rig rig;
  private Understanding understanding;
  private State state;

  @BeforeEach
  void open() {
    rig = new Rig(directory);
    SessionId session = rig.begin();
    rig.runDue();
    state = rig.state(session);
    understanding =
        new Understanding(rig.ports, new Clicks(rig.ports), Limits.ofSession(Rig.BUDGET));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static Said said(String text, boolean bot, boolean us, boolean others, int speakers) {
    Set<PersonId> all = speakers == 1 ? Set.of(ADA.id()) : Set.of(ADA.id(), Samples.BEN.id());
    return new Said(
        new EventId("e"), Samples.THREAD, ADA, text, bot, false, us, others, all, List.of());
  }

  private Understood alone(String text) {
    return understanding.said(said(text, false, false, false, 1), state);
  }

  private Understood amongOthers(String text) {
    return understanding.said(said(text, false, false, false, 2), state);
  }

  private Understood toUs(String text) {
    return understanding.said(said(text, false, true, false, 2), state);
  }

  private static Understood one(Event event) {
    return new Understood.Happened(List.of(new Understood.Heard(new EventId("e"), event)));
  }

  private BlobId blob(String words) {
    return rig.ports.blobs().putText(words);
  }

  private Understood change(String words) {
    return one(new Event.ChangeAsked(ADA, new PlanVersion(1), new Change.What.Words(blob(words))));
  }

  private static Event answer(int option) {
    return new Event.Answered(ADA, new QuestionId("Q1"), option, null);
  }

  @Test
  void aForkTakesThePlanAlongWithWhatItWillTake() {
    Event.SameChosen fork = new Clicks(rig.ports).same(ADA, Event.SameChosen.Same.FORK, state.id());
    assertThat(fork.copy())
        .isNotNull()
        .satisfies(
            copy -> {
              assertThat(copy.plan()).isEqualTo(state.plan());
              assertThat(copy.questions()).isEqualTo(state.questions());
              assertThat(copy.estimate()).isNotNull().isEqualTo(state.estimate());
            });
  }

  @Test
  void commandsAreHeardWithMentionOrExclamationMark() {
    PlanVersion card = new PlanVersion(1);
    assertThat(toUs("status")).isEqualTo(new Understood.Ask(new Understood.Query.Status()));
    assertThat(amongOthers("!list")).isEqualTo(new Understood.Ask(new Understood.Query.Sessions()));
    assertThat(toUs("find rates"))
        .isEqualTo(new Understood.Ask(new Understood.Query.Find("rates")));
    assertThat(toUs("Help!")).isEqualTo(new Understood.Ask(new Understood.Query.Help()));
    assertThat(amongOthers("!cancel")).isEqualTo(one(new Event.CancelAsked(ADA)));
    assertThat(toUs("retry")).isEqualTo(one(new Event.RetryAsked(ADA)));
    assertThat(toUs("hold  until\nMonday"))
        .isEqualTo(one(new Event.HoldAsked(ADA, "until Monday")));
    assertThat(toUs("approve")).isEqualTo(one(new Event.PlanApproved(ADA, card)));
    assertThat(toUs("approve v7")).isEqualTo(one(new Event.PlanApproved(ADA, new PlanVersion(7))));
    assertThat(toUs("take over")).isEqualTo(one(new Event.TakenOver(ADA)));
    assertThat(toUs("budget 2,000,000")).isEqualTo(one(new Event.LimitRaised(ADA, 2_000_000)));
    assertThat(toUs("undo")).isInstanceOf(Understood.Unclear.class);
  }

  @Test
  void aSentenceThatBeginsLikeACommandIsAWish() {
    assertThat(alone("cancel the ablation, please"))
        .isEqualTo(change("cancel the ablation, please"));
    assertThat(alone("hold the rate at 0.1")).isEqualTo(change("hold the rate at 0.1"));
    assertThat(alone("change: rate 0.3")).isEqualTo(change("rate 0.3"));
  }

  @Test
  void answersAreHeardAmongOthersInTheirFormOnly() {
    assertThat(amongOthers("1b")).isEqualTo(one(answer(1)));
    assertThat(amongOthers("1 B.")).isEqualTo(one(answer(1)));
    assertThat(amongOthers("1: the rate of § 3"))
        .isEqualTo(one(new Event.Answered(ADA, new QuestionId("Q1"), -1, blob("the rate of § 3"))));
    assertThat(amongOthers("1b or not")).isEqualTo(new Understood.Nothing());
    assertThat(amongOthers("I take 1b")).isEqualTo(new Understood.Nothing());
    assertThat(amongOthers("7b")).isEqualTo(new Understood.Nothing());
    assertThat(toUs("1d")).isEqualTo(new Understood.Unclear("Question 1 has options a to b."));
  }

  @Test
  void severalAnswersFitOnOneLine() {
    assertThat(AnswerForm.read("1b 2: as in § 5, 3a", Set.of(1, 2, 3)))
        .isEqualTo(
            Optional.of(
                List.of(
                    new AnswerForm.Given(1, 1, ""),
                    new AnswerForm.Given(2, -1, "as in § 5"),
                    new AnswerForm.Given(3, 0, ""))));
    assertThat(AnswerForm.read("2: 0.05 for 9: all", Set.of(1, 2)))
        .isEqualTo(Optional.of(List.of(new AnswerForm.Given(2, -1, "0.05 for 9: all"))));
  }

  @Test
  void whatIsNotForUsIsNotHeard() {
    assertThat(understanding.said(said("cancel", true, true, false, 1), state))
        .isEqualTo(new Understood.Nothing());
    assertThat(understanding.said(said("approve", false, true, true, 1), state))
        .isEqualTo(new Understood.Nothing());
    assertThat(toUs("!aside approve")).isEqualTo(new Understood.Nothing());
    assertThat(amongOthers("approve")).isEqualTo(new Understood.Nothing());
    assertThat(amongOthers("!important: read this")).isEqualTo(new Understood.Nothing());
  }

  @Test
  void oddWordsStayWordsAsTheyAre() {
    for (String odd :
        List.of("הקצב 0.3 בבקשה", "👩‍🔬 use 0.3 👍🏽", "a\u202eb", "1b1b1b", "!", "%s {{x}}")) {
      assertThat(alone(odd)).isEqualTo(change(odd));
    }
  }

  @Test
  void whatIsTooLongIsNotTakenAndSaysSo() {
    assertThat(alone("x".repeat(200_000))).isInstanceOf(Understood.Unclear.class);
    assertThat(amongOthers("1b ".repeat(100_000))).isEqualTo(new Understood.Nothing());
  }

  @Test
  void aLinkBeginsARequestWithTheOtherWordsAsItsBrief() {
    Understood begun =
        understanding.said(
            said("only Table 2 of (http://127.0.0.1/rates.pdf).", false, true, true, 2), null);
    Event.Requested request = ((Understood.Begin) begun).request();
    assertThat(request.sources())
        .containsExactly(
            new Source(
                Source.Role.PAPER,
                new Source.Origin.Link(URI.create("http://127.0.0.1/rates.pdf")),
                "rates.pdf",
                null));
    assertThat(new Artifacts(rig.ports.blobs()).brief(request.brief()).words())
        .isEqualTo("only Table 2 of ().");
  }
}
