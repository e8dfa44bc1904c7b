package dev.offprint.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers: whose is in use, when people differ, and when an answer is a change of the plan. */
final class Questions {
  private Questions() {}

  static Step answered(State state, EventId event, Event.Answered answered) {
    OpenQuestion question = find(state.questions(), answered.question());
    if (question == null) {
      return new Step.Ignored("There is no question " + answered.question().number() + ".");
    }
    if (answered.option() >= question.options()
        || (answered.option() < 0 && answered.words() == null)) {
      return new Step.Refused(
          "Question "
              + question.id().number()
              + " has the options 1 to "
              + question.options()
              + "; or answer in words.");
    }
    Turn turn = new Turn(state, event);
    Pick pick =
        new Pick(
            answered.by().person(),
            Math.max(-1, answered.option()),
            answered.option() < 0 ? answered.words() : null,
            event);
    OpenQuestion settled = with(question, pick, turn.owner.id());
    replace(turn, settled);
    if (settled.contested()) {
      turn.post(new Effect.Topic.Contested(question.id()));
    } else {
      turn.echo(answered.by(), new Effect.Taken.Answer(question.id(), pick));
    }
    follow(turn, answered.by().person(), question, settled);
    return turn.accepted();
  }

  static Step defaults(State state, EventId event, Event.DefaultsTaken taken) {
    Turn turn = new Turn(state, event);
    boolean any = false;
    for (OpenQuestion question : state.questions()) {
      if (question.defaultOption() >= 0
          && question.picks().isEmpty()
          && question.inUse() != null
          && question.inUse().by() == null) {
        any = true;
        Pick pick = new Pick(taken.by().person(), question.defaultOption(), null, event);
        replace(turn, with(question, pick, turn.owner.id()));
      }
    }
    if (!any) {
      Set<QuestionId> without = withoutAnswer(state.questions());
      return without.isEmpty()
          ? new Step.Ignored("No question is open that has a default.")
          : new Step.Refused(needsAnswer(without));
    }
    turn.echo(taken.by(), new Effect.Taken.Defaults());
    return turn.accepted();
  }

  /** What follows from a question that is settled otherwise than before. */
  static void follow(Turn turn, Person by, OpenQuestion before, OpenQuestion now) {
    if (turn.condition instanceof Condition.Asking) {
      Course.planned(turn);
    } else if (turn.designing && now.inUse() != null && !sameChoice(before.inUse(), now.inUse())) {
      Changes.answer(turn, by, now.id(), now.inUse(), before.inUse());
    }
  }

  /** Takes an answer back; what was in use before it is so again. */
  static OpenQuestion without(
      OpenQuestion question, EventId answer, @Nullable Pick before, PersonId owner) {
    List<Pick> picks = new ArrayList<>(question.picks());
    picks.removeIf(pick -> answer.equals(pick.event()));
    Person earlier = before == null ? null : before.by();
    if (before != null
        && earlier != null
        && picks.stream().noneMatch(pick -> isBy(pick, earlier.id()))) {
      picks.addFirst(before);
    }
    return settle(question, picks, owner);
  }

  /** A question with one more answer; a person's last answer replaces their own. */
  static OpenQuestion with(OpenQuestion question, Pick pick, PersonId owner) {
    Person by = pick.by();
    if (by == null) {
      return question;
    }
    boolean decides =
        question.contested()
            && (by.id().equals(owner)
                || question.picks().stream().anyMatch(other -> isBy(other, by.id())));
    List<Pick> picks = new ArrayList<>();
    if (!decides) {
      question.picks().stream().filter(other -> !isBy(other, by.id())).forEach(picks::add);
    }
    picks.add(pick);
    return settle(question, picks, owner);
  }

  /** Where people differ, the owner's answer is in use, else the earlier one. */
  private static OpenQuestion settle(OpenQuestion question, List<Pick> picks, PersonId owner) {
    boolean contested = picks.stream().anyMatch(pick -> !pick.sameChoice(picks.getFirst()));
    Pick inUse =
        picks.isEmpty()
            ? question.defaultOption() < 0 ? null : Pick.ofDefault(question.defaultOption())
            : picks.stream().filter(pick -> isBy(pick, owner)).findFirst().orElse(picks.getFirst());
    return new OpenQuestion(
        question.id(), question.options(), question.defaultOption(), picks, inUse, contested);
  }

  /** Questions that a revised plan adds or answers otherwise; newer answers of people stay. */
  static void merge(Turn turn, List<OpenQuestion> others) {
    for (OpenQuestion other : others) {
      OpenQuestion known = find(turn.questions, other.id());
      if (known == null) {
        turn.questions.add(other);
      } else if (other.inUse() != null
          && !sameChoice(known.inUse(), other.inUse())
          && !Changes.answers(turn, other.id())) {
        replace(turn, other);
      }
    }
  }

  /** Approval takes what is in use for all that is open. */
  static void settleAll(Turn turn) {
    turn.questions.replaceAll(
        question ->
            new OpenQuestion(
                question.id(),
                question.options(),
                question.defaultOption(),
                question.inUse() == null || question.inUse().by() == null
                    ? List.of()
                    : List.of(question.inUse()),
                question.inUse(),
                false));
  }

  static void replace(Turn turn, OpenQuestion question) {
    turn.questions.replaceAll(known -> known.id().equals(question.id()) ? question : known);
  }

  static @Nullable OpenQuestion find(List<OpenQuestion> questions, QuestionId id) {
    return questions.stream().filter(question -> question.id().equals(id)).findFirst().orElse(null);
  }

  static Set<QuestionId> withoutAnswer(List<OpenQuestion> questions) {
    return questions.stream()
        .filter(question -> question.inUse() == null)
        .map(OpenQuestion::id)
        .collect(
            Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(QuestionId::number))));
  }

  static String needsAnswer(Set<QuestionId> without) {
    String numbers =
        without.stream().map(id -> String.valueOf(id.number())).collect(Collectors.joining(", "));
    return "Question " + numbers + " has no safe default and needs an answer.";
  }

  private static boolean isBy(Pick pick, PersonId person) {
    return pick.by() != null && pick.by().id().equals(person);
  }

  private static boolean sameChoice(@Nullable Pick one, @Nullable Pick other) {
    return one == null || other == null ? one == other : one.sameChoice(other);
  }
}
