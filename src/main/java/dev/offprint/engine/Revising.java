package dev.offprint.engine;

import dev.offprint.session.Answer;
import dev.offprint.session.BlobId;
import dev.offprint.session.Change;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.OpenQuestion;
import dev.offprint.session.Paper;
import dev.offprint.session.Pick;
import dev.offprint.session.Plan;
import dev.offprint.session.Question;
import dev.offprint.session.QuestionId;
import dev.offprint.session.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes all changes that wait together: plan files as they are, answers into the plan, words as the
 * stage makes of them; then the plan is screened again. What is not applied comes back with its
 * reason.
 */
final class Revising implements StageRun {
  private final Ports ports;
  private final SourceText sources;
  private final Estimates estimates;
  private final PaperPolicy papers;

  Revising(Ports ports, Estimates estimates, PaperPolicy papers) {
    this.ports = ports;
    this.estimates = estimates;
    this.papers = papers;
    this.sources = new SourceText(ports);
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    Artifacts artifacts = ports.artifacts();
    Stages.Job job = StageRun.job(artifacts, effect, asking);
    Effect.Inputs inputs = effect.inputs();
    Plan old = inputs.plan() == null ? null : artifacts.plan(inputs.plan());
    Draft draft = new Draft(old, effect, job.paper());
    for (Change change : inputs.changes()) {
      draft.take(change, change.what());
    }
    Plan plan = draft.plan;
    if (plan != null && !draft.wanted.isEmpty()) {
      Stages.Revised revised = ports.stages().revise(job, plan, draft.wanted);
      plan = revised.plan();
      revised.declined().forEach(draft::keep);
    }
    if (plan == null || (old != null && plan.as(old.version()).equals(old))) {
      return new Event.PlanRevised(effect.key(), null, List.of(), draft.kept(inputs.changes()));
    }
    Optional<String> no = ports.stages().screen(job, plan);
    if (no.isPresent()) {
      inputs.changes().forEach(change -> draft.keep(change.event(), no.get()));
      return new Event.PlanRevised(effect.key(), null, List.of(), draft.kept(inputs.changes()));
    }
    return new Event.PlanRevised(
        effect.key(),
        artifacts.put(effect.key().session(), plan.as(inputs.next())),
        questions(plan, inputs, draft),
        draft.kept(inputs.changes()),
        estimates.of(effect, plan));
  }

  /** Questions that are new, or answered otherwise by an edited plan. */
  private List<OpenQuestion> questions(Plan plan, Effect.Inputs inputs, Draft draft) {
    Map<QuestionId, OpenQuestion> known = new LinkedHashMap<>();
    inputs.questions().forEach(question -> known.put(question.id(), question));
    List<OpenQuestion> others = new ArrayList<>();
    for (Question question : plan.questions()) {
      OpenQuestion before = known.get(question.id());
      Optional<Answer> answer =
          plan.answers().stream().filter(one -> one.question().equals(question.id())).findFirst();
      Pick now = answer.map(one -> pick(question, one, draft)).orElse(null);
      OpenQuestion fresh = OpenQuestion.of(question);
      if (before == null) {
        others.add(now == null ? fresh : used(fresh, now));
      } else if (now != null && !sameWords(question, before.inUse(), now)) {
        others.add(used(before, now));
      }
    }
    return others;
  }

  private boolean sameWords(Question question, @Nullable Pick before, Pick now) {
    return before != null
        && (before.words() != null || before.option() < question.options().size())
        && Designing.words(question, before, ports.blobs())
            .equals(Designing.words(question, now, ports.blobs()));
  }

  private Pick pick(Question question, Answer answer, Draft draft) {
    int option = question.options().indexOf(answer.text());
    BlobId words =
        option >= 0 ? null : ports.blobs().putText(draft.effect.key().session(), answer.text());
    return new Pick(answer.by(), option, words, draft.answeredBy.get(question.id()));
  }

  private static OpenQuestion used(OpenQuestion question, Pick pick) {
    return new OpenQuestion(
        question.id(),
        question.options(),
        question.defaultOption(),
        question.picks(),
        pick,
        question.contested());
  }

  /** The plan while changes are taken one after the other. */
  private final class Draft {
    private final @Nullable Plan old;
    private final Effect.RunStage effect;
    private final Paper paper;
    private final List<Stages.Wanted> wanted = new ArrayList<>();
    private final Map<EventId, String> kept = new LinkedHashMap<>();
    private final Map<QuestionId, EventId> answeredBy = new LinkedHashMap<>();
    private @Nullable Plan plan;

    Draft(@Nullable Plan old, Effect.RunStage effect, Paper paper) {
      this.old = old;
      this.effect = effect;
      this.paper = paper;
      this.plan = old;
    }

    void keep(EventId change, String why) {
      kept.putIfAbsent(change, why);
    }

