package dev.offprint.engine;

import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.session.Change;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.Event;
import dev.offprint.session.Person;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import java.util.ArrayList;
import java.util.List;

/** Choices that only a person can make, and answers after delivery. */
final class ChoiceWords {
  private static final int LONG_REPLY = 1500;

  private ChoiceWords() {}

  static Message whichPaper(Facts facts) {
    State state = facts.state();
    boolean open =
        state.condition() instanceof Condition.Choosing choosing
            && choosing.choice() instanceof Condition.Choice.WhichPaper;
    List<Button> buttons = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < state.sources().size(); i++) {
      Source source = state.sources().get(i);
      String name = (i + 1) + " " + PlainText.brief(source.name(), 80);
      names.add(name);
      if (open) {
        buttons.add(new Button(name, new Action.ChoosePaper(i), false));
      }
    }
    return new Message.Note(
        List.of(facts.owner()),
        "Which of these is the paper? " + PlainText.some(names, " · ", 500),
        buttons,
        List.of());
  }

  /** The message that asked is deleted: stop, or go on? */
  static Message requestGone(Facts facts) {
    State.Gone gone = facts.state().gone();
    List<Button> buttons =
        gone != null && gone.open()
            ? List.of(
                new Button("Stop", new Action.Cancel(), false),
                new Button("Go on", new Action.KeepRequest(), false))
            : List.of();
    return new Message.Note(
        List.of(facts.owner()),
        "The message that asked for this is deleted. Shall I stop? Until somebody says so I go on.",
        buttons,
        List.of());
  }

  static Message samePaper(Facts facts, Topic.SamePaper topic, Store store) {
    boolean open =
        facts.state().condition() instanceof Condition.Choosing choosing
            && choosing.choice() instanceof Condition.Choice.SamePaper;
    List<String> known = new ArrayList<>();
    List<Button> buttons = new ArrayList<>();
    for (SessionId id : topic.sessions()) {
      known.add(
          id.value()
              + store
                  .load(id)
                  .map(
                      other ->
                          " by "
                              + HeaderWords.at(other.state().owner().name())
                              + ", "
                              + StageWords.condition(other.state()))
                  .orElse(""));
      buttons.add(choice("Use " + id.value(), Event.SameChosen.Same.USE, id));
      buttons.add(choice("Fork " + id.value(), Event.SameChosen.Same.FORK, id));
    }
    buttons.add(new Button("Anew", new Action.ChooseSame(Event.SameChosen.Same.ANEW, null), false));
    return new Message.Note(
        List.of(facts.owner()),
        "This paper has been asked for before: "
            + PlainText.some(known, " · ", 500)
            + ". Use its result, fork it with its plan and answers, or start anew?",
        open ? buttons : List.of(),
        List.of());
  }

  private static Button choice(String label, Event.SameChosen.Same same, SessionId id) {
    return new Button(label, new Action.ChooseSame(same, id), false);
  }

  static Message whenToChange(Facts facts, Topic.WhenToChange topic) {
    boolean open =
        facts.state().condition() instanceof Condition.Working
            && facts.state().waiting().stream()
                .anyMatch(change -> change.event().equals(topic.change()));
    String change =
        facts.state().waiting().stream()
            .filter(waiting -> waiting.event().equals(topic.change()))
            .findFirst()
            .map(waiting -> words(facts, waiting))
            .orElse("the change");
    List<Button> buttons =
        open
            ? List.of(
                time("Stop and apply now", topic, Event.ChangeTimed.When.NOW),
                time("After the delivery", topic, Event.ChangeTimed.When.AFTER_DELIVERY),
                time("Drop it", topic, Event.ChangeTimed.When.DROP))
            : List.of();
    return new Message.Note(
        List.of(),
        change
            + ". The files are being written: stop and apply it now, after the delivery, or drop"
            + " it? The work goes on meanwhile; without a word it is applied after the delivery.",
        buttons,
        List.of());
  }

  private static String words(Facts facts, Change change) {
    return HeaderWords.at(change.by().name())
        + " wants a change: "
        + PlanDifference.what(facts, change.what());
  }

  private static Button time(String label, Topic.WhenToChange topic, Event.ChangeTimed.When when) {
    return new Button(label, new Action.Time(topic.change(), when), false);
  }

  /** Changes that were not applied; the plan stays, its card still valid. */
  static Message notApplied(Facts facts, Topic.NotApplied topic) {
    List<String> kept = new ArrayList<>();
    topic.kept().forEach(one -> kept.add(PlanDifference.kept(facts, one)));
    return new Message.Note(
        List.of(),
        (topic.version().equals(PlanVersion.NONE)
                ? "The change was not taken. "
                : "Plan version " + topic.version().number() + " stays, its card still holds. ")
            + PlainText.some(kept, " · ", 900),
        List.of(),
        List.of());
  }

  static Message sourceOrRequest(Facts facts, Topic.SourceOrRequest topic) {
    boolean open =
        facts.state().offered().stream()
            .anyMatch(offered -> offered.event().equals(topic.offered()));
    List<Button> buttons =
        List.of(
            new Button(
                "Belongs to this one",
                new Action.SortSource(topic.offered(), Event.SourceSorted.As.BESIDE),
                false),
            new Button(
                "A new request",
                new Action.SortSource(topic.offered(), Event.SourceSorted.As.NEW_REQUEST),
                false));
    return new Message.Note(
        List.of(),
        PlainText.brief(topic.name(), 100)
            + ": does it belong to this paper, or is it a request of its own?",
        open ? buttons : List.of(),
        List.of());
  }

  /** An answer after delivery; a long one goes into a file. */
  static Message reply(Facts facts, Topic.Reply topic) {
    String words = PlainText.lines(facts.words(topic.words()));
    List<Person> to = topic.to() == null ? List.of() : List.of(topic.to());
    if (words.length() <= LONG_REPLY) {
      return new Message.Note(to, words, List.of(), List.of());
    }
    return new Message.Note(
        to,
        PlainText.clip(words, LONG_REPLY - 40) + "\nThe whole is in answer.md.",
        List.of(),
        List.of(new Attachment("answer.md", "text/markdown", topic.words())));
  }
}
