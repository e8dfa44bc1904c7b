package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.Paper;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Fetches what was only linked, reads the paper, and looks for sessions of the same one. */
final class Reading implements StageRun {
  private static final Pattern LATEX = Pattern.compile("(?i).*\\.(zip|gz|tgz|tar|tex)");

  private final Ports ports;
  private final PaperPolicy papers;

  Reading(Ports ports, PaperPolicy papers) {
    this.ports = ports;
    this.papers = papers;
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    SessionId session = effect.key().session();
    List<Source> sources = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Source source : effect.inputs().sources()) {
      if (source.content() == null) {
        fetch(session, source, sources, notes);
      } else {
        sources.add(source);
      }
    }
    Source source =
        sources.stream()
            .filter(one -> one.role() == Source.Role.PAPER)
            .findFirst()
            .orElseThrow(
                () -> unreadable("There is no paper in this request. Add a PDF or a link to one."));
    BlobId content = StageRun.needed(source.content(), "paper's bytes");
    byte[] file = ports.blobs().get(content);
    List<String> keys = new ArrayList<>();
    Looking looking = new Looking(ports);
    Paper paper =
        switch (typeset(session, file, source.name(), sources, notes)) {
          case Papers.Read.Unreadable no -> throw unreadable(no.words());
          case Papers.Read.NoPaper no -> throw unreadable(no.words());
          case Papers.Read.Scan scan -> {
            keys.addAll(scan.keys());
            yield transcribed(
                looking.at(file, job(effect, Looking.scan(scan.pages()), asking, content)), scan);
          }
          case Papers.Read.Done read -> {
            keys.addAll(read.keys());
            yield looking.at(file, job(effect, read.paper(), asking, content));
          }
        };
    linked(source).flatMap(PaperLink::key).filter(key -> !keys.contains(key)).ifPresent(keys::add);
    return new Event.PaperRead(
        effect.key(),
        ports.artifacts().put(session, paper.noted(notes)),
        sources,
        keys,
        same(session, keys));
  }

  private Stages.Job job(Effect.RunStage effect, Paper paper, Asking asking, BlobId file) {
    return new Stages.Job(
        effect.key(),
        effect.inputs().version(),
        effect.inputs().deliveries() + 1,
        paper,
        ports.artifacts().brief(effect.inputs().brief()),
        new RememberedAsking(asking, ports.shelf(), file));
  }

  /** A scan as a model transcribed it; the first line of the first page is its title. */
  private static Paper transcribed(Paper looked, Papers.Read.Scan scan) throws StageStopped {
    Paper.Seen first =
        looked.seen().stream()
            .filter(one -> !one.words().isBlank())
            .findFirst()
            .orElseThrow(() -> unreadable(unseen(looked, scan)));
    return looked
        .titled(PlainText.brief(first.words().strip().lines().findFirst().orElse(""), 150))
        .noted(
            List.of(
                "The pages are pictures; "
                    + first.model()
                    + " transcribed them, nobody has checked it, and nothing of it can be quoted."));
  }

  private static String unseen(Paper looked, Papers.Read.Scan scan) {
    boolean blind = looked.unread().stream().allMatch(one -> one.why().equals(Looking.BLIND));
    return blind ? scan.words() : scan.words() + " " + PlainText.some(looked.notRead(), "; ", 300);
  }

  private static Optional<PaperLink> linked(Source source) {
    return source.origin() instanceof Source.Origin.Link link
        ? Optional.of(PaperLink.of(link.address()))
        : Optional.empty();
  }

  /** The paper, with the LaTeX that it was made of where that is among the sources. */
  private Papers.Read typeset(
      SessionId session, byte[] file, String name, List<Source> sources, List<String> notes) {
    for (Source source : List.copyOf(sources)) {
      boolean sure = source.role() == Source.Role.LATEX;
      boolean maybe = source.role() == Source.Role.BESIDE && LATEX.matcher(source.name()).matches();
      if (source.content() == null || !sure && !maybe) {
        continue;
      }
      Optional<String> leftOut = papers.leavesOut(ports.place(session), source, ports.models());
      if (leftOut.isPresent()) {
        unused(sure, leftOut.get(), notes);
        continue;
      }
      switch (ports.papers().read(file, ports.blobs().get(source.content()), name)) {
        case Papers.Read.Done read -> {
          sources.set(
              sources.indexOf(source),
              new Source(Source.Role.LATEX, source.origin(), source.name(), source.content()));
          return read;
        }
        case Papers.Read.NoPaper no -> unused(sure, no.words(), notes);
        case Papers.Read.Scan no -> unused(sure, no.words(), notes);
        case Papers.Read.Unreadable no -> unused(sure, no.words(), notes);
      }
    }
    return ports.papers().read(file, name);
  }

  private static void unused(boolean sure, String words, List<String> notes) {
    if (sure) {
      notes.add("The LaTeX source is not used: " + words);
    }
  }

  private void fetch(SessionId session, Source source, List<Source> sources, List<String> notes)
      throws StageStopped {
    switch (ports.fetched(source)) {
      case Downloads.Fetched.Done done -> {
        sources.add(
            new Source(
                source.role(),
                source.origin(),
                source.name().isBlank() ? done.name() : source.name(),
                ports.blobs().put(session, done.bytes())));
        Downloads.Fetched.Done latex = done.latex();
        if (latex != null && source.role() == Source.Role.PAPER) {
          sources.add(
              new Source(
                  Source.Role.LATEX,
                  new Source.Origin.Link(latex.from()),
                  latex.name(),
                  ports.blobs().put(session, latex.bytes())));
        }
      }
      case Downloads.Fetched.Refused no -> {
        if (source.role() == Source.Role.PAPER) {
          throw unreadable(no.temporary() ? no.words() + " Try again later." : no.words());
        }
        notes.add(named(source) + " is not used: " + no.words());
        sources.add(source);
      }
    }
  }

  private static String named(Source source) {
    return source.origin() instanceof Source.Origin.Link link
        ? LinkText.of(link.address())
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
