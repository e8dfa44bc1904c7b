package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.BlobId;
import dev.offprint.session.Brief;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Paper;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading, where the LaTeX that a paper was typeset from comes with it. */
class ReadingLatexTest {
  private static final URI LINK = URI.create("https://arxiv.org/abs/2401.00001");
  private static final URI SOURCE = URI.create("https://arxiv.org/e-print/2401.00001");

  @TempDir Path directory;
  private @Nullable Rig rig;

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Rig rig(String latexBehindTheLink) {
    Rig made =
        new Rig(
            directory,
            new Seams() {
              @Override
              public Downloads downloads(Downloads none) {
                return address ->
                    new Downloads.Fetched.Done(
                        bytes("paper"),
                        "2401.00001.pdf",
                        LINK,
                        new Downloads.Fetched.Done(
                            bytes(latexBehindTheLink), "2401.00001.tar.gz", SOURCE));
              }
            },
            new SettableClock(),
            new FakeModels(),
            new FakeStages(),
            new FakeChat(),
            new FakePorts());
    rig = made;
    return made;
  }

  private static Source attached(Rig rig, Source.Role role, String name, String content) {
    BlobId id = rig.ports.blobs().put(bytes(content));
    return new Source(role, new Source.Origin.Attachment(), name, id);
  }

  private static SessionId read(Rig rig, List<Source> sources) {
    SessionId session =
        rig.inbox
            .begin(
                new EventId("begin"),
                new Event.Requested(
                    Samples.ADA,
                    Samples.THREAD,
                    new Artifacts(rig.ports.blobs()).put(Brief.EMPTY),
                    sources,
                    Rig.BUDGET))
            .session();
    rig.runDue();
    return session;
  }

  private static Paper paper(Rig rig, SessionId session) {
    return new Artifacts(rig.ports.blobs())
        .paper(StageRun.needed(rig.state(session).paper(), "paper"));
  }

  private static List<State> of(Rig rig, String key) {
    return rig.ports.store().ofPaper(List.of(key)).stream().map(Store.Stored::state).toList();
  }

  @Test
  void theArchiveBesideThePaperIsReadWithIt() {
    Rig rig = rig("latex");
    SessionId session =
        read(
            rig,
            List.of(
                attached(rig, Source.Role.PAPER, "rates.pdf", "paper"),
                attached(rig, Source.Role.BESIDE, "data.csv", "1,2"),
                attached(rig, Source.Role.BESIDE, "source.tar.gz", "latex of rates")));
    assertThat(rig.state(session).sources())
        .extracting(Source::role)
        .containsExactly(Source.Role.PAPER, Source.Role.BESIDE, Source.Role.LATEX);
    assertThat(of(rig, "key:latex of rates")).as("read from both").hasSize(1);
    assertThat(of(rig, "key:paper")).isEmpty();
  }

  @Test
  void anArchiveOfSomethingElseStaysBeside() {
    Rig rig = rig("latex");
    SessionId session =
        read(
            rig,
            List.of(
                attached(rig, Source.Role.PAPER, "rates.pdf", "paper"),
                attached(rig, Source.Role.BESIDE, "code.zip", "scripts")));
    assertThat(rig.state(session).sources())
        .extracting(Source::role)
        .containsExactly(Source.Role.PAPER, Source.Role.BESIDE);
    assertThat(of(rig, "key:paper")).hasSize(1);
    assertThat(paper(rig, session).notes()).isEmpty();
  }

  @Test
  void theSourceThatCameWithALinkIsReadWithThePdfAndKept() {
    Rig rig = rig("latex of rates");
    SessionId session =
        read(rig, List.of(new Source(Source.Role.PAPER, new Source.Origin.Link(LINK), "", null)));
    assertThat(rig.state(session).sources())
        .containsExactly(
            new Source(
                Source.Role.PAPER,
                new Source.Origin.Link(LINK),
                "2401.00001.pdf",
                rig.ports.blobs().put(bytes("paper"))),
            new Source(
                Source.Role.LATEX,
                new Source.Origin.Link(SOURCE),
                "2401.00001.tar.gz",
                rig.ports.blobs().put(bytes("latex of rates"))));
    assertThat(of(rig, "key:latex of rates")).hasSize(1);
  }

  @Test
  void anotherPapersSourceIsNotUsedAndThatIsSaid() {
    Rig rig = rig("something else");
    SessionId session =
        read(rig, List.of(new Source(Source.Role.PAPER, new Source.Origin.Link(LINK), "", null)));
    assertThat(paper(rig, session).notes())
        .containsExactly("The LaTeX source is not used: This is another paper's LaTeX.");
    assertThat(of(rig, "key:paper")).hasSize(1);
  }
}
