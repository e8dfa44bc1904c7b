package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.util.ArrayList;
import java.util.List;

/** Fetches what was only linked, reads the paper, and looks for sessions of the same one. */
final class Reading implements StageRun {
  private final Ports ports;

  Reading(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    SessionId session = effect.key().session();
    List<Source> sources = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Source source : effect.inputs().sources()) {
      sources.add(source.content() == null ? fetched(session, source, notes) : source);
    }
    Source source =
        sources.stream()
            .filter(one -> one.role() == Source.Role.PAPER)
            .findFirst()
            .orElseThrow(
                () -> unreadable("There is no paper in this request. Add a PDF or a link to one."));
    BlobId content = StageRun.needed(source.content(), "paper's bytes");
    return switch (ports.papers().read(ports.blobs().get(content), source.name())) {
      case Papers.Read.Unreadable no -> throw unreadable(no.words());
      case Papers.Read.Done read ->
          new Event.PaperRead(
              effect.key(),
              ports.artifacts().put(session, read.paper().noted(notes)),
              sources,
              read.keys(),
              same(session, read.keys()));
    };
  }

  private Source fetched(SessionId session, Source source, List<String> notes) throws StageStopped {
    return switch (ports.fetched(source)) {
      case Downloads.Fetched.Done done ->
          new Source(
              source.role(),
              source.origin(),
              source.name().isBlank() ? done.name() : source.name(),
              ports.blobs().put(session, done.bytes()));
      case Downloads.Fetched.Refused no -> {
        if (source.role() == Source.Role.PAPER) {
          throw unreadable(no.temporary() ? no.words() + " Try again later." : no.words());
        }
        notes.add(named(source) + " is not used: " + no.words());
        yield source;
      }
    };
  }

  private static String named(Source source) {
    return source.origin() instanceof Source.Origin.Link link
        ? link.address().toString()
        : source.name();
  }

  private static StageStopped unreadable(String words) {
    return new StageStopped(new Cause.UnreadablePaper(words));
  }

  /** Sessions of the same paper that people of this channel can see and still use. */
  private List<SessionId> same(SessionId session, List<String> keys) {
    ThreadRef here =
        ports.store().load(session).map(stored -> stored.state().thread()).orElseThrow();
    return ports.store().ofPaper(keys).stream()
        .map(Store.Stored::state)
        .filter(other -> !other.id().equals(session))
        .filter(
            other ->
                other.thread().connection().equals(here.connection())
                    && other.thread().channel().equals(here.channel()))
        .filter(other -> usable(other.condition()))
        .map(other -> other.id())
        .toList();
  }

  private static boolean usable(Condition condition) {
    return switch (condition) {
      case Condition.Cancelled ignored -> false;
      case Condition.Declined ignored -> false;
      case Condition.Forgotten ignored -> false;
      case Condition.Working ignored -> true;
      case Condition.Held ignored -> true;
      case Condition.Choosing ignored -> true;
      case Condition.Asking ignored -> true;
      case Condition.AwaitingApproval ignored -> true;
      case Condition.Delivered ignored -> true;
      case Condition.Paused ignored -> true;
      case Condition.Failed ignored -> true;
    };
  }
}
