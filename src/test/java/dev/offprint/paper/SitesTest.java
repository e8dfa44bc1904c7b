package dev.offprint.paper;

import static dev.offprint.paper.Loopback.redirect;
import static dev.offprint.paper.Loopback.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.offprint.engine.Downloads.Fetched;
import dev.offprint.engine.Shelf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of link, against a site on loopback that behaves as the real ones do. */
class SitesTest {
  private static final byte[] PDF = "%PDF-1.7 paper".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SOURCE = {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3};
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @TempDir static Path keys;
  private static Loopback server;

  /** What is answered by host and path. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final Map<String, Answer> site = new HashMap<>();
  private final FakePace pace = new FakePace();
  private SafeDownloads downloads;

  @BeforeAll
  static void start() throws Exception {
    server = new Loopback(keys);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.asked.clear();
    server.answers(
        exchange -> {
          String address = exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI();
          site.getOrDefault(
                  address, nothing -> html(404, "<title>404</title>Not found").to(nothing))
              .to(exchange);
        });
    downloads = downloads(Shelf.NONE);
  }

  /** A new life of the program. */
  private SafeDownloads downloads(Shelf shelf) {
    return new SafeDownloads(
        PaperSettings.DEFAULT,
        new Network(
            host -> List.of(InetAddress.getByName("151.101.1.140")),
            server::route,
            server::trusting),
        pace,
        List.of(),
        shelf);
  }

  private Fetched fetch(String link) {
    return downloads.fetch(URI.create(link));
  }

  private static Answer file(byte[] bytes) {
    return exchange -> send(exchange, 200, "application/octet-stream", bytes);
  }

  private static Answer html(String page) {
    return html(200, page);
  }

  private static Answer html(int status, String page) {
    return exchange -> send(exchange, status, "text/html", page.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer to(String address) {
    return exchange -> redirect(exchange, 302, address);
  }

  private static String meta(String pdf) {
    return "<html><head><title>A paper</title><meta name=\"citation_title\" content=\"A paper\">"
        + "<meta name=\"citation_pdf_url\" content=\""
        + pdf
        + "\"></head><body><a href=/login>Sign in</a> Abstract. We do things.</body></html>";
  }

  private void assertPdf(String link, String... asked) {
    assertThat(fetch(link))
        .isInstanceOfSatisfying(
            Fetched.Done.class, done -> assertThat(done.bytes()).isEqualTo(PDF));
    assertThat(server.asked).containsExactly(asked);
  }

  private void assertRefused(String link, String words) {
    assertThat(fetch(link)).isEqualTo(new Fetched.Refused(words, false));
  }

  @ParameterizedTest
  @CsvSource({
    "https://arxiv.org/abs/2504.17192, 2504.17192",
    "https://arxiv.org/pdf/2504.17192v2, 2504.17192v2",
    "https://arxiv.org/html/2504.17192v2, 2504.17192v2",
    "https://arxiv.org/abs/cs/0112017, cs/0112017",
    "https://huggingface.co/papers/2504.17192, 2504.17192",
    "https://doi.org/10.48550/arXiv.2504.17192, 2504.17192"
  })
  void arxivGivesThePdfAndItsLatex(String link, String id) {
    site.put("arxiv.org/pdf/" + id, file(PDF));
    site.put("arxiv.org/e-print/" + id, to("/src/" + id));
    site.put("arxiv.org/src/" + id, file(SOURCE));
    String last = id.substring(id.indexOf('/') + 1);
    assertThat(fetch(link))
        .usingRecursiveComparison()
        .isEqualTo(
            new Fetched.Done(
                PDF,
                last,
                URI.create("https://arxiv.org/pdf/" + id),
                new Fetched.Done(
                    SOURCE, "LaTeX of arXiv:" + id, URI.create("https://arxiv.org/src/" + id))));
    assertThat(server.asked)
        .containsExactly("arxiv.org/pdf/" + id, "arxiv.org/e-print/" + id, "arxiv.org/src/" + id);
    // Its pause between two requests, less what the requests took.
    assertThat(pace.pauses).hasSize(2);
    assertThat(pace.pauses)
        .allSatisfy(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3)));
  }

