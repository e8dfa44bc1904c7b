package dev.offprint.engine;

import dev.offprint.engine.Message.Asked;
import dev.offprint.engine.Message.Button;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.OpenQuestion;
import dev.offprint.session.Person;
import dev.offprint.session.Pick;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions to a person by name, and two people who differ. */
final class QuestionWords {
  private static final int LONG_PAPER_PAGES = 20;

  private QuestionWords() {}

  static Message questions(Facts facts, Topic.Questions topic) {
    PlanDraft draft = facts.draft(topic.draft());
    List<Question> shown = shown(facts, draft, topic.stopping());
    List<Asked> asked = new ArrayList<>();
    for (Question question : shown) {
      asked.add(asked(facts, question, use(facts, question)));
    }
    int others = draft.questions().size() - shown.size();
    String opening =
        PlainText.count(shown.size(), "question")
            + (topic.stopping()
                ? "; I wait for your answer"
                : "; I go on with the ● ones"
                    + (others > 0
                        ? " (" + others + " more decided by default, on the plan card)"
                        : ""));
    List<Button> buttons =
        topic.stopping()
            ? List.of()
            : List.of(new Button("Use defaults", new Action.UseDefaults(), false));
    return new Message.Questions(List.of(facts.owner()), opening, asked, buttons, List.of());
  }

  /**
   * Three questions at most, five of a long paper: those that stop the work, then in the planner's
   * order, which is by effect on the result.
   */
  private static List<Question> shown(Facts facts, PlanDraft draft, boolean stopping) {
    int most = facts.paper().filter(paper -> paper.pages() >= LONG_PAPER_PAGES).isPresent() ? 5 : 3;
    List<Question> shown = new ArrayList<>();
    draft.questions().stream()
        .filter(Question::stops)
        .filter(question -> !stopping || use(facts, question).isEmpty())
        .limit(most)
        .forEach(shown::add);
    if (!stopping) {
      draft.questions().stream()
          .filter(question -> !question.stops())
          .limit(most - (long) shown.size())
          .forEach(shown::add);
    }
    return shown.isEmpty() ? draft.questions().stream().limit(most).toList() : shown;
  }

  private static Optional<Pick> use(Facts facts, Question question) {
    return open(facts, question).map(OpenQuestion::inUse);
  }

  private static Optional<OpenQuestion> open(Facts facts, Question question) {
    return facts.state().questions().stream()
        .filter(open -> open.id().equals(question.id()))
        .findFirst();
  }

  private static Asked asked(Facts facts, Question question, Optional<Pick> use) {
    int chosen = use.map(Pick::option).orElse(question.defaultOption());
    List<Button> options = new ArrayList<>();
    for (int i = 0; i < question.options().size(); i++) {
      options.add(
          new Button(
              letter(i)
                  + (i == chosen ? " ● " : " ")
                  + PlainText.brief(question.options().get(i), 300),
              new Action.Pick(question.id(), i),
              i == chosen));
    }
    options.add(new Button("in words", new Action.InWords(question.id()), false));
    StringBuilder text =
        new StringBuilder()
            .append(question.id().number())
            .append(' ')
            .append(PlainText.brief(question.text(), 400));
    if (!question.changes().isBlank()) {
      text.append(" (changes ").append(PlainText.brief(question.changes(), 120)).append(')');
    }
    use.ifPresent(
        pick -> {
          Person by = pick.by();
          if (by != null) {
            text.append(" — ")
                .append(PlainText.brief(facts.said(question, pick), 120))
                .append(", chosen by ")
                .append(HeaderWords.at(by.name()));
          }
        });
    return new Asked(question.id(), text.toString(), options);
  }

  /** {@code a} for the first option. */
  static char letter(int option) {
    return (char) ('a' + option);
  }

  static Message contested(Facts facts, Topic.Contested topic) {
    Question question = facts.question(topic.question()).orElseThrow();
    OpenQuestion open = open(facts, question).orElseThrow();
    Map<Person, String> said = new LinkedHashMap<>();
    for (Pick pick : open.picks()) {
      Person by = pick.by();
      if (by != null) {
        said.put(by, PlainText.brief(facts.said(question, pick), 120));
      }
    }
    List<String> sides = new ArrayList<>();
    said.forEach((by, words) -> sides.add(HeaderWords.at(by.name()) + " says " + words));
    Pick inUse = open.inUse();
    String opening =
        String.join(", ", sides)
            + ". "
            + (inUse == null
                ? "None is in use"
                : "In use: "
                    + PlainText.brief(facts.said(question, inUse), 120)
                    + (inUse.by() == null ? "" : " (" + HeaderWords.at(inUse.by().name()) + ")"))
            + (open.contested()
                ? ", until one of you or " + HeaderWords.at(facts.owner().name()) + " decides"
                : "; settled");
    List<Person> to = new ArrayList<>(said.keySet());
    if (!to.contains(facts.owner())) {
      to.add(facts.owner());
    }
    return new Message.Questions(
        to,
        opening,
        List.of(asked(facts, question, Optional.ofNullable(inUse))),
        List.of(),
        List.of());
  }
}
