package dev.offprint.chat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.chat.ChatContract;
import dev.offprint.engine.Action;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.EffectKey;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalChatTest extends ChatContract {
  private static final ThreadRef THREAD = new ThreadRef("terminal", "local", "1");
  private static final Chat.PostKey KEY =
      new Chat.PostKey(new EffectKey(new SessionId("abcdefgh"), 1));

  @TempDir Path directory;
  private final Paper paper = new Paper();
  private TerminalChat chat;

  /** A terminal that keeps what is printed, and can be gone for one print. */
  private static final class Paper implements Appendable {
    final StringBuilder text = new StringBuilder();
    boolean gone;

    @Override
    public Appendable append(CharSequence more) throws IOException {
      if (gone) {
        gone = false;
        throw new IOException("gone");
      }
      text.append(more);
      return this;
    }

    @Override
    public Appendable append(CharSequence more, int from, int to) throws IOException {
      return append(more.subSequence(from, to));
    }

    @Override
    public Appendable append(char one) throws IOException {
      return append(String.valueOf(one));
    }
  }

  @BeforeEach
  void connect() {
    chat = chat(false, 80);
  }

  private TerminalChat chat(boolean terminal, int width) {
    return new TerminalChat(
        new Screen(paper, terminal, width),
        new PostMemory(directory.resolve("posts")),
        THREAD::equals);
  }

  @Override
  protected Chat chat() {
    return chat;
  }

  @Override
  protected ThreadRef thread() {
    return THREAD;
  }

  @Override
  protected void restart() {
    connect();
  }

  @Override
  protected void nextPostFails() {
    paper.gone = true;
  }

  @Override
  protected String shown() {
    return paper.text.toString();
  }

  @Test
  void aPlanCardIsDrawnToTheWidth() {
    PlanVersion one = new PlanVersion(1);
    chat.post(
        THREAD,
        KEY,
        new Message.PlanCard(
            "Plan v1 · On Rates, 10 p.",
            List.of(ADA),
            List.of(
                new Line("Builds", "§3 method + Table 2, PyTorch, 6 files"),
                new Line("Not", "Fig. 5 (data not public)"),
                new Line(
                    "Checked",
                    "files, parse, imports, names, config keys, contracts, entry point. Table 2 is"
                        + " yours to run")),
            List.of(
                new Button("Approve v1", new Action.Approve(one), true),
                new Button("Change", new Action.Change(one), false),
                new Button("Cancel", new Action.Cancel(), false)),
            List.of()));
    assertThat(shown())
        .isEqualTo(
            """
            Plan v1 · On Rates, 10 p.                                       waiting for @ada
            Builds    §3 method + Table 2, PyTorch, 6 files
            Not       Fig. 5 (data not public)
            Checked   files, parse, imports, names, config keys, contracts, entry point.
                      Table 2 is yours to run
            [Approve v1] [Change] [Cancel]
            """);
  }

  @Test
  void withoutATerminalProgressIsPlainLines() {
    chat.post(THREAD, KEY, header("4/6 specifying each file · 1 of 6"));
    chat.edit(THREAD, new Chat.PostId("abcdefgh#1"), header("4/6 specifying each file · 2 of 6"));
    chat.edit(THREAD, new Chat.PostId("abcdefgh#1"), header("4/6 specifying each file · 2 of 6"));
    assertThat(shown())
        .isEqualTo(
            """
            On Rates, 2 p.
            Reader    nobody
            Stage     4/6 specifying each file · 1 of 6 (40 s since the request)
            Stage     4/6 specifying each file · 2 of 6 (40 s since the request)
            """);
  }

  @Test
  void inATerminalProgressStaysOnOneLine() {
    chat = chat(true, 60);
    chat.post(THREAD, KEY, header("4/6 specifying each file · 1 of 6"));
    assertThat(shown())
        .isEqualTo(
            "On Rates, 2 p.\nReader    nobody\n"
                + "\r\u001b[2K4/6 specifying each file · 1 of 6 — 40 s since the request");
  }

  @Test
  void anotherSessionsPostsWait() {
    assertThat(
            chat.post(
                new ThreadRef("terminal", "local", "2"), KEY, header("1/6 reading the paper")))
        .isInstanceOf(Chat.Posted.Later.class);
    assertThat(shown()).isEmpty();
  }

  @Test
  void wideTextIsBrokenNotLost() {
    assertThat(new Drawing(40).wrap("x".repeat(90), 2))
        .containsExactly("x".repeat(40), "  " + "x".repeat(38), "  " + "x".repeat(12));
  }

  private static Message header(String stage) {
    return new Message.Header(
        "On Rates, 2 p.",
        List.of(
            new Line("Reader", "nobody"),
            new Line("Stage", stage),
            new Line("Time", "40 s since the request")),
        List.of());
  }
}
