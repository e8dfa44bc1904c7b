package dev.offprint.engine;

import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.Amount;
import dev.offprint.session.Approval;
import dev.offprint.session.Cause;
import dev.offprint.session.CodeLanguage;
import dev.offprint.session.Condition;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.Hold;
import dev.offprint.session.Paper;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Source;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first reply: what is asked, who reads the paper, where the work stands. */
final class HeaderWords {
  private HeaderWords() {}

  static Message header(Facts facts) {
    State state = facts.state();
    List<Line> lines = new ArrayList<>();
    String wish = facts.wish();
    if (!wish.isEmpty()) {
      lines.add(new Line("Asked", PlainText.brief(wish, 200)));
    }
    Optional<Paper> paper = facts.paper();
    paper.flatMap(CodeLanguage::of).ifPresent(other -> lines.add(language(other)));
    paper.ifPresent(read -> found(read, state, lines));
    paper.ifPresent(read -> leftOut(read, lines));
    lines.add(new Line("Reader", reader(facts)));
    lines.add(new Line("Stage", stage(facts)));
    time(facts).ifPresent(text -> lines.add(new Line("Time", text)));
    if (state.plan() == null) {
      paper
          .flatMap(read -> Forecast.ofPaper(read, facts.reader(), facts.basis()))
          .ifPresent(all -> lines.add(new Line("Estimate", estimate(all))));
    }
    lines.add(new Line("Spent", spent(facts)));
    links(facts, lines);
    waits(facts).or(() -> turn(facts)).ifPresent(text -> lines.add(new Line("Waits", text)));
    return new Message.Header(title(facts), lines, buttons(state, paper));
  }

  private static Line language(CodeLanguage other) {
    return new Line(
        "Writes",
        "Python; the paper names " + other.name() + " for its code (p. " + other.page() + ")");
  }

  private static String estimate(Forecast all) {
    return all.cost() + (all.timed() ? ", " + all.time() : "") + " for all, before the plan";
  }

  /** Title and pages; before the paper is read, its name. */
  static String title(Facts facts) {
    return facts
        .paper()
        .map(paper -> PlainText.brief(paper.title(), 150) + ", " + paper.pages() + " p.")
        .orElseGet(() -> PlainText.brief(name(facts.state()), 150));
  }

  private static String name(State state) {
    return state.sources().stream()
        .filter(source -> source.role() == Source.Role.PAPER)
        .map(Source::name)
        .findFirst()
        .orElse("a paper");
  }

  /** What was not read, and what is kept from the model: the requester hears of it. */
  private static void leftOut(Paper paper, List<Line> lines) {
    List<String> said = new ArrayList<>(paper.notes());
    seen(paper).ifPresent(said::add);
    said.addAll(paper.notRead());
    for (Paper.Passage passage : paper.passages()) {
      said.add(
          "kept from the model: "
              + why(passage.why())
              + " on p. "
              + passage.page()
              + ", “"
              + PlainText.brief(passage.text(), 100)
              + "”");
    }
    if (!said.isEmpty()) {
      lines.add(new Line("Noted", PlainText.some(said, " · ", 600)));
    }
  }

