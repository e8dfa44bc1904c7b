package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Source;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  private static List<PaperLink> found(String text) {
    return Links.in(text).sources().stream().map(LinksTest::link).toList();
  }

  private static PaperLink link(Source source) {
    return switch (source.origin()) {
      case Source.Origin.Link link -> PaperLink.of(link.address());
      case Source.Origin.Attachment none -> throw new AssertionError(source);
      case Source.Origin.PlatformFile none -> throw new AssertionError(source);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "https://arxiv.org/abs/2504.17192, 2504.17192, 0",
    "http://www.arxiv.org/abs/2504.17192v3, 2504.17192, 3",
    "https://arxiv.org/pdf/2504.17192, 2504.17192, 0",
    "https://arxiv.org/pdf/2504.17192v2.pdf, 2504.17192, 2",
    "https://arxiv.org/html/2504.17192v1, 2504.17192, 1",
    "https://arxiv.org/html/2504.17192v1#S3.T2, 2504.17192, 1",
    "https://arxiv.org/ps/2504.17192, 2504.17192, 0",
    "https://arxiv.org/e-print/2504.17192, 2504.17192, 0",
    "https://arxiv.org/src/2504.17192v2, 2504.17192, 2",
    "https://arxiv.org/format/2504.17192, 2504.17192, 0",
    "https://export.arxiv.org/abs/2504.17192, 2504.17192, 0",
    "https://arxiv.org/abs/arXiv:2504.17192, 2504.17192, 0",
    "https://arxiv.org/abs/cs/0112017, cs/0112017, 0",
    "https://arxiv.org/pdf/cs/0112017v1.pdf, cs/0112017, 1",
    "https://arxiv.org/abs/math.GT/0309136, math.GT/0309136, 0",
    "https://arxiv.org/abs/hep-th/9711200v3, hep-th/9711200, 3",
    "https://arxiv.org/abs/0704.0001, 0704.0001, 0",
    "arXiv:2504.17192, 2504.17192, 0",
    "arXiv:2504.17192v2, 2504.17192, 2",
    "arxiv: 1706.03762, 1706.03762, 0",
    "arXiv:cs/0112017, cs/0112017, 0",
    "arXiv:hep-th/9711200v3, hep-th/9711200, 3",
    "arXiv 2504.17192v2, 2504.17192, 2",
    "ArXiv id: 2504.17192, 2504.17192, 0",
    "cs/0112017, cs/0112017, 0",
    "math.GT/0309136v2, math.GT/0309136, 2",
    "https://arxiv.org/abs/2504.17192?utm_source=x&context=cs, 2504.17192, 0",
    "http://xxx.lanl.gov/abs/hep-th/9711200, hep-th/9711200, 0",
    "https://hf.co/papers/2504.17192#community, 2504.17192, 0",
    "hf.co/papers/2504.17192, 2504.17192, 0",
    "https://scirate.com/arxiv/2504.17192, 2504.17192, 0",
    "https://www.semanticscholar.org/arxiv/2504.17192, 2504.17192, 0",
    "https://www.google.com/url?sa=t&url=https%3A%2F%2Farxiv.org%2Fabs%2F2504.17192v1&usg=x, 2504.17192, 1",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fpdf%2F2504.17192&data=05, 2504.17192, 0",
    "https://urldefense.com/v3/__https://arxiv.org/abs/2504.17192__;!!x!y, 2504.17192, 0",
    "https://slack-redir.net/link?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Farxiv.org%2Fabs%2F2504.17192, 2504.17192, 0",
    "arxiv.org/abs/2504.17192, 2504.17192, 0",
    "https://huggingface.co/papers/2504.17192, 2504.17192, 0",
    "https://doi.org/10.48550/arXiv.2504.17192, 2504.17192, 0",
    "10.48550/arXiv.2504.17192, 2504.17192, 0",
    "https://ar5iv.labs.arxiv.org/html/2504.17192, 2504.17192, 0",
    "https://www.alphaxiv.org/abs/2504.17192, 2504.17192, 0"
  })
  void everyFormOfArXivIsTold(String text, String id, int version) {
    assertThat(found("read " + text + ", please"))
        .containsExactly(new PaperLink.ArXiv(id, version));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Is arXiv:2504.17192v2?",
        "(arXiv:2504.17192v2).",
        "[arXiv:2504.17192v2]; and",
        "see <https://arxiv.org/abs/2504.17192v2|arXiv:2504.17192v2>'s Table 2",
        "“https://arxiv.org/abs/2504.17192v2”",
        "请看 https://arxiv.org/abs/2504.17192v2，谢谢",
        "https://arxiv.org/abs/2504.17192v2\u200b",
        "**https://arxiv.org/abs/2504.17192v2**…"
      })
  void whatStandsAroundALinkIsNoPartOfIt(String text) {
    assertThat(found(text)).containsExactly(new PaperLink.ArXiv("2504.17192", 2));
  }

  @Test
  void oneIdOnItsOwnIsALink() {
    assertThat(Links.one("2504.17192v2").map(LinksTest::link))
        .contains(new PaperLink.ArXiv("2504.17192", 2));
    assertThat(Links.one("rates.pdf")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://dl.acm.org/doi/10.1145/3292500.3330701, doi:10.1145/3292500.3330701",
    "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true, doi:10.1145/3292500.3330701",
    "https://dl.acm.org/doi/fullHtml/10.1145/3292500.3330701, doi:10.1145/3292500.3330701",
    "https://link.springer.com/article/10.1007/s10994-021-05946-3, doi:10.1007/s10994-021-05946-3",
    "https://link.springer.com/content/pdf/10.1007/s10994-021-05946-3.pdf, doi:10.1007/s10994-021-05946-3",
    "https://www.nature.com/articles/s41586-020-2649-2, doi:10.1038/s41586-020-2649-2",
    "https://www.nature.com/articles/s41586-020-2649-2.pdf, doi:10.1038/s41586-020-2649-2",
    "https://www.nature.com/articles/nature14539, doi:10.1038/nature14539",
    "https://onlinelibrary.wiley.com/doi/full/10.1002/sim.1234, doi:10.1002/sim.1234",
    "https://www.frontiersin.org/articles/10.3389/fnins.2018.00123/full, doi:10.3389/fnins.2018.00123",
    "https://iopscience.iop.org/article/10.1088/1742-5468/ab3985/meta, doi:10.1088/1742-5468/ab3985",
    "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.1.1, doi:10.1103/physrevlett.1.1",
    "https://academic.oup.com/bioinformatics/article/34/18/3094/4994778, ",
    "https://papers.test/nature14539, "
  })
  void publishersPagesNameTheirPaper(String address, @Nullable String key) {
    assertThat(PaperLink.of(URI.create(address)).key()).isEqualTo(Optional.ofNullable(key));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.test/p?utm_source=x&utm_medium=y, https://a.test/p",
    "https://a.test/p?id=1&fbclid=x#s2, https://a.test/p?id=1#s2",
    "https://a.test/p?q=https://b.test/x, https://a.test/p?q=https://b.test/x",
    "https://www.google.com/url?q=javascript:alert(1), https://www.google.com/url?q=javascript:alert(1)",
    "https://www.google.com/url?q=https%3A%2F%2F127.0.0.1%2Fx, https://127.0.0.1/x"
  })
  void detoursAndMarksAreLeftOut(String address, String straight) {
    assertThat(found(address)).containsExactly(new PaperLink.Page(URI.create(straight)));
  }

  @Test
  void everySiteIsTold() {
    assertThat(
            found(
                """
                https://doi.org/10.1145/3292500.3330701 doi:10.1038/s41586-020-2649-2,
                https://openreview.net/forum?id=rJl-b3RcF7&noteId=x
                https://aclanthology.org/2020.acl-main.447/ https://www.aclweb.org/anthology/P18-1001.pdf
                https://proceedings.mlr.press/v97/tan19a.html"""))
        .containsExactly(
            new PaperLink.Doi("10.1145/3292500.3330701"),
            new PaperLink.Doi("10.1038/s41586-020-2649-2"),
            new PaperLink.OpenReview("rJl-b3RcF7"),
            new PaperLink.AclAnthology("2020.acl-main.447"),
            new PaperLink.AclAnthology("P18-1001"),
            new PaperLink.Pmlr("97", "tan19a"));
    assertThat(
            found(
                "https://proceedings.mlr.press/v97/tan19a/tan19a.pdf"
                    + " https://www.biorxiv.org/content/10.1101/2020.05.22.111161v2.full"
                    + " https://www.medrxiv.org/content/10.1101/2020.04.05.20054502v1"
                    + " https://www.semanticscholar.org/paper/A-Title/"
                    + HASH
                    + " https://arxiv.org/list/cs.LG/recent https://github.com/ada/code"
                    + " https://github.com/ada/code/blob/main/paper.pdf"
                    + " https://example.org/a(1).pdf"))
        .containsExactly(
            new PaperLink.Pmlr("97", "tan19a"),
            new PaperLink.BioRxiv("www.biorxiv.org", "10.1101/2020.05.22.111161v2"),
            new PaperLink.BioRxiv("www.medrxiv.org", "10.1101/2020.04.05.20054502v1"),
            new PaperLink.SemanticScholar(HASH),
            new PaperLink.ArXivList(URI.create("https://arxiv.org/list/cs.LG/recent")),
            new PaperLink.Repository(URI.create("https://github.com/ada/code")),
            new PaperLink.Page(URI.create("https://github.com/ada/code/blob/main/paper.pdf")),
            new PaperLink.Page(URI.create("https://example.org/a(1).pdf")));
    assertThat(
            found(
                "https://api.semanticscholar.org/CorpusID:12345"
                    + " https://osf.io/preprints/psyarxiv/ab3cd https://osf.io/ab3cd/"
                    + " https://hf.co/ada/code/blob/main/paper.pdf"))
        .containsExactly(
            new PaperLink.SemanticScholar("CorpusId:12345"),
            new PaperLink.Osf("ab3cd"),
            new PaperLink.Repository(URI.create("https://osf.io/ab3cd/")),
            new PaperLink.Page(URI.create("https://hf.co/ada/code/blob/main/paper.pdf")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://arxiv.org.evil.example/abs/2504.17192",
        "https://notarxiv.org/abs/2504.17192",
        "https://example.org/arxiv.org/abs/2504.17192",
        "https://arxiv.org/abs/2599.17192",
        "https://openreview.net/group?id=ICLR.cc/2024"
      })
  void aSiteIsToldByItsHostAndPathOnly(String address) {
    assertThat(found(address)).containsExactly(new PaperLink.Page(URI.create(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version 2504.17192 of it",
        "write to ada@arxiv.org/abs/2504.17192",
        "xarXiv:2504.17192",
        "http://",
        "https://[bad",
        "10.5 / 3",
        "set it to 10.25/x"
      })
  void whatIsNoLinkStaysWords(String text) {
    assertThat(Links.in(text)).isEqualTo(new Links(List.of(), text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "only Table 2 of <https://a.test/p.pdf>, in JAX|https://a.test/p.pdf|only Table 2 of , in JAX",
        "~see <https://a.test/p.pdf?a=1&amp;b=2|the paper>~|https://a.test/p.pdf?a=1&b=2|see",
        "see [the paper](https://a.test/p_(1).pdf) now|https://a.test/p_(1).pdf|see  now",
        "(https://a.test/p.pdf).|https://a.test/p.pdf|().",
        "https://a.test/p(1).pdf!|https://a.test/p(1).pdf|!",
        "*https://a.test/p.pdf*|https://a.test/p.pdf|**",
        "[https://a.test/p.pdf]|https://a.test/p.pdf|[]"
      })
  void linksAreTakenOutOfWhatIsAroundThem(String text, String address, String rest) {
    assertThat(Links.in(text.replace("/VERBAR/", "|")))
        .isEqualTo(
            new Links(
                List.of(
                    new Source(
                        Source.Role.PAPER,
                        new Source.Origin.Link(URI.create(address)),
                        PaperLink.of(URI.create(address)).name(),
                        null)),
                rest));
  }

  @Test
  void onePaperLinkedTwiceIsOneSource() {
    assertThat(
            found(
                "https://arxiv.org/abs/2504.17192 arXiv:2504.17192 https://arxiv.org/pdf/2504.17192v1 10.1145/1.2 https://doi.org/10.1145/1.2 https://a.test/x https://a.test/x"))
        .containsExactly(
            new PaperLink.ArXiv("2504.17192", 0),
            new PaperLink.Doi("10.1145/1.2"),
            new PaperLink.Page(URI.create("https://a.test/x")));
  }

  @Test
  void aLinkTooManyStaysAmongTheWordsWithoutWhatOpensIt() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append("https://a.test/").append(i).append(' ');
    }
    assertThat(Links.in(text + "https://a.test/x?sig=s3cret").rest())
        .isEqualTo("https://a.test/x?sig=…");
  }

  @Test
  void codeBesideAPaperIsNotAnotherPaper() {
    assertThat(
            Links.roles(Links.in("arXiv:2504.17192 with https://github.com/ada/code").sources())
                .stream()
                .map(Source::role))
        .containsExactly(Source.Role.PAPER, Source.Role.BESIDE);
  }

  @Test
  void longTextIsReadInTime() {
    String text = "[".repeat(30_000) + "arXiv:".repeat(10_000) + "<https://".repeat(3_000);
    assertThat(Links.in(text).sources()).hasSizeLessThanOrEqualTo(10);
  }
}
