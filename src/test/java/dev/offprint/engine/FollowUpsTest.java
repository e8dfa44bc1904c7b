package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Message.Line;
import dev.offprint.session.Cause;
import dev.offprint.session.Change;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages after a delivery that say themselves what they are. */
class FollowUpsTest {
  @TempDir Path directory;
  private Rig rig;
  private SessionId session;
  private Wording.Desk desk;
  private Understanding understanding;
  private int said;

  @BeforeEach
  void deliver() {
    rig = new Rig(directory);
    session = rig.begin();
    rig.runDue();
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.Delivered());
    rig.models.asked.clear();
    desk =
        new Wording.Desk(
            rig.ports.store(),
            rig.ports.blobs(),
            rig.ports.journal(),
            rig.hand.progress(),
            rig.fakes,
            rig.models,
            rig.clock);
    understanding =
        new Understanding(rig.ports, new Clicks(rig.ports), Limits.ofSession(Rig.BUDGET));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** Says it in the thread, and lets what comes of it happen. */
  private void says(String words, Source... files) {
    Understood understood =
        understanding.said(
            new Said(
                new EventId("said" + said++),
                Samples.THREAD,
                Samples.ADA,
                words,
                false,
                true,
                false,
                false,
                Set.of(Samples.ADA.id()),
                List.of(files)),
            rig.state(session));
    for (Understood.Heard heard : ((Understood.Happened) understood).events()) {
      rig.receive(session, heard.id().value(), heard.event());
    }
    rig.runDue();
  }