  /** What a model said about pictures, which nobody has checked. */
  static Optional<String> seen(Paper paper) {
    if (paper.seen().isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = paper.seen().stream().map(one -> one.part().words()).toList();
    return Optional.of(
        "described by "
            + paper.seen().getFirst().model()
            + ": "
            + PlainText.some(parts, ", ", 200));
  }

  private static String why(Paper.Passage.Why why) {
    return switch (why) {
      case WHITE -> "text in the colour of the page";
      case TINY -> "text too small to see";
      case OUTSIDE -> "text off the page";
      case INVISIBLE -> "text without ink";
      case COVERED -> "text under a picture";
      case LAYER -> "text on a layer that is switched off";
      case REPLACED -> "other words than are printed";
      case INSTRUCTION -> "an instruction to programs";
    };
  }

  private static void found(Paper paper, State state, List<Line> lines) {
    if (paper.links().isEmpty()) {
      return;
    }
    List<String> found = new ArrayList<>();
    for (Paper.Link link : paper.links()) {
      boolean used =
          state.sources().stream()
              .anyMatch(
                  source ->
                      source.origin() instanceof Source.Origin.Link at
                          && at.address().toString().equals(link.address()));
      found.add(
          link.kind()
              + " "
              + link.address()
              + " (p. "
              + link.page()
              + ", "
              + whose(link, used)
              + ")");
    }
    lines.add(new Line("Found", PlainText.some(found, " · ", 300)));
  }

  private static String whose(Paper.Link link, boolean used) {
    return used
        ? "used as reference"
        : switch (link.whose()) {
          case AUTHORS -> "independent of it";
          case CITED -> "only cited";
        };
  }

  /** Who reads, and who would or does instead: nobody gets the paper unsaid. */
  private static String reader(Facts facts) {
    String text = reader(facts.reader(), facts.viewer());
    Optional<Traits> other = facts.standIn();
    if (other.isPresent()) {
      Traits traits = other.get();
      text +=
          "; where it does not answer, "
              + PlainText.brief(traits.reader(), 200)
              + " ("
              + traits.name()
              + ") does"
              + (traits.local() ? ", on this machine" : ", and gets the text");
    }
    return Packing.stoodIn(facts.calls()).map(words -> words + "; ").orElse("") + text;
  }

  private static String reader(Traits traits, Traits viewer) {
    String text =
        PlainText.brief(traits.reader(), 200)
            + (traits.local()
                ? "; the paper's text stays on this machine"
                : "; it gets the paper's text");
    boolean other = !viewer.reader().equals(traits.reader());
    return viewer.images() && other
        ? text + "; pictures of its pages go to " + PlainText.brief(viewer.reader(), 200)
        : text;
  }

  /** Where the work stands, without times. */
  private static String stage(Facts facts) {
    Condition condition = facts.state().condition();
    if (!(condition instanceof Condition.Working working)) {
      return StageWords.condition(facts.state());
    }
    StringBuilder said = new StringBuilder(StageWords.numbered(working.stage()));
    facts
        .standing()
        .filter(standing -> standing.stage() == working.stage())
        .ifPresent(
            standing -> {
              if (standing.all() > 0) {
                said.append(" · ").append(standing.done()).append(" of ").append(standing.all());
              }
              if (!standing.last().isBlank()) {
                said.append(" · ").append(PlainText.brief(standing.last(), 80));
              }
            });
    return said.toString();
  }

  private static Optional<String> time(Facts facts) {
    State state = facts.state();
    if (!(state.condition() instanceof Condition.Working working)) {
      return Optional.empty();
    }
    Optional<Progress.Standing> standing =
        facts.standing().filter(now -> now.stage() == working.stage());
    String elapsed =
        standing
            .map(now -> Forecast.time(facts.since(now.since())) + " in this stage, ")
            .orElse("");
    int tasks = facts.plan().map(plan -> plan.logic().tasks().size()).orElse(0);
    String left =
        Forecast.whileIn(
                facts.basis(),
                working.stage(),
                standing.map(Progress.Standing::done).orElse(0),
                standing.map(Progress.Standing::all).orElse(0),
                tasks)
            .filter(Forecast::timed)
            .map(forecast -> ", " + forecast.time() + " left to " + goal(working.stage()))
            .orElse("");
    return Optional.of(
        elapsed + Forecast.time(facts.since(facts.created())) + " since the request" + left);
  }

  static String goal(Stage stage) {
    return switch (stage) {
      case READING, PLANNING, DESIGNING, REVISING -> "the plan";
      case ANALYSING, GENERATING, CHECKING -> "the delivery";
      case FOLLOWING_UP -> "the answer";
    };
  }

  /** {@code $0.11 of $1.50, 18,204 tokens}, or {@code $0.11, 18,204 of 2,000,000 tokens}. */
  static String spent(Facts facts) {
    State state = facts.state();
    String tokens = PlainText.number(facts.spent().settled().total());
    String spent =
        switch (state.budget()) {
          case Amount.Tokens cap ->
              facts.cost().map(cost -> cost.words() + ", ").orElse("")
                  + tokens
                  + " of "
                  + cap.words();
          case Amount.Dollars cap ->
              facts.spentIn(cap).words() + " of " + cap.words() + ", " + tokens + " tokens";
        };
    Amount allowance = state.allowance();
    return allowance == null ? spent : spent + "; until the plan at most " + allowance.words();
  }

  private static void links(Facts facts, List<Line> lines) {
    State state = facts.state();
    if (!state.version().equals(PlanVersion.NONE)) {
      Approval approval = state.approval();
      lines.add(
          new Line(
              "Plan",
              "version "
                  + state.version().number()
                  + (approval != null && approval.version().equals(state.version())
                      ? ", approved by " + at(approval.by().name())
                      : ""),
              facts.posted(topic -> topic instanceof Topic.PlanCard)));
    }
    if (state.delivered() != null) {
      Delivery delivery = facts.delivery(state.delivered());
      lines.add(
          new Line(
              "Delivery",
              "number "
                  + delivery.number()
                  + (delivery.draft() ? ", a draft" : "")
                  + DeliveryWords.met(facts, state.delivered())
                      .map(words -> "; " + words)
                      .orElse(""),
              facts.posted(topic -> topic instanceof Topic.Delivered)));
    }
  }

  static String at(String name) {
    return "@" + PlainText.brief(name, 60);
  }

  /** Whom or what a session waits for. */
  static Optional<String> waits(Facts facts) {
    State state = facts.state();
    Hold hold = state.hold();
    if (hold != null) {
      return Optional.of(
          "held by " + at(hold.by().name()) + ": " + PlainText.brief(hold.reason(), 150));
    }
    String owner = at(state.owner().name());
    return switch (state.condition()) {
      case Condition.Choosing choosing -> Optional.of("for " + owner + " to choose");
      case Condition.Asking asking -> Optional.of("for " + owner + " to answer");
      case Condition.AwaitingApproval waiting ->
          Optional.of(
              "for "
                  + facts.signOff().map(needed -> needed.by().who()).orElse(owner)
                  + " to approve plan version "
                  + state.version().number());
      case Condition.Paused paused ->
          Optional.of(
              switch (paused.cause()) {
                case Cause.ProviderDown down -> "for the provider; it goes on by itself";
                case Cause.OverDay over ->
                    (over.until() == null ? "for " + owner + ": " : "")
                        + PlainText.brief(over.words(), 300);
                case Cause other -> "for " + owner + ": " + PlainText.brief(other.words(), 200);
              });
      case Condition.Failed failed -> Optional.of("for " + owner + " to try again or cancel");
      case Condition.Working working -> Optional.empty();
      case Condition.Held held -> Optional.empty();
      case Condition.Delivered delivered -> Optional.empty();
      case Condition.Cancelled cancelled -> Optional.empty();
      case Condition.Declined declined -> Optional.empty();
      case Condition.Forgotten forgotten -> Optional.empty();
    };
  }

  /** What a stage waits for before it begins. */
  private static Optional<String> turn(Facts facts) {
    return facts.state().condition() instanceof Condition.Working working
        ? facts
            .standing()
            .filter(standing -> standing.stage() == working.stage())
            .map(Progress.Standing::waits)
        : Optional.empty();
  }

  private static List<Button> buttons(State state, Optional<Paper> paper) {
    List<Button> buttons = new ArrayList<>();
    if (state.hold() != null) {
      buttons.add(new Button("Lift the hold", new Action.LiftHold(), true));
    }
    switch (state.condition()) {
      case Condition.Working working -> {
        reference(state, paper).ifPresent(buttons::add);
        buttons.add(new Button("Cancel", new Action.Cancel(), false));
      }
      case Condition.Paused paused ->
          buttons.add(new Button("Try again", new Action.Retry(), true));
      case Condition.Failed failed ->
          buttons.add(new Button("Try again", new Action.Retry(), true));
      case Condition.Cancelled cancelled ->
          buttons.add(new Button("Go on after all", new Action.Retry(), false));
      case Condition.Held held -> {}
      case Condition.Choosing choosing -> {}
      case Condition.Asking asking -> {}
      case Condition.AwaitingApproval waiting -> {}
      case Condition.Delivered delivered -> {}
      case Condition.Declined declined -> {}
      case Condition.Forgotten forgotten -> {}
    }
    return buttons;
  }

  /** Offers the authors' first link, as long as no plan is approved and it is not used already. */
  private static Optional<Button> reference(State state, Optional<Paper> paper) {
    if (state.approval() != null || paper.isEmpty() || paper.get().links().isEmpty()) {
      return Optional.empty();
    }
    Paper.Link first = paper.get().links().getFirst();
    if (first.whose() == Paper.Link.Whose.CITED) {
      return Optional.empty();
    }
    String address = first.address();
    boolean used =
        state.sources().stream()
            .anyMatch(
                source ->
                    source.origin() instanceof Source.Origin.Link at
                        && at.address().toString().equals(address));
    return used
        ? Optional.empty()
        : Optional.of(new Button("Use as reference", new Action.UseAsReference(0), false));
  }
}
