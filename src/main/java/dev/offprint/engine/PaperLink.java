package dev.offprint.engine;

import dev.offprint.session.Source;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a link is, told from its address alone; nothing is fetched for it. The paper room knows how
 * each kind leads to files.
 */
public sealed interface PaperLink {
  /**
   * A paper on arXiv.
   *
   * @param version 0 for the newest
   */
  record ArXiv(String id, int version) implements PaperLink {
    /** The id as arXiv's own addresses have it, with the version where one is meant. */
    public String versioned() {
      return version == 0 ? id : id + "v" + version;
    }
  }

  /** A page of arXiv that lists papers. */
  record ArXivList(URI address) implements PaperLink {}

  /** A paper by its DOI, lower case. */
  record Doi(String doi) implements PaperLink {}

  /** A forum of OpenReview. */
  record OpenReview(String id) implements PaperLink {}

  /** A paper of the ACL Anthology. */
  record AclAnthology(String id) implements PaperLink {}

  /** A paper of the Proceedings of Machine Learning Research. */
  record Pmlr(String volume, String name) implements PaperLink {}

  /**
   * A preprint of bioRxiv or medRxiv.
   *
   * @param host {@code www.biorxiv.org} or {@code www.medrxiv.org}
   * @param paper DOI, with the version where one is meant
   */
  record BioRxiv(String host, String paper) implements PaperLink {}

  /** A paper of Semantic Scholar, by what its API calls it: a hash, or {@code CorpusId:…}. */
  record SemanticScholar(String id) implements PaperLink {}

  /** A preprint on OSF, whose pages are empty without scripts. */
  record Osf(String id) implements PaperLink {}

  /** Code or data on a host for such: beside a paper, hardly one itself. */
  record Repository(URI address) implements PaperLink {}

  /** Anything else: a file, or a page that leads to one. */
  record Page(URI address) implements PaperLink {}

  /** New ids carry year and month, old ones an archive's name. */
  String ARXIV_ID =
      "(?<id>\\d{2}(?:0[1-9]|1[0-2])\\.\\d{4,5}|[a-z]+(?:-[a-z]+)*(?:\\.[A-Z]{2})?/\\d{7})(?:v(?<version>[1-9]\\d?))?";

  /** What of a paper is known before anything is fetched; the same for all links to one paper. */
  default Optional<String> key() {
    return switch (this) {
      case ArXiv arxiv -> Optional.of("arxiv:" + arxiv.id().toLowerCase(Locale.ROOT));
      case Doi doi -> Optional.of("doi:" + doi.doi());
      case BioRxiv preprint -> Optional.of("doi:" + preprint.paper().replaceFirst("v\\d+$", ""));
      case ArXivList ignored -> Optional.empty();
      case OpenReview ignored -> Optional.empty();
      case AclAnthology ignored -> Optional.empty();
      case Pmlr ignored -> Optional.empty();
      case SemanticScholar ignored -> Optional.empty();
      case Repository ignored -> Optional.empty();
      case Osf ignored -> Optional.empty();
      case Page page -> PublisherDoi.in(page.address()).map(doi -> "doi:" + doi);
    };
  }

  /** A short name for people; of a page, what its address ends with. */
  default String name() {
    return switch (this) {
      case ArXiv arxiv -> "arXiv:" + arxiv.versioned();
      case Doi doi -> "doi:" + doi.doi();
      case OpenReview forum -> "OpenReview " + forum.id();
      case AclAnthology paper -> "ACL " + paper.id();
      case Pmlr paper -> "PMLR " + paper.volume() + " " + paper.name();
      case BioRxiv preprint -> "doi:" + preprint.paper();
      case SemanticScholar paper ->
          "Semantic Scholar " + PlainText.clip(paper.id(), paper.id().contains(":") ? 24 : 12);
      case Osf preprint -> "OSF " + preprint.id();
      case ArXivList list -> last(list.address());
      case Repository repository -> last(repository.address());
      case Page page -> last(page.address());
    };
  }

  private static String last(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String last = path.replaceFirst("/+$", "").replaceFirst(".*/", "");
    return last.isEmpty() ? String.valueOf(uri.getHost()) : last;
  }

  /** What an address is; pure, the same every time. */
  static PaperLink of(URI address) {
    String host =
        String.valueOf(address.getHost()).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    String path = address.getPath() == null ? "" : address.getPath();
    return switch (site(host)) {
      case ARXIV -> arxiv(path).orElseGet(() -> listOrPage(address, path));
      case MIRROR -> arxiv(path).orElse(new Page(address));
      case DOI -> doi(path).orElse(new Page(address));
      case OPENREVIEW -> openReview(address, path);
      case ACL -> acl(address, path);
      case PMLR ->
          found("/v(?<a>\\d+|[a-z]\\d*)/(?<b>[\\w-]+?)(?:\\.html|\\.pdf|/\\2\\.pdf)?/?", path)
              .<PaperLink>map(paper -> new Pmlr(paper.group("a"), paper.group("b")))
              .orElse(new Page(address));
      case BIORXIV ->
          found(
                  "/content/(?:early/\\d{4}/\\d\\d/\\d\\d/)?(?<a>10\\.\\d{4,9}/[\\d.]+(?:v\\d+)?)(?:\\.\\w[\\w.+-]*)?/?",
                  path)
              .<PaperLink>map(
                  paper -> new BioRxiv("www." + host.replaceFirst("^www\\.", ""), paper.group("a")))
              .orElse(new Page(address));
      case HUGGING_FACE ->
          path.startsWith("/papers/")
              ? arxiv(path).orElse(new Page(address))
              : repository(address, path);
      case SEMANTIC_SCHOLAR -> semanticScholar(address, path);
      case OSF ->
          found("/preprints/(?:\\w+/)?(?<a>[a-z\\d]{5,8}(?:_v\\d{1,2})?)(?:/.*)?", path)
              .<PaperLink>map(preprint -> new Osf(preprint.group("a")))
              .orElseGet(() -> repository(address, path));
      case REPOSITORY -> repository(address, path);
      case OTHER -> new Page(address);
    };
  }

