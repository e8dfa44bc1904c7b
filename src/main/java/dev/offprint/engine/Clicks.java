package dev.offprint.engine;

import dev.offprint.session.Actor;
import dev.offprint.session.BlobId;
import dev.offprint.session.Change;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Paper;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a click means. The version that a person saw is in the action, never taken from the session
 * as it is now.
 */
public final class Clicks {
  private final Store store;
  private final Blobs blobs;
  private final Estimates estimates;

  public Clicks(Ports ports) {
    this.store = ports.store();
    this.blobs = ports.blobs();
    this.estimates = new Estimates(ports);
  }

  /**
   * A click.
   *
   * @param words what was written where the click opened a place for it; null at the click itself
   */
  public record Clicked(
      EventId id, ThreadRef thread, Actor by, Action action, @Nullable String words) {}

  public Understood clicked(Clicked click, State state) {
    Actor by = click.by();
    String words = click.words() == null ? "" : click.words().strip();
    if (words.length() > Understanding.MOST_CHARACTERS) {
      return new Understood.Unclear("That is too long; please attach it as a file.");
    }
    return switch (click.action()) {
      case Action.Approve approve -> one(click, new Event.PlanApproved(by, approve.version()));
      case Action.Change change ->
          words.isEmpty()
              ? new Understood.Write(change)
              : one(
                  click,
                  new Event.ChangeAsked(
                      by, change.version(), new Change.What.Words(put(state, words))));
      case Action.Cancel cancel -> one(click, new Event.CancelAsked(by));
      case Action.Retry retry -> one(click, new Event.RetryAsked(by));
      case Action.PlanOn on -> one(click, new Event.AllowanceLifted(by));
      case Action.KeepRequest keep -> one(click, new Event.RequestKept(by));
      case Action.UseDefaults defaults -> one(click, new Event.DefaultsTaken(by));
      case Action.Pick pick ->
          one(click, new Event.Answered(by, pick.question(), pick.option(), null));
      case Action.InWords own ->
          words.isEmpty()
              ? new Understood.Write(own)
              : one(click, new Event.Answered(by, own.question(), -1, put(state, words)));
      case Action.Undo undo -> one(click, new Event.UndoAsked(by, undo.event()));
      case Action.ChoosePaper paper -> one(click, new Event.PaperChosen(by, paper.source()));
      case Action.ChooseSame same -> one(click, same(by, same.same(), same.other()));
      case Action.Time time -> one(click, new Event.ChangeTimed(by, time.change(), time.when()));
      case Action.SortSource sort ->
          one(click, new Event.SourceSorted(by, sort.offered(), sort.as()));
      case Action.Hold hold ->
          words.isEmpty()
              ? new Understood.Write(hold)
              : one(click, new Event.HoldAsked(by, PlainText.brief(words, 500)));
      case Action.LiftHold lift -> one(click, new Event.HoldLifted(by));
      case Action.TakeOver over -> one(click, new Event.TakenOver(by));
      case Action.ContinueHere here -> one(click, new Event.ContinuedHere(by, click.thread()));
      case Action.UseAsReference reference -> reference(click, state, reference);
      case Action.Ran ran ->
          ran.worked()
              ? followUp(click, state, RunReport.IT_RAN)
              : words.isEmpty() ? new Understood.Write(ran) : followUp(click, state, failed(words));
      case Action.Details details ->
          new Understood.Ask(new Understood.Query.Details(details.version()));
    };
  }

  /** An error from the place for errors, as one would say it in the thread. */
  public static String failed(String words) {
    return RunReport.IT_FAILED + words;
  }

  private Understood reference(Clicked click, State state, Action.UseAsReference reference) {
    BlobId read = state.paper();
    List<Paper.Link> links = read == null ? List.of() : new Artifacts(blobs).paper(read).links();
    if (reference.link() < 0 || reference.link() >= links.size()) {
      return new Understood.Unclear("The paper has no such link.");
    }
    String address = links.get(reference.link()).address();
    try {
      return one(
          click,
          new Event.SourceAdded(
              click.by(),
              new Source(
                  Source.Role.BESIDE,
                  new Source.Origin.Link(URI.create(address)),
                  PlainText.brief(address, 120),
                  null)));
    } catch (IllegalArgumentException noAddress) {
      return new Understood.Unclear("That link of the paper cannot be followed.");
    }
  }

  private Understood followUp(Clicked click, State state, String words) {
    return one(click, new Event.FollowedUp(click.by(), put(state, words)));
  }

  /** A choice among sessions of the same paper; a fork takes the plan along as version 1. */
  Event.SameChosen same(Actor by, Event.SameChosen.Same same, @Nullable SessionId other) {
    return new Event.SameChosen(
        by, same, other, same == Event.SameChosen.Same.FORK && other != null ? copy(other) : null);
  }

  private Event.SameChosen.@Nullable Copy copy(SessionId other) {
    Artifacts artifacts = new Artifacts(blobs);
    State state = store.load(other).map(Store.Stored::state).orElse(null);
    if (state == null || state.plan() == null) {
      return null;
    }
    Plan plan = artifacts.plan(state.plan()).as(new PlanVersion(1));
    return new Event.SameChosen.Copy(
        artifacts.put(plan), state.draft(), state.questions(), estimates.ofFork(other, plan));
  }

  private BlobId put(State state, String words) {
    return blobs.putText(state.id(), words);
  }

  private static Understood one(Clicked click, Event event) {
    return new Understood.Happened(List.of(new Understood.Heard(click.id(), event)));
  }
}
