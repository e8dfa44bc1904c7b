package dev.offprint.chat.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.offprint.engine.Conversation;
import dev.offprint.engine.Conversation.Response;
import dev.offprint.engine.Listening;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Queries;
import dev.offprint.engine.Said;
import dev.offprint.engine.Sight;
import dev.offprint.engine.Store;
import dev.offprint.engine.Understanding;
import dev.offprint.session.Actor;
import dev.offprint.session.EventId;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Messages on their way to the {@link Conversation}: what a message says is stated as facts, and
 * nothing is understood here. When a method returns, what follows is committed; what only one
 * person is told comes afterwards. One thread is heard by one thread at a time.
 */
final class SlackHearing {
  private static final Duration DOUBLED = Duration.ofMinutes(15);
  private static final int LOCKS = 64;

  private final Conversation conversation;
  private final Queries queries;
  private final HeardUpTo marks;
  private final SlackTeam team;
  private final List<Lock> locks =
      Stream.generate(() -> (Lock) new ReentrantLock()).limit(LOCKS).toList();

  /** Messages that have been taken; the mention and the message event of one text are one. */
  private final Cache<EventId, Boolean> taken =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(DOUBLED).build();

  /** The newest edit of a message that has been heard of. */
  private final Cache<EventId, String> edits =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(DOUBLED).build();

  SlackHearing(Conversation conversation, Queries queries, HeardUpTo marks, SlackTeam team) {
    this.conversation = conversation;
    this.queries = queries;
    this.marks = marks;
    this.team = team;
  }

  /** A message came, or was missed and is read now. */
  void heard(SlackMessage message) {
    if (message.user().equals(team.ourselves().user())) {
      marks.passed(SlackNames.thread(message.channel(), message.thread()), message.ts());
      return;
    }
    if (!message.speech()) {
      return;
    }
    SlackText text = team.read(message.text());
    boolean direct = direct(message.channel());
    ThreadRef thread = thread(message, text, direct);
    marks.came(thread, message.ts());
    heard(message, text, thread, direct);
    marks.taken(thread, message.ts());
  }

  private void heard(SlackMessage message, SlackText text, ThreadRef thread, boolean direct) {
    Lock lock = locks.get(Math.floorMod(thread.hashCode(), LOCKS));
    lock.lock();
    try {
      EventId id = SlackNames.message(message.channel(), message.ts());
      Optional<Store.Stored> session = queries.in(thread);
      boolean addressed = direct || text.us() || text.text().startsWith("!");
      if (taken.getIfPresent(id) != null || (!addressed && session.isEmpty())) {
        return;
      }
      heard(message, id, thread, text, direct, session.isPresent());
      taken.put(id, true);
    } finally {
      lock.unlock();
    }
  }

  /** A direct conversation's channel begins with a D, whichever event names it. */
  static boolean direct(String channel) {
    return channel.startsWith("D");
  }

  /**
   * What is said to us alone outside any thread is about the newest thing there, unless it is new.
   */
  private ThreadRef thread(SlackMessage message, SlackText text, boolean direct) {
    ThreadRef own = SlackNames.thread(message.channel(), message.thread());
    boolean names = !message.files().isEmpty() || Understanding.leads(text.text());
    return direct && message.begins() && !names
        ? queries.open(SlackNames.CONNECTION).stream()
            .filter(open -> open.channel().equals(message.channel()))
            .findFirst()
            .orElse(own)
        : own;
  }

  private void heard(
      SlackMessage message,
      EventId id,
      ThreadRef thread,
      SlackText text,
      boolean direct,
      boolean known) {
    Actor by = team.people().actor(message.user(), message.team());
    SlackTelling.Place place = new SlackTelling.Place(thread, by.id(), direct);
    Set<PersonId> speakers =
        new HashSet<>(marks.heard(thread).map(Listening.Heard::speakers).orElse(Set.of()));
    List<Said.Earlier> earlier = new ArrayList<>();
    SlackFiles.Found found = team.files().find(message);
    List<String> troubles = new ArrayList<>(found.troubles());
    List<String> otherTroubles = new ArrayList<>();
    if (!known && !message.begins()) {
      earlier(message, speakers, earlier, otherTroubles);
    }
    speakers.add(by.id());
    boolean nothing = found.sources().isEmpty() && text.text().isEmpty() && earlier.isEmpty();
    if (!nothing || troubles.isEmpty()) {
      Sight sight = direct ? team.rooms().from(message.channel(), by.id()) : Sight.from(thread);
      Response response =
          conversation.said(
              new Said(
                  id,
                  thread,
                  by,
                  text.text(),
                  false,
                  direct,
                  text.us(),
                  text.others(),
                  speakers,
                  found.sources(),
                  earlier),
              sight);
      boolean unanswered = !known && unanswered(response);
      if (unanswered) {
        troubles.addAll(otherTroubles);
      }
      // Why there is no paper is said better by what is wrong with the files.
      if (!unanswered || troubles.isEmpty()) {
        team.telling().respond(place, response, null);
      }
    }
    if (!troubles.isEmpty()) {
      team.telling().tell(place, String.join("\n", troubles));
    }
    if (queries.in(thread).isPresent()) {
      marks.keep(thread, message.ts(), speakers);
    }
  }

