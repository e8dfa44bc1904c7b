package dev.offprint.paper;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offprint.engine.Downloads.Fetched;
import dev.offprint.engine.PaperLink;
import dev.offprint.paper.format.FileKind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where each kind of link leads: what is asked for in which order until there is a file. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ARXIV = "https://arxiv.org/";

  /** Files of a page that are tried; a page with more does not say which is the paper. */
  private static final int MOST_TRIES = 3;

  private static final Pattern LISTED =
      Pattern.compile("/(?:abs|pdf)/(?<id>[a-z-]*(?:\\.[A-Z]{2})?/?\\d{4}\\.?\\d{3,5})");
  private static final int MOST_NAMED = 5;

  /** Where hosts of files show a page, and where they keep the file. */
  private static final Map<Pattern, String> PAGES_AROUND_FILES =
      Map.of(
          Pattern.compile("https?://(?:www\\.)?github\\.com/([^/]+/[^/]+)/(?:blob|raw)/(.+)"),
          "https://raw.githubusercontent.com/$1/$2",
          Pattern.compile("https?://gitlab\\.com/(.+)/-/blob/(.+)"),
          "https://gitlab.com/$1/-/raw/$2",
          Pattern.compile("https?://(?:www\\.)?(?:huggingface|hf)\\.co/(.+)/blob/(.+)"),
          "https://huggingface.co/$1/resolve/$2",
          Pattern.compile("https?://drive\\.google\\.com/(?:file/d/|open\\?id=)([\\w-]{10,100}).*"),
          "https://drive.google.com/uc?export=download&id=$1",
          Pattern.compile("(https?://(?:www\\.)?dropbox\\.com/[^#]+[?&]dl=)0(.*)"),
          "$11$2");

  private final Web web;
  private final long end;

  Routes(Web web) {
    this.web = web;
    this.end = web.end();
  }

  /** Everything behind one link, within one time. */
  Fetched.Done follow(PaperLink link) throws IOException, Refusal {
    return switch (link) {
      case PaperLink.ArXiv paper -> arxiv(paper);
      case PaperLink.ArXivList list -> listed(list);
      case PaperLink.Doi doi -> page(doiAddress(doi.doi()));
      case PaperLink.OpenReview forum ->
          either(
              "https://openreview.net/pdf?id=" + forum.id(),
              "https://openreview.net/forum?id=" + forum.id());
      case PaperLink.AclAnthology paper ->
          either(
              "https://aclanthology.org/" + paper.id() + ".pdf",
              "https://aclanthology.org/" + paper.id() + "/");
      case PaperLink.Pmlr paper ->
          page("https://proceedings.mlr.press/v" + paper.volume() + "/" + paper.name() + ".html");
      case PaperLink.BioRxiv preprint ->
          either(
              "https://" + preprint.host() + "/content/" + preprint.paper() + ".full.pdf",
              "https://" + preprint.host() + "/content/" + preprint.paper());
      case PaperLink.SemanticScholar paper -> semanticScholar(paper);
      case PaperLink.Osf preprint ->
          either(
              "https://osf.io/" + preprint.id() + "/download",
              "https://osf.io/preprints/" + preprint.id());
      case PaperLink.Repository repository -> page(repository.address().toString());
      case PaperLink.Page page -> page(raw(page.address()));
    };
  }

  private static String doiAddress(String doi) {
    return new HttpUrl.Builder()
        .scheme("https")
        .host("doi.org")
        .addPathSegments(doi)
        .build()
        .toString();
  }

  /** The file itself, where the address is of the page that a host shows around it. */
  private static String raw(URI address) {
    String link = address.toString();
    for (Map.Entry<Pattern, String> page : PAGES_AROUND_FILES.entrySet()) {
      Matcher file = page.getKey().matcher(link);
      if (file.matches()) {
        return file.replaceFirst(page.getValue());
      }
    }
    return link;
  }

  /** The PDF for pages and figures, and the LaTeX that it was made of, where there is any. */
  private Fetched.Done arxiv(PaperLink.ArXiv paper) throws IOException, Refusal {
    Web.Answer pdf;
    try {
      pdf = web.get(ARXIV + "pdf/" + paper.versioned(), end);
    } catch (Refusal none) {
      throw none.telling() ? none : abstractSays(paper, none);
    }
    if (pdf.kind() == FileKind.HTML) {
      LandingPage page = LandingPage.of(pdf.bytes(), pdf.from());
      Refusal none = page.instead(pdf.from().host()).orElse(Web.notAPaper(pdf.kind()));
      throw none.telling() ? none : abstractSays(paper, none);
    }
    return new Fetched.Done(pdf.bytes(), name(pdf.from()), pdf.from().uri(), latex(paper));
  }

  private Fetched.@Nullable Done latex(PaperLink.ArXiv paper) {
    try {
      Web.Answer source = web.get(ARXIV + "e-print/" + paper.versioned(), end);
      boolean typeset =
          source.kind() != FileKind.PDF
              && source.kind() != FileKind.HTML
              && source.kind() != FileKind.JSON
              && source.bytes().length > 0;
      return typeset
          ? new Fetched.Done(
              source.bytes(), "LaTeX of arXiv:" + paper.versioned(), source.from().uri())
          : null;
    } catch (Refusal none) {
      // The PDF is there; many papers have nothing else.
      return null;
    } catch (IOException failed) {
      LOG.info("no LaTeX of arXiv:{}: {}", paper.versioned(), failed.toString());
      return null;
    }
  }

  /** The page of the abstract says why there is no PDF. */
  private Refusal abstractSays(PaperLink.ArXiv paper, Refusal none) throws IOException {
    try {
      Web.Answer page = web.get(ARXIV + "abs/" + paper.versioned(), end);
      return page.kind() == FileKind.HTML
          ? LandingPage.of(page.bytes(), page.from()).instead(page.from().host()).orElse(none)
          : none;
    } catch (Refusal nothing) {
      return none;
    }
  }

  private Fetched.Done listed(PaperLink.ArXivList list) throws IOException, Refusal {
    Web.Answer page = web.get(list.address().toString(), end);
    Set<PaperLink.ArXiv> papers = new LinkedHashSet<>();
    Matcher listed = LISTED.matcher(new String(page.bytes(), StandardCharsets.ISO_8859_1));
    while (listed.find()) {
      if (PaperLink.of(URI.create(ARXIV + "abs/" + listed.group("id")))
          instanceof PaperLink.ArXiv paper) {
        papers.add(paper);
      }
    }
    if (papers.size() == 1) {
      return arxiv(papers.iterator().next());
    }
    if (papers.isEmpty()) {
      throw Refusal.forGood("The link is a list without papers. Link the paper itself.");
    }
    throw Refusal.told(
        "The link is a list of "
            + papers.size()
            + " papers, not one: "
            + String.join(
                ", ", papers.stream().limit(MOST_NAMED).map(PaperLink.ArXiv::name).toList())
            + (papers.size() > MOST_NAMED ? ", …" : "")
            + ". Link the one you mean.");
  }

  /** Where the paper's file mostly is, else by its page. */
  private Fetched.Done either(String file, String page) throws IOException, Refusal {
    Refusal why;
    try {
      Web.Answer answer = web.get(file, end);
      if (answer.kind() != FileKind.HTML && answer.kind() != FileKind.JSON) {
        return done(answer);
      }
      why =
          LandingPage.of(answer.bytes(), answer.from())
              .instead(answer.from().host())
              .orElse(Web.notAPaper(answer.kind()));
    } catch (Refusal none) {
      why = none;
    }
    if (why.telling()) {
      throw why;
    }
    return page(page);
  }

  private Fetched.Done semanticScholar(PaperLink.SemanticScholar paper)
      throws IOException, Refusal {
    Web.Answer answer =
        web.get(
            "https://api.semanticscholar.org/graph/v1/paper/"
                + paper.id()
                + "?fields=externalIds,openAccessPdf",
            end);
    JsonNode known;
    try {
      known = JSON.readTree(answer.bytes());
    } catch (JacksonException broken) {
      throw Refusal.forGood(
          "Semantic Scholar does not say where the paper is. Link the PDF itself, or attach the PDF instead.");
    }
    String arxiv = known.path("externalIds").path("ArXiv").asText("");
    if (PaperLink.of(URI.create(ARXIV + "abs/" + arxiv.replaceAll("[^\\w./-]", "")))
        instanceof PaperLink.ArXiv there) {
      return arxiv(there);
    }
    String open = known.path("openAccessPdf").path("url").asText("");
    String doi = known.path("externalIds").path("DOI").asText("");
    if (!open.isBlank()) {
      return page(open);
    }
    if (doi.matches("10\\.\\d{4,9}/\\S{1,300}")) {
      return page(doiAddress(doi));
    }
    throw Refusal.told(
        "Semantic Scholar knows no open PDF of this paper. Link the PDF itself, or attach the PDF instead.");
  }

  /** A file, or a page that leads to one. */
  private Fetched.Done page(String link) throws IOException, Refusal {
    Web.Answer answer = web.get(link, end);
    if (answer.kind() == FileKind.HTML) {
      HttpUrl on = LandingPage.refresh(answer.bytes(), answer.from()).orElse(null);
      if (on != null && !on.equals(answer.from())) {
        answer = web.get(on.toString(), end);
      }
    }
    return answer.kind() == FileKind.HTML ? behind(answer) : done(answer);
  }

  private Fetched.Done behind(Web.Answer answer) throws IOException, Refusal {
    LandingPage page = LandingPage.of(answer.bytes(), answer.from());
    String host = answer.from().host();
    Optional<Refusal> stops = page.stops(host);
    if (stops.isPresent()) {
      throw stops.get();
    }
    Refusal why = page.wants(host).orElse(null);
    List<HttpUrl> files = new ArrayList<>(page.named());
    if (files.isEmpty() && page.linked().size() <= MOST_TRIES) {
      files.addAll(page.linked());
    }
    for (HttpUrl file : files.subList(0, Math.min(files.size(), MOST_TRIES))) {
      try {
        Web.Answer found = web.get(file.toString(), end);
        if (found.kind() == FileKind.PDF) {
          return done(found);
        }
        if (why == null && found.kind() == FileKind.HTML) {
          why =
              LandingPage.of(found.bytes(), found.from()).instead(found.from().host()).orElse(null);
        }
      } catch (Refusal none) {
        why = why == null || !why.telling() ? none : why;
      }
    }
    if (why != null) {
      throw why;
    }
    if (page.linked().size() > MOST_TRIES) {
      throw Refusal.told(
          "The link leads to a page with "
              + page.linked().size()
              + " PDF files or more. Link the one you mean, or attach it.");
    }
    // The page may be the paper: whoever reads it will see.
    return done(answer);
  }

  private static Fetched.Done done(Web.Answer answer) throws Refusal {
    if (answer.kind() == FileKind.JSON) {
      throw Web.notAPaper(answer.kind());
    }
    return new Fetched.Done(answer.bytes(), name(answer.from()), answer.from().uri());
  }

  private static String name(HttpUrl url) {
    List<String> path = url.pathSegments();
    String last = path.get(path.size() - 1).replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip();
    String name = last.length() > 100 ? last.substring(last.length() - 100) : last;
    return name.matches("[._ ]*") ? "paper.pdf" : name;
  }
}