  @Test
  void paperWithoutLatexIsItsPdf() {
    site.put("arxiv.org/pdf/2504.17192", file(PDF));
    site.put("arxiv.org/e-print/2504.17192", file(PDF));
    assertThat(fetch("https://arxiv.org/abs/2504.17192"))
        .usingRecursiveComparison()
        .isEqualTo(
            new Fetched.Done(
                PDF, "2504.17192", URI.create("https://arxiv.org/pdf/2504.17192"), null));
  }

  @Test
  void withdrawnPaperIsNamed() {
    site.put("arxiv.org/pdf/2504.17192", html(404, "No PDF for 2504.17192"));
    site.put(
        "arxiv.org/abs/2504.17192",
        html(
            "<title>[2504.17192] A paper</title><body>Comments: This paper has been withdrawn by"
                + " Ada Example. Crucial error in Lemma 2"));
    assertRefused(
        "https://arxiv.org/abs/2504.17192",
        "The paper has been withdrawn, says arxiv.org. If an earlier version is what you mean, link"
            + " that version, or attach the PDF instead.");
  }

  @Test
  void paperThatArxivDoesNotHaveIsNothing() {
    assertRefused(
        "https://arxiv.org/abs/2504.17192",
        "There is nothing at that link (404). Check it, or attach the PDF.");
  }

  @Test
  void listOfPapersAsksWhichOneIsMeant() {
    site.put(
        "arxiv.org/list/cs.LG/recent",
        html(
            "<html><a href=\"/abs/2504.17192\">x</a> <a href=/pdf/2504.17192>pdf</a><a"
                + " href=\"/abs/cs/0112017\">y</a>"));
    assertRefused(
        "https://arxiv.org/list/cs.LG/recent",
        "The link is a list of 2 papers, not one: arXiv:2504.17192, arXiv:cs/0112017. Link the one"
            + " you mean.");
  }

  @Test
  void listOfOnePaperIsThatPaper() {
    site.put("arxiv.org/a/ada_1", html("<html><a href=\"/abs/2504.17192v2\">x</a>"));
    site.put("arxiv.org/pdf/2504.17192", file(PDF));
    assertThat(fetch("https://arxiv.org/a/ada_1")).isInstanceOf(Fetched.Done.class);
  }

  @Test
  void doiLeadsToThePublishersPageAndItsPdf() {
    site.put("doi.org/10.1145/1.2", to("https://publisher.example.com/go?doi=1"));
    site.put("publisher.example.com/go?doi=1", to("/article/1"));
    site.put("publisher.example.com/article/1", html(meta("/article/1/file")));
    site.put("publisher.example.com/article/1/file", file(PDF));
    assertPdf(
        "https://doi.org/10.1145/1.2",
        "doi.org/10.1145/1.2",
        "publisher.example.com/go?doi=1",
        "publisher.example.com/article/1",
        "publisher.example.com/article/1/file");
  }

  @Test
  void openReviewAclAndBioRxivGiveTheirPdfAtOnce() {
    site.put("openreview.net/pdf?id=rJl-b3RcF7", file(PDF));
    site.put("aclanthology.org/2020.acl-main.447.pdf", file(PDF));
    site.put("www.biorxiv.org/content/10.1101/2020.05.22.111161v2.full.pdf", file(PDF));
    assertPdf(
        "https://openreview.net/forum?id=rJl-b3RcF7&noteId=2", "openreview.net/pdf?id=rJl-b3RcF7");
    server.asked.clear();
    assertPdf(
        "https://www.aclweb.org/anthology/2020.acl-main.447",
        "aclanthology.org/2020.acl-main.447.pdf");
    server.asked.clear();
    assertPdf(
        "https://www.biorxiv.org/content/10.1101/2020.05.22.111161v2.abstract",
        "www.biorxiv.org/content/10.1101/2020.05.22.111161v2.full.pdf");
  }

