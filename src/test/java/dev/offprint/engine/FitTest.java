package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Message.Asked;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.QuestionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {
  private static final Chat.Limits NARROW =
      new Chat.Limits(300, 3, 10, 5, true, new Chat.Pace(Duration.ZERO, Duration.ZERO));
  @TempDir Path directory;
  private Rig rig;
  private Fit fit;

  @BeforeEach
  void open() {
    rig = new Rig(directory);
    fit = new Fit(rig.ports.blobs(), rig.begin());
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void longTextIsCutWithASignAndItsWholeIsAFile() {
    String why = "because ".repeat(100).strip();
    Message.Stopped cut =
        (Message.Stopped)
            fit.fit(
                new Message.Stopped(
                    List.of(), "Paused", List.of(new Line("Why", why)), List.of(), List.of()),
                NARROW);
    assertThat(cut.lines().getFirst().text()).endsWith("…").hasSizeLessThan(300);
    assertThat(cut.lines().getLast().text()).isEqualTo("all of it is in message.txt");
    assertThat(rig.ports.blobs().text(cut.files().getFirst().content())).contains(why);
  }

  @Test
  void optionsThatDoNotFitOnButtonsAreSpelledOut() {
    Button option =
        new Button("a ● as in § 5.1 of the paper", new Action.Pick(new QuestionId("Q1"), 0), true);
    Message.Questions fitted =
        (Message.Questions)
            fit.fit(
                new Message.Questions(
                    List.of(),
                    "1 question",
                    List.of(new Asked(new QuestionId("Q1"), "1 Which?", List.of(option))),
                    List.of(),
                    List.of()),
                NARROW);
    assertThat(fitted.asked().getFirst().text())
        .isEqualTo("1 Which? — a ● as in § 5.1 of the paper");
    assertThat(fitted.asked().getFirst().options().getFirst().label()).isEqualTo("a ● as in…");
  }

  @Test
  void aFileThatIsTooLargeIsNamed() {
    Attachment file =
        new Attachment("x.zip", "application/zip", rig.ports.blobs().putText("too large"));
    Message.Note fitted =
        (Message.Note)
            fit.fit(new Message.Note(List.of(), "here", List.of(), List.of(file)), NARROW);
    assertThat(fitted.files()).isEmpty();
    assertThat(fitted.text()).startsWith("here\nx.zip has 0 kB, more than this chat takes");
  }
}