    List<Event.PlanRevised.Kept> kept(List<Change> changes) {
      List<Event.PlanRevised.Kept> all = new ArrayList<>();
      for (Change change : changes) {
        String why = kept.get(change.event());
        if (why != null) {
          all.add(new Event.PlanRevised.Kept(change.event(), why));
        }
      }
      return all;
    }

    void take(Change change, Change.What what) {
      switch (what) {
        case Change.What.Words words -> want(change, ports.blobs().text(words.text()), true);
        case Change.What.PlanFile file -> planFile(change, ports.blobs().text(file.file()));
        case Change.What.Answered answered -> answer(change, answered.question(), answered.pick());
        case Change.What.SourceAdded added -> source(change, added.source());
        case Change.What.Reversed reversed ->
            reverse(change, reversed.original(), reversed.before());
      }
    }

    private void want(Change change, String words, boolean own) {
      if (plan == null) {
        keep(change.event(), "there is no plan yet to change");
      } else {
        wanted.add(new Stages.Wanted(change.event(), change.by(), words, own));
      }
    }

    private void planFile(Change change, String yaml) {
      if (old != null && change.seen().compareTo(effect.inputs().version()) < 0) {
        keep(
            change.event(),
            "the file was made from version "
                + change.seen().number()
                + ", and the plan is at version "
                + effect.inputs().version().number()
                + "; edit the current plan.yaml and send it again");
        return;
      }
      switch (ports.documents().readPlan(yaml, old, paper, change.by())) {
        case Documents.PlanFile.Valid valid -> plan = valid.plan();
        case Documents.PlanFile.Invalid invalid ->
            keep(
                change.event(),
                "the plan file is not valid: " + String.join("; ", invalid.errors()));
      }
    }

    private void answer(Change change, QuestionId id, @Nullable Pick pick) {
      Plan now = plan;
      Optional<Question> asked =
          now == null
              ? Optional.empty()
              : now.questions().stream().filter(one -> one.id().equals(id)).findFirst();
      if (now == null || asked.isEmpty()) {
        keep(change.event(), "the plan has no question " + id.value());
        return;
      }
      List<Answer> answers =
          new ArrayList<>(
              now.answers().stream().filter(one -> !one.question().equals(id)).toList());
      String text = "";
      if (pick != null) {
        text = Designing.words(asked.get(), pick, ports.blobs());
        answers.add(new Answer(id, text, pick.by()));
      }
      if (answers.equals(now.answers())) {
        return;
      }
      answeredBy.put(id, change.event());
      plan = now.with(ordered(now.questions(), answers));
      want(
          change,
          "The answer to the question «"
              + asked.get().text()
              + "» is now: "
              + (text.isEmpty() ? "open again" : text)
              + ". Change what follows from it.",
          false);
    }

    private void source(Change change, Source source) {
      Optional<String> leftOut =
          papers.leavesOut(ports.place(effect.key().session()), source, ports.models());
      if (leftOut.isPresent()) {
        keep(change.event(), leftOut.get());
        return;
      }
      switch (sources.read(source)) {
        case SourceText.Text.Had had ->
            want(change, "Use this further source, " + source.name() + ":\n" + had.text(), false);
        case SourceText.Text.NotHad no -> keep(change.event(), no.why());
      }
    }

    private void reverse(Change change, Change.What original, @Nullable BlobId before) {
      Plan earlier = before == null ? null : ports.artifacts().plan(before);
      switch (original) {
        case Change.What.Words words ->
            want(
                change,
                "Take this earlier change back: " + ports.blobs().text(words.text()),
                false);
        case Change.What.Answered answered ->
            answer(change, answered.question(), answered.before());
        case Change.What.SourceAdded added ->
            want(change, "Do without the further source " + added.source().name() + ".", false);
        case Change.What.PlanFile file -> takeBack(change, file.file(), earlier);
        case Change.What.Reversed again -> take(change, again.original());
      }
    }

    /** Only while nothing has been built on the file's plan can it simply be taken back. */
    private void takeBack(Change change, BlobId file, @Nullable Plan earlier) {
      Plan now = plan;
      boolean untouched =
          now != null
              && earlier != null
              && ports.documents().readPlan(ports.blobs().text(file), earlier, paper, change.by())
                  instanceof Documents.PlanFile.Valid valid
              && Objects.equals(valid.plan().as(now.version()), now);
      if (untouched) {
        plan = earlier;
      } else {
        keep(change.event(), "the plan has changed since; send the plan file as you want it now");
      }
    }

    private List<Answer> ordered(List<Question> questions, List<Answer> answers) {
      List<Answer> ordered = new ArrayList<>();
      for (Question question : questions) {
        answers.stream()
            .filter(answer -> answer.question().equals(question.id()))
            .forEach(ordered::add);
      }
      return ordered;
    }
  }
}
