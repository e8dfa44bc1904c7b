package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Condition;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What reads and views ask; nothing here changes anything. */
public final class Queries {
  private final Store store;
  private final Journal journal;
  private final Blobs blobs;
  private final Documents documents;
  private final Artifacts artifacts;

  public Queries(Store store, Journal journal, Blobs blobs, Documents documents) {
    this.store = store;
    this.journal = journal;
    this.blobs = blobs;
    this.documents = documents;
    this.artifacts = new Artifacts(blobs);
  }

  /** A session with all that happened in it and what was said. */
  public record Shown(
      Store.Stored session,
      List<Store.Happened> history,
      List<Store.OutboxRow> posts,
      List<Journal.Entry> calls) {
    public Shown {
      history = List.copyOf(history);
      posts = List.copyOf(posts);
      calls = List.copyOf(calls);
    }
  }

  /** All sessions, newest first. */
  public List<Store.Stored> list() {
    return store.list();
  }

  /** Sessions of a connection that somebody sees, newest first; forgotten ones left out. */
  public List<Store.Stored> seen(String connection, Sight sight) {
    return store.list().stream()
        .filter(stored -> stored.state().thread().connection().equals(connection))
        .filter(stored -> !(stored.state().condition() instanceof Condition.Forgotten))
        .filter(stored -> sight.sees(stored.state().thread()))
        .toList();
  }

  /** Threads of a connection in which something may still happen, the newest first. */
  public List<ThreadRef> open(String connection) {
    return live(connection).stream().map(State::thread).distinct().toList();
  }

  /** Sessions of a connection in which something may still happen, the newest first. */
  public List<State> live(String connection) {
    return store.list().stream()
        .map(Store.Stored::state)
        .filter(state -> state.thread().connection().equals(connection))
        .filter(state -> !ended(state.condition()))
        .toList();
  }

  /** The event that asked for a session. */
  public Optional<EventId> asked(SessionId id) {
    return store.history(id).stream().findFirst().map(Store.Happened::id);
  }

  /** The session that a message to one person is about, while its thread is out of reach. */
  public Optional<SessionId> written(String connection, Chat.PostId post) {
    return store.list().stream()
        .map(Store.Stored::state)
        .filter(state -> state.thread().connection().equals(connection) && state.reach().gone())
        .map(State::id)
        .filter(
            id ->
                store.posts(id).stream()
                    .anyMatch(
                        row ->
                            row.effect() instanceof Effect.WriteDirectly
                                && post.equals(row.post())))
        .findFirst();
  }

  /** The newest session of a thread. */
  public Optional<Store.Stored> in(ThreadRef thread) {
    return store.in(thread).stream().findFirst();
  }

  /** Sessions whose id begins so, newest first. */
  public List<Store.Stored> find(String prefix) {
    return store.list().stream()
        .filter(stored -> stored.state().id().value().startsWith(prefix))
        .toList();
  }

  public Optional<Store.Stored> session(SessionId id) {
    return store.load(id);
  }

  public Optional<Shown> show(SessionId id) {
    return store
        .load(id)
        .map(stored -> new Shown(stored, store.history(id), store.posts(id), journal.all(id)));
  }

  /** The plan in use. */
  public Optional<Plan> plan(SessionId id) {
    return store.load(id).map(stored -> stored.state().plan()).map(artifacts::plan);
  }

  /**
   * What is wrong with an edited plan file, each with its line. Empty where nothing is, or where
   * the paper is not read yet, against which it will be held.
   */
  public List<String> wrong(State state, BlobId planFile, Person by) {
    BlobId read = state.paper();
    if (read == null) {
      return List.of();
    }
    Plan base = state.plan() == null ? null : artifacts.plan(state.plan());
    return switch (documents.readPlan(blobs.text(planFile), base, artifacts.paper(read), by)) {
      case Documents.PlanFile.Valid valid -> List.of();
      case Documents.PlanFile.Invalid invalid -> invalid.errors();
    };
  }

  /** The newest delivery. */
  public Optional<Delivery> delivery(SessionId id) {
    return store.load(id).map(stored -> stored.state().delivered()).map(artifacts::delivery);
  }

  /** The answers of its models, to be replayed; empty where none has answered yet. */
  public Optional<Recording> recording(SessionId id) {
    return Recording.of(journal.models(id), journal.all(id));
  }

  public Journal.Spent spent(SessionId id) {
    return journal.spent(id);
  }

  /**
   * The newest session of the same paper on this connection that has not ended: the same file, the
   * same link, or, where it has been read, the same hash.
   */
  public Optional<Store.Stored> open(String connection, Source paper) {
    return store.list().stream()
        .filter(stored -> stored.state().thread().connection().equals(connection))
        .filter(stored -> !ended(stored.state().condition()))
        .filter(stored -> same(stored.state(), paper))
        .findFirst();
  }

  private static boolean same(State state, Source paper) {
    BlobId content = paper.content();
    return state.sources().stream()
            .filter(source -> source.role() == Source.Role.PAPER)
            .anyMatch(
                source ->
                    (content != null && Objects.equals(source.content(), content))
                        || (!(paper.origin() instanceof Source.Origin.Attachment)
                            && source.origin().equals(paper.origin())))
        || (content != null
            && state.paperKeys().stream().anyMatch(key -> key.endsWith(content.value())));
  }

  /** Whether nothing more comes of a session unless somebody brings it back. */
  public static boolean ended(Condition condition) {
    return switch (condition) {
      case Condition.Cancelled ignored -> true;
      case Condition.Declined ignored -> true;
      case Condition.Forgotten ignored -> true;
      case Condition.Working ignored -> false;
      case Condition.Held ignored -> false;
      case Condition.Choosing ignored -> false;
      case Condition.Asking ignored -> false;
      case Condition.AwaitingApproval ignored -> false;
      case Condition.Delivered ignored -> false;
      case Condition.Paused ignored -> false;
      case Condition.Failed ignored -> false;
    };
  }
}