  @Test
  void pageIsAskedWhereThePdfIsNotInItsUsualPlace() {
    site.put("aclanthology.org/W00-1234/", html(meta("/other/W00-1234.pdf")));
    site.put("aclanthology.org/other/W00-1234.pdf", file(PDF));
    assertPdf(
        "https://aclanthology.org/W00-1234",
        "aclanthology.org/W00-1234.pdf",
        "aclanthology.org/W00-1234/",
        "aclanthology.org/other/W00-1234.pdf");
  }

  @Test
  void pmlrLeadsByItsPage() {
    site.put(
        "proceedings.mlr.press/v97/tan19a.html",
        html(meta("http://proceedings.mlr.press/v97/tan19a/tan19a.pdf")));
    site.put("proceedings.mlr.press/v97/tan19a/tan19a.pdf", file(PDF));
    assertPdf(
        "http://proceedings.mlr.press/v97/tan19a.html",
        "proceedings.mlr.press/v97/tan19a.html",
        "proceedings.mlr.press/v97/tan19a/tan19a.pdf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"externalIds\":{\"ArXiv\":\"2504.17192\"}}|arxiv.org/pdf/2504.17192",
        "{\"externalIds\":{\"DOI\":\"10.1/x\"},\"openAccessPdf\":{\"url\":\"https://publisher.example.com/x.pdf\"}}|publisher.example.com/x.pdf",
        "{\"externalIds\":{\"DOI\":\"10.1145/9.8\"},\"openAccessPdf\":null}|doi.org/10.1145/9.8"
      })
  void semanticScholarSaysWhereThePaperIs(String known, String where) {
    site.put(
        "api.semanticscholar.org/graph/v1/paper/" + HASH + "?fields=externalIds,openAccessPdf",
        file(known.getBytes(StandardCharsets.UTF_8)));
    site.put(where, file(PDF));
    assertThat(fetch("https://www.semanticscholar.org/paper/A-Title/" + HASH))
        .isInstanceOfSatisfying(
            Fetched.Done.class, done -> assertThat(done.bytes()).isEqualTo(PDF));
    assertThat(server.asked).contains(where);
  }

