package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.agent.SensibleModel;
import dev.offprint.chat.slack.At;
import dev.offprint.chat.slack.FakeSlack;
import dev.offprint.chat.slack.Room;
import dev.offprint.chat.slack.SharedFile;
import dev.offprint.chat.slack.SlackPerson;
import dev.offprint.chat.terminal.Screen;
import dev.offprint.command.House;
import dev.offprint.command.Options;
import dev.offprint.engine.Connection;
import dev.offprint.model.OpenAiServer;
import dev.offprint.session.Condition;
import dev.offprint.session.State;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job where a team lives: three people in one thread of a Slack on loopback, the real
 * SDK, the wiring that is shipped, a real paper, a model behind OpenAI's protocol.
 */
class SlackJobTest {
  @TempDir Path home;
  private final FakeSlack slack = FakeSlack.start();
  private final SlackPerson ada = slack.member("ada");
  private final SlackPerson ben = slack.member("ben");
  private final SlackPerson cy = slack.member("cy");
  private final Room room = slack.channel("papers", ada, ben, cy);
  private final SensibleModel model = new SensibleModel();
  private OpenAiServer server;

  @BeforeEach
  void open() throws IOException {
    // Everything is real but Slack and the model, and other work may go on beside it.
    slack.patience(Duration.ofMinutes(5));
    server = new OpenAiServer(request -> OpenAiServer.Answer.of(model.answer(request)));
    Typed.configure(home, server, slack);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    slack.close();
  }

  private House served() {
    House house =
        Offprint.open(
            home,
            slack.tokens(),
            Options.serving(null),
            new Screen(new StringBuilder(), false, 100),
            new BufferedReader(new StringReader("")));
    house.work().start();
    int before = slack.socket().everConnected();
    house.team().connections().forEach(Connection::start);
    slack.until(() -> slack.socket().everConnected() > before, "nothing connected");
    return house;
  }

  private static void stop(House house) {
    house.team().connections().forEach(Connection::close);
    house.close();
  }

  private static byte[] sample() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SlackJobTest.class.getResourceAsStream("/sample/rescience-food-chain-chaos.pdf"))) {
      return in.readAllBytes();
    }
  }

  private void awaitButton(At thread, String label) {
    slack.until(
        () -> slack.buttons(thread).contains(label),
        "no button " + label + " in\n" + slack.text(thread));
  }

  private void awaitText(At thread, String text) {
    slack.until(
        () -> slack.text(thread).contains(text), text + " is not in\n" + slack.text(thread));
  }

  private void awaitWhisper(SlackPerson to, String text) {
    slack.until(
        () -> slack.whispers(to).stream().anyMatch(one -> FakeSlack.text(one).contains(text)),
        to.name() + " was not told " + text);
  }

  @Test
  void threePeopleTurnAPaperIntoARepository() throws Exception {
    House house = served();
    At asked;
    try {
      asked = slack.as(ada).upload(room, "@offprint only the main result", "paper.pdf", sample());
      awaitText(asked, "only the main result");
      awaitButton(asked, "Approve v1");

      slack.as(cy).reply(asked, "@offprint hold let me read § 3 first");
      awaitText(asked, "let me read § 3 first");
      slack.as(ada).click(asked, "Approve v1");
      awaitWhisper(ada, "let me read § 3 first");

      slack.as(cy).reply(asked, "@offprint lift");
      awaitText(asked, "the hold is lifted");
      slack.as(ben).reply(asked, "nice one, cy");
    } finally {
      stop(house);
    }

    // The program is started anew, and goes on where it was; what was said meanwhile is caught up.
    slack.as(ben).reply(asked, "@offprint approve 1");
    house = served();
    try {
      awaitText(asked, "approved by @ben, version 1");
      awaitButton(asked, "It ran");
      State state = house.store().list().getFirst().state();
      assertThat(state.condition()).isEqualTo(new Condition.Delivered());
      assertThat(house.store().list()).hasSize(1);
    } finally {
      stop(house);
    }
    assertThat(names(archive(asked)))
        .contains("main.py", "README.md", "docs/plan.md", "docs/ledger.md", "provenance.json");
  }

  private SharedFile archive(At thread) {
    List<SharedFile> archives =
        slack.files(thread).stream().filter(file -> file.name().endsWith(".zip")).toList();
    assertThat(archives).hasSize(1);
    return archives.getFirst();
  }

  /** Without the one directory that all is in. */
  private static List<String> names(SharedFile archive) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive.content()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName().replaceFirst("^[^/]*/", ""));
      }
    }
    return names;
  }
}