  private Source file(String name, String text) {
    return new Source(
        Source.Role.BESIDE,
        new Source.Origin.Attachment(),
        name,
        rig.ports.blobs().put(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Facts facts() {
    return new Facts(rig.ports.store().load(session).orElseThrow(), desk);
  }

  /** The newest answer. */
  private String answer() {
    return rig.ports.store().posts(session).stream()
        .map(Store.OutboxRow::effect)
        .map(effect -> effect instanceof Effect.Post post ? post.topic() : null)
        .filter(topic -> topic instanceof Effect.Topic.Reply)
        .map(topic -> rig.ports.blobs().text(((Effect.Topic.Reply) topic).words()))
        .reduce("", (one, two) -> two);
  }

  private Message.Delivered delivered(State state) {
    return (Message.Delivered)
        DeliveryWords.delivered(
            facts(), new Effect.Topic.Delivered(Objects.requireNonNull(state.delivered())));
  }

  private List<Line> header(String label) {
    return ((Message.Header) HeaderWords.header(facts()))
        .lines().stream().filter(line -> line.label().equals(label)).toList();
  }

  @Test
  void aMetTargetIsInTheFirstLineOfTheDeliveryThatGaveItAndInTheHeader() {
    State before = rig.state(session);
    says("", file("results.json", "{\"synthetic\":false,\"results\":{\"T1\":1.0,\"T9\":3}}"));
    assertThat(answer()).endsWith("1.0 here, 1 ± 0 in the paper: target met, reported by @ada");
    assertThat(delivered(before).firstLine())
        .endsWith("; target met, reported by @ada (T1)")
        .startsWith(
            DeliveryWords.firstLine(facts().delivery(Objects.requireNonNull(before.delivered()))));
    assertThat(header("Delivery"))
        .singleElement()
        .satisfies(line -> assertThat(line.text()).endsWith("; target met, reported by @ada (T1)"));
    assertThat(rig.models.steps()).as("no model is asked").isEmpty();
    says("it failed: ValueError");
    assertThat(rig.state(session).deliveries()).isEqualTo(2);
    assertThat(delivered(rig.state(session)).firstLine())
        .as("what was got of the first delivery says nothing of the second")
        .doesNotContain("target met");
  }

  @Test
  void aNumberThatIsOffIsStoredAndNotCalledMet() {
    says("{\"synthetic\": false, \"results\": {\"T1\": 1.25}}");
    assertThat(answer()).contains("target not met, off by 0.25");
    assertThat(rig.state(session).reports()).hasSize(1);
    assertThat(delivered(rig.state(session)).firstLine()).doesNotContain("target");
  }

  @Test
  void aMessageOfNumbersAloneNeedsNoModelAndOneWithOtherWordsDoes() {
    says("T1 is 1.00.");
    assertThat(answer()).contains(": 1.00 here, 1 ± 0 in the paper: target met");
    assertThat(rig.models.steps()).isEmpty();
    says("T1 is 1 and T2 is 4");
    assertThat(rig.models.steps()).as("the plan has no T2").containsExactly("sort");
  }

  @Test
  void resultsOfMadeUpDataAreNotCompared() {
    says("{\"synthetic\": true, \"results\": {\"T1\": 1}}");
    assertThat(answer()).contains("made-up data").contains("not compared");
    assertThat(rig.state(session).reports()).isEmpty();
  }

  @Test
  void thatItRanIsAnsweredWithTheNumbersToCompare() {
    says("It ran!");
    assertThat(answer()).startsWith("Noted: it ran for @ada. To compare: T1 rate (Table 1, p. 1)");
    assertThat(rig.models.steps()).isEmpty();
  }

  @Test
  void anErrorInAFileIsMendedAndLinksInItAreNoSources() {
    says(
        "look",
        file(
            "screen.dat",
            "Traceback (most recent call last):\n  File \"model.py\", line 1\n"
                + "OSError: https://example.org/data is gone\n"));
    State state = rig.state(session);
    assertThat(state.deliveries()).isEqualTo(2);
    assertThat(state.sources()).hasSize(1);
    assertThat(rig.models.steps()).containsExactly("fix:0", "review:1");
    assertThat(delivered(state).lines())
        .contains(
            new Line("Note", "After what @ada reported: OSError: https://example.org/data is gone"))
        .contains(new Line("Since 1", "~ model.py · 2 files kept · ledger: as it was"));
  }

  @Test
  void aFileThatIsNoReportIsASourceAndAChangeInWordsKeepsItsFiles() {
    says("", file("notes.md", "the rate is 0.3"));
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
    rig.receive(session, "no", new Event.CancelAsked(Samples.ADA));
    says("change: with these notes", file("notes.txt", "the rate is 0.3"));
    assertThat(rig.state(session).used())
        .extracting(used -> used.change().what().getClass().getSimpleName())
        .contains(Change.What.SourceAdded.class.getSimpleName());
  }

  @Test
  void theCardOfAChangeSaysWhichFilesAreWrittenAnew() {
    says("change: another rate");
    State state = rig.state(session);
    assertThat(state.condition()).isEqualTo(new Condition.AwaitingApproval());
    Message.PlanCard card =
        (Message.PlanCard)
            PlanCardWords.card(
                facts(),
                new Effect.Topic.PlanCard(
                    Objects.requireNonNull(state.plan()),
                    state.version(),
                    new PlanVersion(1),
                    List.of()),
                new PlanFiles(rig.fakes, rig.ports.blobs()));
    assertThat(card.lines()).contains(new Line("Writes", "1 of 2 files anew: model.py"));
  }

  @Test
  void aFailureSaysWhatItCostAndWhatATryAgainAdds() {
    rig.models.answer(prompt -> prompt.step().equals("sort") ? "bad" : "ok");
    says("hm?");
    assertThat(rig.condition(session)).isInstanceOf(Condition.Failed.class);
    List<Line> lines =
        ((Message.Stopped) StoppedWords.stopped(facts(), new Cause.UnusableAnswer("no answer")))
            .lines();
    assertThat(lines)
        .filteredOn(line -> line.label().equals("Spent"))
        .singleElement()
        .satisfies(line -> assertThat(line.text()).endsWith("of it reading your message"));
    assertThat(lines)
        .filteredOn(line -> line.label().equals("Retry"))
        .singleElement()
        .satisfies(
            line -> assertThat(line.text()).startsWith("adds ").endsWith("until the answer"));
  }
}