  /** A source that one word names, as on a command line: an address, an arXiv id or a DOI. */
  static Optional<Source> named(String word) {
    return Links.one(word);
  }

  /** A PDF among code is a paper, mostly. */
  private static PaperLink repository(URI address, String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".pdf")
        ? new Page(address)
        : new Repository(address);
  }

  private static PaperLink semanticScholar(URI address, String path) {
    return found("/(?:paper|reader)/(?:[^/]*/)?(?<a>[0-9a-f]{40})/?.*", path)
        .<PaperLink>map(paper -> new SemanticScholar(paper.group("a")))
        .or(
            () ->
                found("(?i)/CorpusID:(?<a>\\d{1,12})/?", path)
                    .map(paper -> new SemanticScholar("CorpusId:" + paper.group("a"))))
        .or(() -> arxiv(path))
        .orElse(new Page(address));
  }

  private static PaperLink openReview(URI address, String path) {
    String query = address.getQuery() == null ? "" : address.getQuery();
    return path.matches("/(forum|pdf|attachment|revisions)/?")
        ? found("(?:.*&)?id=(?<a>[\\w-]{4,40})(?:&.*)?", query)
            .<PaperLink>map(forum -> new OpenReview(forum.group("a")))
            .orElse(new Page(address))
        : new Page(address);
  }

  private static PaperLink acl(URI address, String path) {
    return found(
            "/(?:anthology/)?(?:papers/\\w/\\w+/)?(?<a>[A-Z]\\d{2}-\\d{4}|\\d{4}\\.[\\w-]+\\.\\d+)(?:v\\d+)?(?:\\.pdf|\\.bib)?/?",
            path)
        .<PaperLink>map(paper -> new AclAnthology(paper.group("a")))
        .orElse(new Page(address));
  }

  private static PaperLink listOrPage(URI address, String path) {
    return path.matches("/(list|a|search)/.*") ? new ArXivList(address) : new Page(address);
  }

  private static Optional<PaperLink> arxiv(String path) {
    return found(
            "(?i:/(?:abs|pdf|html|ps|e-print|src|format|papers?|overview|forum|arxiv))/(?i:arXiv:)?"
                + ARXIV_ID
                + "(?:\\.pdf|\\.md)?(?:/.*)?",
            path)
        .map(PaperLink::arxiv);
  }

  /** What {@link #ARXIV_ID} found. */
  static ArXiv arxiv(Matcher id) {
    String version = id.group("version");
    return new ArXiv(id.group("id"), version == null ? 0 : Integer.parseInt(version));
  }

  private static Optional<PaperLink> doi(String path) {
    return found("/(?<a>10\\.\\d{4,9}(?:\\.\\d+)*/.{1,300})", path)
        .map(doi -> ofDoi(doi.group("a")));
  }

  /** A DOI as a link; those that arXiv gives name the paper there. */
  static PaperLink ofDoi(String doi) {
    String lower = doi.toLowerCase(Locale.ROOT);
    return found("(?i)10\\.48550/arxiv\\." + ARXIV_ID, doi)
        .<PaperLink>map(PaperLink::arxiv)
        .orElse(new Doi(lower));
  }

  private static Optional<Matcher> found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  private static Site site(String host) {
    for (Site site : Site.values()) {
      for (String known : site.hosts) {
        if (host.equals(known) || host.endsWith("." + known)) {
          return site;
        }
      }
    }
    return Site.OTHER;
  }

  /** Sites whose addresses say what is behind them. */
  enum Site {
    MIRROR(
        "ar5iv.labs.arxiv.org",
        "ar5iv.org",
        "alphaxiv.org",
        "arxiv-vanity.com",
        "scirate.com",
        "emergentmind.com"),
    ARXIV("arxiv.org", "xxx.lanl.gov"),
    DOI("doi.org"),
    OPENREVIEW("openreview.net"),
    ACL("aclanthology.org", "aclweb.org"),
    PMLR("proceedings.mlr.press"),
    BIORXIV("biorxiv.org", "medrxiv.org"),
    HUGGING_FACE("huggingface.co", "hf.co"),
    SEMANTIC_SCHOLAR("semanticscholar.org"),
    OSF("osf.io"),
    REPOSITORY(
        "github.com",
        "gitlab.com",
        "bitbucket.org",
        "codeberg.org",
        "kaggle.com",
        "datadryad.org",
        "figshare.com"),
    OTHER;

    private final List<String> hosts;

    Site(String... hosts) {
      this.hosts = List.of(hosts);
    }
  }
}