  private static boolean unanswered(Response response) {
    return response instanceof Response.Tell told && !told.answer();
  }

  /** What stood in the thread before we were called, and who wrote it. */
  private void earlier(
      SlackMessage message,
      Set<PersonId> speakers,
      List<Said.Earlier> earlier,
      List<String> troubles) {
    switch (team.threads().read(message.channel(), message.thread(), null)) {
      case SlackAnswer.Done<List<SlackMessage>> done -> {
        for (SlackMessage one : done.value()) {
          if (one.speech()
              && !one.user().equals(team.ourselves().user())
              && one.ts().compareTo(message.ts()) < 0) {
            Actor speaker = team.people().actor(one.user(), one.team());
            speakers.add(speaker.id());
            SlackFiles.Found found = team.files().find(one);
            troubles.addAll(found.troubles());
            earlier.add(
                new Said.Earlier(speaker.person(), team.read(one.text()).text(), found.sources()));
          }
        }
      }
      case SlackAnswer.Refused<List<SlackMessage>> no -> {
        // Who else has spoken is not known: nothing plain is taken as said to us.
        speakers.add(SlackNames.person("unknown"));
        troubles.add(
            "I cannot read what was said here before"
                + (no.needed() == null ? "" : " (scope " + PlainText.brief(no.needed(), 60) + ")")
                + ": name the paper in the message that mentions me.");
      }
      case SlackAnswer.Later<List<SlackMessage>> later -> throw new SlackPeople.NotNow(later.why());
      case SlackAnswer.Unknown<List<SlackMessage>> unknown ->
          throw new SlackPeople.NotNow(unknown.why());
    }
  }

  /** A message was edited; Slack also tells of previews and other changes that are none. */
  void edited(SlackMessage before, SlackMessage now, String at) {
    if (now.tombstone()) {
      deleted(before);
      return;
    }
    if (!now.speech() || (before.text().equals(now.text()) && before.files().equals(now.files()))) {
      return;
    }
    SlackText was = team.read(before.text());
    SlackText is = team.read(now.text());
    ThreadRef thread = SlackNames.thread(now.channel(), now.thread());
    boolean direct = direct(now.channel());
    if (queries.in(thread).isEmpty() && !direct && !is.us()) {
      return;
    }
    Actor by = team.people().actor(now.user(), now.team());
    String when = now.edited().isEmpty() ? at : now.edited();
    EventId message = SlackNames.message(now.channel(), now.ts());
    if (edits.asMap().merge(message, when, SlackHearing::later).compareTo(when) > 0) {
      // An older edit that comes late.
      return;
    }
    Response response =
        conversation.edited(
            edit(now, when),
            said(before, was, thread, by, direct),
            said(now, is, thread, by, direct));
    team.telling().respond(new SlackTelling.Place(thread, by.id(), direct), response, null);
  }

  private static String later(String one, String other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  static EventId edit(SlackMessage message, String when) {
    return SlackNames.of(message.channel(), message.ts(), "edited" + when);
  }

  private Said said(
      SlackMessage message, SlackText text, ThreadRef thread, Actor by, boolean direct) {
    return new Said(
        SlackNames.message(message.channel(), message.ts()),
        thread,
        by,
        text.text(),
        false,
        direct,
        text.us(),
        text.others(),
        Set.of(by.id()),
        team.files().find(message).sources());
  }

  /** A message is gone. */
  void deleted(SlackMessage message) {
    ThreadRef thread = SlackNames.thread(message.channel(), message.thread());
    if (!message.user().isEmpty() && queries.in(thread).isPresent()) {
      deleted(thread, message.ts(), team.people().actor(message.user(), message.team()));
    }
  }

  private void deleted(ThreadRef thread, String ts, Actor author) {
    conversation.deleted(
        SlackNames.of(thread.channel(), ts, "deleted"),
        thread,
        SlackNames.message(thread.channel(), ts),
        author);
  }

  /** The message that asked for a session was deleted while nobody listened. */
  void gone(ThreadRef thread, String ts, PersonId requester) {
    String user = SlackNames.user(requester);
    if (!user.isEmpty()) {
      deleted(thread, ts, team.people().actor(user, ""));
    }
  }

  /** The message that asked for a session is read again: it may have been edited or deleted. */
  void reread(ThreadRef thread, SlackMessage now, PersonId requester) {
    if (now.tombstone()) {
      gone(thread, now.ts(), requester);
    } else if (now.speech() && !now.edited().isEmpty()) {
      SlackText text = team.read(now.text());
      Actor by = team.people().actor(now.user(), now.team());
      boolean direct = direct(now.channel());
      edits
          .asMap()
          .merge(SlackNames.message(now.channel(), now.ts()), now.edited(), SlackHearing::later);
      Response response =
          conversation.reread(edit(now, now.edited()), said(now, text, thread, by, direct));
      team.telling().respond(new SlackTelling.Place(thread, by.id(), direct), response, null);
    }
  }
}
