package dev.offprint.engine;

import dev.offprint.session.Actor;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter calls when somebody says or clicks something: it is understood, goes through the
 * Inbox, and the adapter hears what only this person has to be told. What all have to know, the
 * session posts itself.
 */
public final class Conversation {
  private static final int MOST_LISTED = 20;

  private final Store store;
  private final Inbox inbox;
  private final Understanding understanding;
  private final Clicks clicks;
  private final Wording wording;

  public Conversation(
      Store store, Inbox inbox, Understanding understanding, Clicks clicks, Wording wording) {
    this.store = store;
    this.inbox = inbox;
    this.understanding = understanding;
    this.clicks = clicks;
    this.wording = wording;
  }

  /** What the adapter has to do. */
  public sealed interface Response {
    /** It was taken, or was not for us; nothing is to be said. */
    record Silence(@Nullable SessionId session) implements Response {}

    /**
     * To be shown to this person only.
     *
     * @param answer whether it is what was asked for; otherwise it says why nothing was done
     */
    record Tell(Message message, boolean answer) implements Response {}

    /** A place to write is to be opened for this action; the words come with a second click. */
    record Open(Action action) implements Response {}
  }

  public Response said(Said said) {
    return said(said, Sight.from(said.thread()));
  }

  /** What was said by a person who sees sessions of other channels too. */
  public Response said(Said said, Sight sight) {
    Optional<Store.Stored> session = session(said.thread());
    return answer(
        understanding.said(said, session.map(Store.Stored::state).orElse(null)), session, sight);
  }

  /**
   * Why what is said would begin no session where there is none; empty where it would. For a way in
   * that has to make its thread first: nothing is begun.
   */
  public Optional<Message> objection(Said said) {
    return switch (understanding.said(said, null)) {
      case Understood.Begin begin ->
          inbox.objection(begin.id(), begin.request()).map(Conversation::note);
      case Understood.Unclear unclear -> Optional.of(note(unclear.words()));
      case Understood.Nothing nothing -> Optional.of(note(HELP));
      case Understood.Write write -> Optional.of(note(HELP));
      case Understood.Ask ask -> Optional.of(note(HELP));
      case Understood.Happened happened -> Optional.of(note(HELP));
    };
  }

  /**
   * A message was edited; only the one that asked for a session counts.
   *
   * @param edit the platform's own id of the edit
   * @param before the message as it was
   * @param now the message as it is, under its old id
   */
  public Response edited(EventId edit, Said before, Said now) {
    Optional<Store.Stored> session = session(now.thread());
    if (session.isEmpty()) {
      // What was no request before may be one now.
      return before.text().equals(now.text()) ? new Response.Silence(null) : said(now);
    }
    SessionId id = session.get().state().id();
    return asked(id, now.id())
        ? edited(id, edit, understanding.edited(before, now))
        : new Response.Silence(id);
  }

  /**
   * The message that asked for a session is read again: it may have been edited while nobody
   * listened. What it was before, the session's own history says.
   *
   * @param edit the platform's own id of its last edit
   * @param now the message as it is, under its old id
   */
  public Response reread(EventId edit, Said now) {
    Optional<Store.Stored> session = session(now.thread());
    if (session.isEmpty() || !asked(session.get().state().id(), now.id())) {
      return new Response.Silence(null);
    }
    SessionId id = session.get().state().id();
    return edited(id, edit, understanding.reread(store.history(id), now));
  }

  private Response edited(SessionId id, EventId edit, Optional<Event.RequestEdited> edited) {
    return edited
        .flatMap(event -> reason(inbox.receive(id, edit, event)))
        .map(Conversation::tell)
        .orElseGet(() -> new Response.Silence(id));
  }

  /** A message of this author was deleted; only the one that asked for a session counts. */
  public Response deleted(EventId deletion, ThreadRef thread, EventId message, Actor author) {
    Optional<Store.Stored> session = session(thread);
    if (session.isEmpty() || !asked(session.get().state().id(), message)) {
      return new Response.Silence(null);
    }
    SessionId id = session.get().state().id();
    // Whoever deleted it hears nothing: the question, if there is one, is posted.
    inbox.receive(id, deletion, new Event.RequestDeleted(author));
    return new Response.Silence(id);
  }

  private boolean asked(SessionId session, EventId message) {
    return store.history(session).stream().limit(1).anyMatch(first -> first.id().equals(message));
  }

  public Response clicked(Clicks.Clicked click) {
    Optional<Store.Stored> session = session(click.thread());
    return session.isEmpty()
        ? tell("There is no session in this thread any more.")
        : answer(clicks.clicked(click, session.get().state()), session, Sight.from(click.thread()));
  }

