package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Brief;
import dev.offprint.session.Event;
import dev.offprint.session.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked for: the words, the paper and what is beside it, in the message or before it. */
final class Requests {
  /** What was said before, as a file beside the paper: no more than is read of such a file. */
  private static final int MOST_TALK = 12_000;

  static final String TALK = "earlier in this thread.txt";

  private final Blobs blobs;

  Requests(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Words and sources of one message. */
  private record Named(String words, List<Source> sources) {
    static Named in(String text, List<Source> files) {
      Links links = Links.in(text);
      Set<Source> sources = new LinkedHashSet<>(files);
      sources.addAll(links.sources());
      return new Named(links.rest(), List.copyOf(sources));
    }
  }

  /** A request, where there is a paper in the message or, if it names none, in what came before. */
  Optional<Event.Requested> request(Said said, Limits limits) {
    Named own = Named.in(said.text(), said.files());
    Set<Source> sources = new LinkedHashSet<>(own.sources());
    String words = own.words();
    if (sources.isEmpty()) {
      for (Said.Earlier earlier : said.earlier()) {
        Named named = Named.in(earlier.text(), earlier.files());
        boolean asked = !named.sources().isEmpty() && earlier.by().id().equals(said.by().id());
        if (asked && words.isBlank()) {
          words = named.words();
        }
        sources.addAll(named.sources());
      }
    }
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    List<Source> all = new ArrayList<>(Links.roles(List.copyOf(sources)));
    talk(said.earlier()).ifPresent(all::add);
    return Optional.of(
        new Event.Requested(
            said.by(),
            said.thread(),
            brief(words),
            all,
            limits.session(),
            limits.allowance(limits.session())));
  }

  /** An edited request; empty where nothing of it is different. */
  Optional<Event.RequestEdited> edited(Said before, Said now) {
    Named old = Named.in(before.text(), before.files());
    Named read = Named.in(now.text(), now.files());
    List<Source> gone = new ArrayList<>(old.sources());
    gone.removeAll(read.sources());
    List<Source> come = new ArrayList<>(read.sources());
    come.removeAll(old.sources());
    return old.equals(read)
        ? Optional.empty()
        : Optional.of(
            new Event.RequestEdited(
                now.by(), brief(read.words()), gone, come.stream().map(Links::further).toList()));
  }

  /**
   * A request that is read again; empty where it says what was taken from it. One that names no
   * paper may have taken it from what was said before it: that stays.
   *
   * @param counted what has counted in its session, in order
   */
  Optional<Event.RequestEdited> reread(List<Event> counted, Said now) {
    Named read = Named.in(now.text(), now.files());
    Optional<Taken> before = Taken.by(counted);
    if (before.isEmpty() || (read.sources().isEmpty() && read.words().isBlank())) {
      return Optional.empty();
    }
    List<Source> taken = before.get().sources();
    List<Source> gone = read.sources().isEmpty() ? List.of() : Taken.without(taken, read.sources());
    List<Source> come = Taken.without(read.sources(), taken);
    BlobId brief = brief(read.words());
    return gone.isEmpty() && come.isEmpty() && brief.equals(before.get().brief())
        ? Optional.empty()
        : Optional.of(
            new Event.RequestEdited(
                now.by(), brief, gone, come.stream().map(Links::further).toList()));
  }

  /** What has been taken from the message that asked: its words and its sources. */
  private record Taken(BlobId brief, List<Source> sources) {
    static Optional<Taken> by(List<Event> counted) {
      Taken taken = null;
      for (Event event : counted) {
        if (event instanceof Event.Requested asked) {
          List<Source> own =
              asked.sources().stream().filter(source -> !source.name().equals(TALK)).toList();
          taken = new Taken(asked.brief(), own);
        } else if (event instanceof Event.RequestEdited edited && taken != null) {
          List<Source> now = new ArrayList<>(without(taken.sources(), edited.gone()));
          now.addAll(edited.come());
          taken = new Taken(edited.brief(), now);
        }
      }
      return Optional.ofNullable(taken);
    }

    /** Those that did not come in the same way as one of the others. */
    static List<Source> without(List<Source> sources, List<Source> others) {
      return sources.stream()
          .filter(
              source ->
                  others.stream()
                      .noneMatch(
                          other ->
                              other.origin().equals(source.origin())
                                  && other.name().equals(source.name())))
          .toList();
    }
  }

  private BlobId brief(String words) {
    return new Artifacts(blobs).put(Brief.of(words));
  }

  /** Earlier talk is material beside the paper, like any file that is handed in. */
  private Optional<Source> talk(List<Said.Earlier> earlier) {
    StringBuilder talk = new StringBuilder();
    for (Said.Earlier one : earlier) {
      String words = LinkText.in(PlainText.lines(one.text()).strip());
      if (!words.isEmpty()) {
        talk.append(PlainText.line(one.by().name())).append(": ").append(words).append('\n');
      }
    }
    return talk.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Source(
                Source.Role.BESIDE,
                new Source.Origin.Attachment(),
                TALK,
                blobs.put(
                    PlainText.clip(talk.toString(), MOST_TALK).getBytes(StandardCharsets.UTF_8))));
  }
}