  @Test
  void semanticScholarKnowsPapersByNumberToo() {
    site.put(
        "api.semanticscholar.org/graph/v1/paper/CorpusId:12345?fields=externalIds,openAccessPdf",
        file("{\"externalIds\":{\"ArXiv\":\"2504.17192\"}}".getBytes(StandardCharsets.UTF_8)));
    site.put("arxiv.org/pdf/2504.17192", file(PDF));
    assertThat(fetch("https://api.semanticscholar.org/CorpusID:12345"))
        .isInstanceOfSatisfying(
            Fetched.Done.class, done -> assertThat(done.bytes()).isEqualTo(PDF));
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/ada/code/blob/main/paper.pdf, raw.githubusercontent.com/ada/code/main/paper.pdf",
    "https://gitlab.com/ada/lab/code/-/blob/main/paper.pdf, gitlab.com/ada/lab/code/-/raw/main/paper.pdf",
    "https://huggingface.co/ada/code/blob/main/paper.pdf, huggingface.co/ada/code/resolve/main/paper.pdf",
    "https://drive.google.com/file/d/1a2B3c4D5e6F/view?usp=sharing, drive.google.com/uc?export=download&id=1a2B3c4D5e6F",
    "https://www.dropbox.com/scl/fi/ab1/paper.pdf?rlkey=x&dl=0, www.dropbox.com/scl/fi/ab1/paper.pdf?rlkey=x&dl=1",
    "https://osf.io/preprints/psyarxiv/ab3cd, osf.io/ab3cd/download",
    "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701, dl.acm.org/doi/pdf/10.1145/3292500.3330701"
  })
  void fileIsTheFileNotThePageAroundIt(String link, String asked) {
    site.put(asked, file(PDF));
    assertPdf(link, asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://dl.acm.org/doi/10.1145/1.2|<a href=/doi/pdf/10.1145/1.2 title=PDF><i></i></a>|dl.acm.org/doi/pdf/10.1145/1.2",
        "https://www.nature.com/articles/s41586-020-2649-2|<meta name=citation_pdf_url content=https://www.nature.com/articles/s41586-020-2649-2.pdf>|www.nature.com/articles/s41586-020-2649-2.pdf",
        "https://link.springer.com/article/10.1007/s10994-1|<meta name=citation_pdf_url content=https://link.springer.com/content/pdf/10.1007/s10994-1.pdf>|link.springer.com/content/pdf/10.1007/s10994-1.pdf",
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001|<meta name=citation_pdf_url content=https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0000001&type=printable>|journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0000001&type=printable"
      })
  void publishersPagesLeadToTheirPdf(String link, String head, String asked) {
    site.put(
        link.replaceFirst("https://", ""),
        html(
            "<html><head><title>A paper</title><meta name=citation_title content=x>"
                + head
                + "</head><body><a href=/login>Sign in</a> Buy this article. Abstract. We do."));
    site.put(asked, file(PDF));
    assertPdf(link, link.replaceFirst("https://", ""), asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<meta name=citation_pdf_url content=/the.pdf>",
        "<link rel=alternate type=application/pdf href=/the.pdf>",
        "<meta name=eprints.document_url content=/the.pdf>",
        "<iframe src=/the.pdf></iframe>",
        "<a href=/the.pdf>Read it</a>",
        "<a href=\"http://papers.example.org/the.pdf#page=2\"><b>Download PDF</b> (2 MB)</a>",
        "<base href=http://papers.example.org/x/><a href=../the.pdf>PDF</a>",
        "<meta http-equiv=refresh content=\"0; url=/the.pdf\">"
      })
  void pageLeadsToItsPdf(String page) {
    site.put("papers.example.org/paper", html("<html><title>T</title>" + page + "<p>Words"));
    site.put("papers.example.org/the.pdf", file(PDF));
    assertPdf(
        "http://papers.example.org/paper",
        "papers.example.org/paper",
        "papers.example.org/the.pdf");
  }

  @Test
  void pageWithManyPdfsAsksWhichOneIsMeant() {
    site.put(
        "papers.example.org/ada",
        html("<html><a href=1.pdf>a</a><a href=2.pdf>b</a><a href=3.pdf>c</a><a href=4.pdf>d</a>"));
    assertRefused(
        "http://papers.example.org/ada",
        "The link leads to a page with 4 PDF files or more. Link the one you mean, or attach it.");
  }

  @Test
  void pageWithoutAFileIsHandedOnForItMayBeThePaper() {
    byte[] page = "<html><body>Abstract. A paper in HTML".getBytes(StandardCharsets.UTF_8);
    site.put("papers.example.org/paper.html", file(page));
    assertThat(fetch("http://papers.example.org/paper.html"))
        .usingRecursiveComparison()
        .isEqualTo(
            new Fetched.Done(
                page, "paper.html", URI.create("http://papers.example.org/paper.html")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|<title>Just a moment...</title><body>Checking your browser|asks whether you are human, so the paper cannot be had from there. Attach the PDF instead.",
        "403|<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x></script>|asks whether you are human, so the paper cannot be had from there. Attach the PDF instead.",
        "503|<body>Please verify you are a human|asks whether you are human, so the paper cannot be had from there. Attach the PDF instead.",
        "200|<body><div class=g-recaptcha></div>One step|asks whether you are human, so the paper cannot be had from there. Attach the PDF instead.",
        "200|<title>Portal</title><form><input type=password></form>|wants a sign-in. Attach the PDF instead.",
        "200|<title>Sign in to Portal</title>Choose your university|wants a sign-in. Attach the PDF instead.",
        "403|<body>No|wants a sign-in or lets no programs in (403). Attach the PDF instead.",
        "200|<title>T</title>Abstract. We do. Access through your institution or buy this article|gives this paper to subscribers and buyers only. Attach the PDF instead."
      })
  void whatStandsInTheWayIsNamed(int status, String page, String words) {
    site.put("papers.example.org/paper", html(status, "<html>" + page));
    assertRefused("http://papers.example.org/paper", "papers.example.org " + words);
  }

  @Test
  void paywallIsNamedWhereThePdfOfThePageIsNoPdf() {
    site.put(
        "papers.example.org/paper",
        html(meta("/paper.pdf") + "<p>Get access through your institution"));
    site.put("papers.example.org/paper.pdf", html("<html><body>Buy this article for 40"));
    assertRefused(
        "http://papers.example.org/paper",
        "papers.example.org gives this paper to subscribers and buyers only. Attach the PDF"
            + " instead.");
  }

  @Test
  void wordsOfAPublisherDoNotKeepFromThePdfThatIsThere() {
    site.put(
        "papers.example.org/paper",
        html(meta("/paper.pdf") + "<p>Institutional access, captcha, login"));
    site.put("papers.example.org/paper.pdf", file(PDF));
    assertPdf(
        "http://papers.example.org/paper",
        "papers.example.org/paper",
        "papers.example.org/paper.pdf");
  }

  @Test
  void withdrawnPageIsNamedThoughItHasAPdf() {
    site.put(
        "papers.example.org/paper",
        html(meta("/paper.pdf") + "<p>This article has been withdrawn at the authors' request"));
    assertThat(((Fetched.Refused) fetch("http://papers.example.org/paper")).words())
        .startsWith("The paper has been withdrawn, says papers.example.org.");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void pageLeadsNowhereThatAPersonMayNotLink() {
    site.put("papers.example.org/paper", html(meta("http://127.0.0.1/secret.pdf")));
    downloads =
        new SafeDownloads(
            PaperSettings.DEFAULT,
            new Network(
                host ->
                    List.of(
                        InetAddress.getByName(host.equals("127.0.0.1") ? host : "151.101.1.140")),
                server::route,
                server::trusting),
            pace,
            List.of());
    assertRefused(
        "http://papers.example.org/paper",
        "The link leads to an address that is not on the public internet. Attach the PDF instead.");
    assertThat(server.asked).containsExactly("papers.example.org/paper");
  }

  @Test
  void hostThatAsksForPatienceGetsIt() {
    AtomicInteger times = new AtomicInteger();
    site.put(
        "papers.example.org/x.pdf",
        exchange -> {
          if (times.getAndIncrement() < 2) {
            exchange.getResponseHeaders().set("Retry-After", "7");
            send(exchange, 429, "text/plain", new byte[0]);
          } else {
            send(exchange, 200, "application/pdf", PDF);
          }
        });
    assertThat(fetch("http://papers.example.org/x.pdf")).isInstanceOf(Fetched.Done.class);
    assertThat(pace.pauses)
        .hasSize(2)
        .allSatisfy(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7)));
  }

  @Test
  void patienceEnds() {
    site.put(
        "papers.example.org/x.pdf",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "600");
          send(exchange, 503, "text/plain", new byte[0]);
        });
    assertThat(fetch("http://papers.example.org/x.pdf"))
        .isEqualTo(
            new Fetched.Refused(
                "papers.example.org is busy or down (503) and asks for 10 min. Try again later, or"
                    + " attach the PDF.",
                true));
    assertThat(server.asked).hasSize(1);
    site.put(
        "papers.example.org/x.pdf",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          send(exchange, 503, "text/plain", new byte[0]);
        });
    assertThat(fetch("http://papers.example.org/x.pdf")).isInstanceOf(Fetched.Refused.class);
    assertThat(server.asked).hasSize(4);
  }

  @Test
  void unchangedFileIsNotSentAgain() {
    AtomicInteger sent = new AtomicInteger();
    site.put(
        "papers.example.org/x.pdf",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"a\"");
          if ("\"a\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            sent.incrementAndGet();
            send(exchange, 200, "application/pdf", PDF);
          }
        });
    Fetched first = fetch("http://papers.example.org/x.pdf");
    assertThat(fetch("http://papers.example.org/x.pdf"))
        .usingRecursiveComparison()
        .isEqualTo(first);
    assertThat(sent).hasValue(1);
    assertThat(server.asked).hasSize(2);
  }

  @Test
  void unchangedFileIsNotSentAgainAfterARestart() {
    List<String> tags = new CopyOnWriteArrayList<>();
    AtomicReference<String> tag = new AtomicReference<>("\"a\"");
    site.put(
        "papers.example.org/x.pdf",
        exchange -> {
          String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
          tags.add(String.valueOf(asked));
          exchange.getResponseHeaders().set("ETag", tag.get());
          if (tag.get().equals(asked)) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            send(exchange, 200, "application/pdf", PDF);
          }
        });
    InMemoryShelf shelf = new InMemoryShelf();
    URI link = URI.create("http://papers.example.org/x.pdf");
    Fetched first = downloads(shelf).fetch(link);
    assertThat(downloads(shelf).fetch(link)).usingRecursiveComparison().isEqualTo(first);
    tag.set("\"b\"");
    assertThat(downloads(shelf).fetch(link)).usingRecursiveComparison().isEqualTo(first);
    assertThat(downloads(shelf).fetch(link)).usingRecursiveComparison().isEqualTo(first);
    assertThat(tags).containsExactly("null", "\"a\"", "\"a\"", "\"b\"");
    assertThat(shelf.size()).isEqualTo(1);
  }

  @Test
  void fileThatChangedIsSentAgain() {
    AtomicInteger version = new AtomicInteger();
    site.put(
        "papers.example.org/x.pdf",
        exchange -> {
          exchange
              .getResponseHeaders()
              .set(
                  "Last-Modified", "Mon, 01 Jan 2024 00:00:0" + version.incrementAndGet() + " GMT");
          send(
              exchange,
              200,
              "application/pdf",
              ("%PDF" + version.get()).getBytes(StandardCharsets.US_ASCII));
        });
    fetch("http://papers.example.org/x.pdf");
    assertThat(((Fetched.Done) fetch("http://papers.example.org/x.pdf")).bytes())
        .isEqualTo("%PDF2".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void hostIsAskedOneThingAtATime() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    for (String name : List.of("a", "b")) {
      site.put(
          "papers.example.org/" + name + ".pdf",
          exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
            send(exchange, 200, "application/pdf", PDF);
          });
    }
    for (String name : List.of("a", "b")) {
      Thread.ofPlatform()
          .start(
              () -> {
                fetch("http://papers.example.org/" + name + ".pdf");
                both.countDown();
              });
    }
    both.await();
    assertThat(most).hasValue(1);
    assertThat(pace.pauses).hasSize(1);
  }

  @Test
  void hugePageIsCut() {
    site.put(
        "papers.example.org/paper",
        html("<html><body>" + "<p>word".repeat(1_000_000) + meta("/x.pdf")));
    assertRefused(
        "http://papers.example.org/paper",
        "The file behind the link is larger than 5 MB. Attach the paper without its supplement.");
  }

  @Test
  void pageAsDeepAsItsSizeAllowsDoesNoHarm() {
    site.put(
        "papers.example.org/paper",
        html("<html><body>" + "<div>".repeat(500_000) + "<a href=/x.pdf>PDF</a>"));
    assertThat(fetch("http://papers.example.org/paper")).isNotNull();
  }
}
