package dev.offprint.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Message;
import dev.offprint.engine.ModelChoice;
import dev.offprint.engine.ModelChoice.Chosen;
import dev.offprint.engine.Terminal;
import dev.offprint.engine.Traits;
import dev.offprint.session.Actor;
import dev.offprint.session.ThreadRef;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked, and of whom, before a model works. */
class ModelReadyTest {
  private static final Traits TRAITS =
      new Traits("acme:one", "Acme", 1_000, 500, 1, true, false, true);
  private static final Chosen CONSENT =
      new Chosen.NeedsConsent(TRAITS, "Acme", "ACME_KEY", "Shall Acme read the paper?");
  private static final Chosen DOWNLOAD =
      new Chosen.NeedsDownload(
          TRAITS,
          1_000_000,
          URI.create("https://models.test/one"),
          "Apache-2.0",
          Path.of("one"),
          "Fetch 1 MB?");
  private static final Chosen READY = new Chosen.Ready(TRAITS, "Acme's one works.");
  private static final Chosen NONE = new Chosen.None("No model can be had.");

  private final Choosing models = new Choosing();
  private final Asked terminal = new Asked();

  /** What is chosen follows from what was agreed. */
  private static final class Choosing implements ModelChoice {
    Chosen now = READY;
    Chosen afterConsent = READY;
    Chosen afterDecline = NONE;
    List<Long> fetched = List.of(0L, 500_000L, 1_000_000L);
    @Nullable FetchFailed failure;

    @Override
    public Chosen chosen() {
      return now;
    }

    @Override
    public void consent() {
      now = afterConsent;
    }

    @Override
    public void decline() {
      now = afterDecline;
    }

    @Override
    public void fetch(Listener listener) throws FetchFailed {
      fetched.forEach(done -> listener.fetched(done, 1_000_000));
      if (failure != null) {
        throw failure;
      }
      now = READY;
    }
  }

  /** A person who says what they were told to say. */
  private static final class Asked implements Terminal {
    final List<String> lines = new ArrayList<>();
    final Deque<Boolean> answers = new ArrayDeque<>();
    boolean interactive;

    @Override
    public boolean interactive() {
      return interactive;
    }

    @Override
    public void say(String line) {
      lines.add(line);
    }

    @Override
    public void show(Message message) {
      throw new AssertionError("nothing is shown: " + message);
    }

    @Override
    public void progress(String line) {
      lines.add("~" + line);
    }

    @Override
    public boolean yes(String question) {
      lines.add("? " + question);
      return answers.removeFirst();
    }

    @Override
    public void listen(ThreadRef thread, Actor person) {
      throw new AssertionError("nobody is listened to");
    }

    @Override
    public void prompt(String hint) {
      throw new AssertionError("no prompt: " + hint);
    }
  }

  private @Nullable ExitCode check(boolean download) {
    return new ModelReady(models, terminal, download).check("offprint paper x.pdf").orElse(null);
  }

  @Test
  void whatIsReadyIsSaidAloud() {
    assertThat(check(false)).isNull();
    assertThat(terminal.lines).containsExactly("Acme's one works.");
  }

  @Test
  void whereThereIsNoneItIsSaidWhatToDo() {
    models.now = NONE;
    assertThat(check(true)).isEqualTo(ExitCode.PAUSED);
    assertThat(terminal.lines).containsExactly("No model can be had.");
  }

  @Test
  void aYesIsConsent() {
    models.now = CONSENT;
    terminal.interactive = true;
    terminal.answers.add(true);
    assertThat(check(false)).isNull();
    assertThat(terminal.lines).containsExactly("? Shall Acme read the paper?", "Acme's one works.");
  }

  @Test
  void aNoLeadsToTheNextModel() {
    models.now = CONSENT;
    models.afterDecline = DOWNLOAD;
    terminal.interactive = true;
    terminal.answers.addAll(List.of(false, false));
    assertThat(check(false)).isEqualTo(ExitCode.PAUSED);
    assertThat(terminal.lines)
        .containsExactly(
            "? Shall Acme read the paper?",
            "? Fetch 1 MB?",
            "Without a model nothing can be done. Name another with --model.");
  }

  @Test
  void withoutAPersonNobodyConsentsNotEvenByYesToTheDownload() {
    models.now = CONSENT;
    models.afterConsent = NONE;
    assertThat(check(true)).isEqualTo(ExitCode.WAITING);
    assertThat(terminal.lines)
        .containsExactly(
            "Shall Acme read the paper?", "To agree: offprint paper x.pdf --model acme:one");
  }

  @Test
  void withoutAPersonNothingIsFetched() {
    models.now = DOWNLOAD;
    assertThat(check(false)).isEqualTo(ExitCode.WAITING);
    assertThat(terminal.lines)
        .containsExactly("Fetch 1 MB?", "To agree: offprint paper x.pdf --yes-download");
  }

  @Test
  void aPersonSeesABar() {
    models.now = DOWNLOAD;
    terminal.interactive = true;
    terminal.answers.add(true);
    assertThat(check(false)).isNull();
    assertThat(terminal.lines)
        .containsExactly(
            "? Fetch 1 MB?",
            "~[" + "░".repeat(30) + "] 0 %, 0.0 of 1.0 MB",
            "~[" + "█".repeat(15) + "░".repeat(15) + "] 50 %, 0.5 of 1.0 MB",
            "~[" + "█".repeat(30) + "] 100 %, 1.0 of 1.0 MB",
            "Acme's one works.");
  }

  @Test
  void withoutATerminalEveryTenthIsALine() {
    models.now = DOWNLOAD;
    models.fetched = List.of(0L, 50_000L, 90_000L, 100_000L, 100_001L, 190_000L, 1_000_000L);
    assertThat(check(true)).isNull();
    assertThat(terminal.lines)
        .containsExactly(
            "Fetching the model: 0 %, 0.0 of 1.0 MB",
            "Fetching the model: 10 %, 0.1 of 1.0 MB",
            "Fetching the model: 100 %, 1.0 of 1.0 MB",
            "Acme's one works.");
  }

  @Test
  void aFailedFetchSaysWhyAndHowToGoOn() {
    models.now = DOWNLOAD;
    models.fetched = List.of();
    models.failure = new ModelChoice.FetchFailed("The disk is full.");
    assertThat(check(true)).isEqualTo(ExitCode.PAUSED);
    assertThat(terminal.lines)
        .containsExactly(
            "The disk is full.",
            "What is here stays. Go on with: offprint paper x.pdf --yes-download");
  }
}
