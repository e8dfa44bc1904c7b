package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Link.Whose;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeLinksTest {
  private static List<Paper.Link> found(String heading, String... sentences) {
    List<Paper.Sentence> all = new ArrayList<>();
    for (String text : sentences) {
      all.add(new Paper.Sentence(all.size() + 1, 2, text));
    }
    return CodeLinks.of(
        List.of(), all, List.of(new Paper.Section("1", heading, 1, 2, 1, sentences.length)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Our code is available at https://github.com/ada/foo.|code|https://github.com/ada/foo|AUTHORS",
        "We release all models at github.com/ada/foo|code|https://github.com/ada/foo|AUTHORS",
        "The code can be found at https://gitlab.com/ada/foo (MIT licence).|code|https://gitlab.com/ada/foo|AUTHORS",
        "Code: https://bitbucket.org/ada/foo|code|https://bitbucket.org/ada/foo|AUTHORS",
        "Data were deposited in Zenodo (10.5281/zenodo.4012772).|data|https://doi.org/10.5281/zenodo.4012772|AUTHORS",
        "All data are available from https://osf.io/ab3cd/.|data|https://osf.io/ab3cd/|AUTHORS",
        "Data are available at doi:10.5061/dryad.abc12.|data|https://doi.org/10.5061/dryad.abc12|AUTHORS",
        "Materials are hosted at https://figshare.com/articles/1|data|https://figshare.com/articles/1|AUTHORS",
        "We use the official implementation at https://github.com/ben/bar.|code|https://github.com/ben/bar|CITED",
        "Images were downloaded from https://huggingface.co/datasets/ben/pets.|data|https://huggingface.co/datasets/ben/pets|CITED",
        "Models were implemented in PyTorch (https://github.com/pytorch/pytorch).|code|https://github.com/pytorch/pytorch|CITED",
        "The baseline of Ben et al. [3] lives at https://github.com/ben/bar.|code|https://github.com/ben/bar|CITED"
      })
  void wordsAroundALinkSayWhoseItIs(String text, String kind, String address, Whose whose) {
    assertThat(found("Method", text)).containsExactly(new Paper.Link(kind, address, 2, whose));
  }

  @Test
  void inASectionOnAvailabilityLinksAreTheAuthors() {
    assertThat(found("Data availability", "See https://zenodo.org/record/1."))
        .containsExactly(new Paper.Link("data", "https://zenodo.org/record/1", 2, Whose.AUTHORS));
  }

  @Test
  void amongReferencesAllIsCited() {
    assertThat(found("References", "Ada. Our code. https://github.com/ada/foo."))
        .extracting(Paper.Link::whose)
        .containsExactly(Whose.CITED);
  }

  @Test
  void authorsComeFirstAndEachLinkOnce() {
    assertThat(
            found(
                "Method",
                "We used https://github.com/ben/bar.",
                "Our code is at https://github.com/ada/foo.",
                "See https://github.com/ada/foo/blob/main/x.py and http://www.github.com/ada/foo/."))
        .containsExactly(
            new Paper.Link("code", "https://github.com/ada/foo", 2, Whose.AUTHORS),
            new Paper.Link("code", "https://github.com/ben/bar", 2, Whose.CITED));
  }

  @Test
  void whatIsSaidOfARepositoryIsNoCode() {
    assertThat(
            found(
                "Front matter",
                "Open peer review is available at https://github.com/ada/foo/issues/15."))
        .isEmpty();
    assertThat(found("Method", "See https://gitlab.com/ada/foo/-/merge_requests/3.")).isEmpty();
    assertThat(found("Method", "Our code is at https://github.com/ada/issues.")).hasSize(1);
  }

  @Test
  void otherLinksAreNoCode() {
    assertThat(found("Method", "See https://example.org/code and https://evilgithub.example/."))
        .isEmpty();
  }
}