  /** A click under a message that was written directly to a person about that session. */
  public Response clicked(SessionId about, Clicks.Clicked click) {
    Optional<Store.Stored> session = store.load(about);
    return session.isEmpty()
        ? tell("There is no such session any more.")
        : answer(clicks.clicked(click, session.get().state()), session, Sight.from(click.thread()));
  }

  private Optional<Store.Stored> session(ThreadRef thread) {
    return store.in(thread).stream().findFirst();
  }

  private Response answer(Understood understood, Optional<Store.Stored> session, Sight sight) {
    return switch (understood) {
      case Understood.Nothing nothing -> new Response.Silence(null);
      case Understood.Unclear unclear -> tell(unclear.words());
      case Understood.Write write -> new Response.Open(write.action());
      case Understood.Ask ask -> asked(ask.query(), session, sight);
      case Understood.Begin begin -> {
        Inbox.Begun begun = inbox.begin(begin.id(), begin.request());
        yield reason(begun.receipt())
            .map(Conversation::tell)
            .orElseGet(() -> new Response.Silence(begun.session()));
      }
      case Understood.Happened happened -> {
        SessionId id = session.orElseThrow().state().id();
        List<String> reasons = new ArrayList<>();
        for (Understood.Heard heard : happened.events()) {
          reason(inbox.receive(id, heard.id(), heard.event())).ifPresent(reasons::add);
        }
        yield reasons.isEmpty()
            ? new Response.Silence(id)
            : tell(String.join(" ", reasons.stream().distinct().toList()));
      }
    };
  }

  private static Optional<String> reason(Inbox.Receipt receipt) {
    return switch (receipt) {
      case Inbox.Receipt.Accepted accepted -> Optional.empty();
      case Inbox.Receipt.Duplicate duplicate -> Optional.empty();
      case Inbox.Receipt.Ignored ignored -> Optional.of(ignored.why());
      case Inbox.Receipt.Refused refused -> Optional.of(refused.why());
    };
  }

  private static Response tell(String words) {
    return tell(words, false);
  }

  private static Response tell(String words, boolean answer) {
    return new Response.Tell(note(words), answer);
  }

  private static Message note(String words) {
    return new Message.Note(List.of(), PlainText.lines(words), List.of(), List.of());
  }

  private Response asked(Understood.Query query, Optional<Store.Stored> session, Sight sight) {
    return switch (query) {
      case Understood.Query.Help help -> tell(HELP, true);
      case Understood.Query.Status status ->
          session.isEmpty()
              ? tell("There is no session in this thread yet.")
              : new Response.Tell(wording.compose(session.get(), new Effect.Topic.Header()), true);
      case Understood.Query.Sessions sessions -> tell(listed(sight, ""), true);
      case Understood.Query.Find find -> tell(listed(sight, find.words()), true);
      case Understood.Query.Details details ->
          session
              .map(stored -> details(stored, details.version()))
              .orElseGet(() -> tell("There is no session in this thread yet."));
    };
  }

  /** A version as files; 0 is the newest. */
  private Response details(Store.Stored session, PlanVersion version) {
    return wording
        .details(session, version)
        .<Response>map(
            files ->
                new Response.Tell(
                    new Message.Note(List.of(), "The whole plan:", List.of(), files), true))
        .orElseGet(() -> tell("There is no plan of that version."));
  }

  /** Sessions that the person sees. */
  private String listed(Sight sight, String words) {
    String wanted = words.toLowerCase(Locale.ROOT);
    List<String> lines = new ArrayList<>();
    for (Store.Stored stored : store.list()) {
      State state = stored.state();
      String line =
          state.id().value()
              + "  "
              + wording.title(stored)
              + ", by "
              + HeaderWords.at(state.owner().name())
              + ": "
              + StageWords.condition(state);
      if (line.toLowerCase(Locale.ROOT).contains(wanted) && sight.sees(state.thread())) {
        lines.add(line);
      }
    }
    int more = lines.size() - MOST_LISTED;
    return lines.isEmpty()
        ? "No session that you see matches."
        : String.join("\n", lines.subList(0, Math.min(MOST_LISTED, lines.size())))
            + (more > 0 ? "\n" + more + " older ones; \"find …\" narrows it down" : "");
  }

  static final String HELP =
      """
      Give me a paper (a PDF, or a link to one) and say in a few words what you want of it.
      Answers: "1b" takes option b of question 1, "2: words" answers in your own words.
      change: …  what shall be different in the plan
      approve · undo · cancel · retry · defaults · details · status
      hold <reason> · lift · take over · budget <tokens or $> · plan on · forget
      list · find <words> · help
      After a delivery: a question; it ran; it failed: <the error>; a number (T1 is 0.93); or the
      error or outputs/results.json as a file.
      A message that begins with !aside, or mentions somebody else, I do not read.""";
}
