package dev.offprint.engine;

import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which papers may leave this machine to be read by a model, by channel.
 *
 * @param usual where a channel has no rule of its own
 * @param channels by the platform's id of the channel
 */
public record PaperPolicy(Where usual, Map<String, Where> channels) {
  public static final PaperPolicy ANYWHERE = new PaperPolicy(Where.ANY, Map.of());

  /** Where papers may go. */
  public enum Where {
    /** To any model. */
    ANY,
    /** To any model if they are known to be public, else only to models on this machine. */
    PUBLIC,
    /** Only to models on this machine. */
    LOCAL
  }

  public PaperPolicy {
    channels = Map.copyOf(channels);
  }

  /** What it says of a channel. */
  Where in(ThreadRef place) {
    return channels.getOrDefault(place.channel(), usual);
  }

  /** Whether a session's calls must stay on this machine: its paper, or the channel, demands it. */
  boolean stays(ThreadRef place, List<Source> sources) {
    return switch (in(place)) {
      case ANY -> false;
      case LOCAL -> true;
      case PUBLIC ->
          sources.stream()
              .anyMatch(source -> source.role() == Source.Role.PAPER && !isPublic(source));
    };
  }

  /** Why a session cannot be worked on by these models, and what to do; empty where it can. */
  Optional<String> refusal(ThreadRef place, List<Source> sources, Models models) {
    Optional<Traits> away = away(models);
    if (away.isEmpty() || !stays(place, sources)) {
      return Optional.empty();
    }
    String reader = away.get().reader() + " (" + away.get().name() + ")";
    return Optional.of(
        switch (in(place)) {
          case ANY -> throw new IllegalStateException("any model may read it");
          case LOCAL ->
              "In this channel only models on this machine may read papers, and "
                  + reader
                  + " is none. Ask in another channel, or have whoever runs Offprint name a model"
                  + " on this machine.";
          case PUBLIC ->
              "In this channel only public papers go to "
                  + reader
                  + ", and nothing says that "
                  + name(sources)
                  + " is one. Send its arXiv or DOI link here, and that is read instead; or have"
                  + " whoever runs Offprint name a model on this machine.";
        });
  }

  /** Why what was handed in beside the paper is left out; empty where it may be read. */
  Optional<String> leavesOut(ThreadRef place, Source source, Models models) {
    boolean stays =
        switch (in(place)) {
          case ANY -> false;
          case PUBLIC -> !isPublic(source);
          case LOCAL -> true;
        };
    return stays && away(models).isPresent()
        ? Optional.of(
            "nothing says that it is public, and in this channel nothing else leaves this machine")
        : Optional.empty();
  }

  /** The first model that is not on this machine. */
  private static Optional<Traits> away(Models models) {
    for (Role role : Role.values()) {
      Traits traits = models.traits(role);
      if (!traits.local()) {
        return Optional.of(traits);
      }
    }
    return Optional.empty();
  }

  private static String name(List<Source> sources) {
    return sources.stream()
        .filter(source -> source.role() == Source.Role.PAPER)
        .map(source -> PlainText.brief(source.name(), 100))
        .findFirst()
        .orElse("this paper");
  }

  /**
   * A paper is public if it was fetched from where papers are published; what is beside it, if it
   * was fetched at all, since that is done without signing in anywhere. What people said in the
   * thread is theirs to say.
   */
  private static boolean isPublic(Source source) {
    return switch (source.origin()) {
      case Source.Origin.Attachment file -> source.name().equals(Requests.TALK);
      case Source.Origin.PlatformFile file -> false;
      case Source.Origin.Link link ->
          open(link.address())
              && (source.role() == Source.Role.BESIDE || published(PaperLink.of(link.address())));
    };
  }

  /** Whether the address opens to everybody, and not to whoever has what stands in it. */
  private static boolean open(URI address) {
    return LinkText.of(address).equals(address.toString());
  }

  private static boolean published(PaperLink link) {
    return switch (link) {
      case PaperLink.ArXiv ignored -> true;
      case PaperLink.Doi ignored -> true;
      case PaperLink.BioRxiv ignored -> true;
      case PaperLink.OpenReview ignored -> true;
      case PaperLink.AclAnthology ignored -> true;
      case PaperLink.Pmlr ignored -> true;
      case PaperLink.SemanticScholar ignored -> true;
      case PaperLink.ArXivList ignored -> false;
      case PaperLink.Repository ignored -> false;
      case PaperLink.Osf ignored -> true;
      // A publisher's own page of a paper with a DOI.
      case PaperLink.Page page -> page.key().isPresent();
    };
  }
}
