package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.Estimate;
import dev.offprint.session.Permission;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that Offprint says about a session, the same on every platform. Texts of papers,
 * models and people go through {@link PlainText}; what is too long for a platform is cut with a
 * sign of it.
 */
public final class Wording implements Composer {
  /** What is looked up to say something. */
  public record Desk(
      Store store,
      Blobs blobs,
      Journal journal,
      Progress progress,
      Documents documents,
      Models models,
      Clock clock,
      Permission.Policy policy) {
    /** Where owner and members decide. */
    public Desk(
        Store store,
        Blobs blobs,
        Journal journal,
        Progress progress,
        Documents documents,
        Models models,
        Clock clock) {
      this(store, blobs, journal, progress, documents, models, clock, Permission.Policy.DEFAULT);
    }
  }

  private final Desk desk;
  private final Function<String, Chat.Limits> limits;
  private final PlanFiles files;
  private final PastSessions past;

  /**
   * @param limits what the platform of a connection allows, by the connection's name
   */
  public Wording(Desk desk, Function<String, Chat.Limits> limits) {
    this.desk = desk;
    this.limits = limits;
    this.files = new PlanFiles(desk.documents(), desk.blobs());
    this.past = new PastSessions(desk.journal(), desk.models());
  }

  @Override
  public Message compose(Store.Stored session, Topic topic) {
    Facts facts = facts(session);
    Message said =
        switch (topic) {
          case Topic.Header header -> HeaderWords.header(facts);
          case Topic.WhichPaper which -> ChoiceWords.whichPaper(facts);
          case Topic.RequestGone gone -> ChoiceWords.requestGone(facts);
          case Topic.SamePaper same -> ChoiceWords.samePaper(facts, same, desk.store());
          case Topic.Questions questions -> QuestionWords.questions(facts, questions);
          case Topic.Contested contested -> QuestionWords.contested(facts, contested);
          case Topic.PlanCard card -> PlanCardWords.card(facts, card, files);
          case Topic.WhenToChange when -> ChoiceWords.whenToChange(facts, when);
          case Topic.Delivered delivered -> DeliveryWords.delivered(facts, delivered);
          case Topic.Stopped stopped -> StoppedWords.stopped(facts, stopped.cause());
          case Topic.Declined declined -> StoppedWords.declined(facts, declined.reason());
          case Topic.NotApplied kept -> ChoiceWords.notApplied(facts, kept);
          case Topic.SourceOrRequest offered -> ChoiceWords.sourceOrRequest(facts, offered);
          case Topic.Reply reply -> ChoiceWords.reply(facts, reply);
          case Topic.Echo echo -> EchoWords.echo(facts, echo);
          case Topic.Reminder reminder -> StoppedWords.reminder(facts);
          case Topic.Unreachable unreachable -> StoppedWords.unreachable(facts);
        };
    return new Fit(desk.blobs(), session.state().id())
        .fit(said, limits.apply(session.state().thread().connection()));
  }

  private Facts facts(Store.Stored session) {
    return new Facts(session, desk, past);
  }

  @Override
  public Chat.Mark mark(Store.Stored session) {
    return SignWords.mark(facts(session));
  }

  /** A plan that had a card, as files: Markdown, YAML, diagrams. Version 0 is the one in use. */
  public Optional<List<Message.Attachment>> details(Store.Stored session, PlanVersion version) {
    Facts facts = facts(session);
    Optional<BlobId> plan =
        version.equals(PlanVersion.NONE) || version.equals(session.state().version())
            ? Optional.ofNullable(session.state().plan())
            : facts.carded(version);
    return plan.map(id -> files.of(session.state().id(), id, facts.plan(id)));
  }

  /** The session in a list, as this person sees it. */
  public Overview overview(Store.Stored session, PersonId viewer) {
    return Overview.of(facts(session), viewer);
  }

  /**
   * What was spent, what is planned to be, and, of a session that has stopped, what a retry adds.
   */
  public List<String> spending(Store.Stored session) {
    Facts facts = facts(session);
    List<String> lines = new ArrayList<>();
    lines.add("Spent: " + HeaderWords.spent(facts));
    Estimate estimate = session.state().estimate();
    if (estimate != null) {
      lines.add(
          "Estimate of version "
              + session.state().version().number()
              + ": "
              + Forecast.of(estimate).cost());
    }
    if (session.state().condition() instanceof Condition.Paused
        || session.state().condition() instanceof Condition.Failed) {
      StoppedWords.adds(facts).ifPresent(words -> lines.add("Retry: " + words));
    }
    return lines;
  }

  /** Title and pages of a session's paper. */
  public String title(Store.Stored session) {
    return HeaderWords.title(facts(session));
  }
}
