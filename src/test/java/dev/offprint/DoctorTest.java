package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.chat.slack.FakeSlack;
import dev.offprint.engine.Json;
import dev.offprint.engine.Recording;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.model.OpenAiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code offprint doctor} against a Slack on loopback. */
class DoctorTest {
  @TempDir Path home;
  private FakeSlack slack;
  private OpenAiServer models;

  @BeforeEach
  void open() throws IOException {
    models = OpenAiServer.saying("ok");
    models.offer(List.of("some", "other"));
    slack = FakeSlack.start();
    Files.writeString(
        home.resolve(Config.FILE),
        "model: openai:some\nslack:\n  api: " + slack.methodsUrl() + "\n");
  }

  @AfterEach
  void close() {
    models.close();
    slack.close();
  }

  private String doctor(int code, Map<String, String> environment) {
    Typed typed = new Typed(home, moved(environment));
    assertThat(typed.run("doctor")).as("it said:\n%s", typed.said()).isEqualTo(code);
    return typed.said();
  }

  /** No model server but the one on loopback is ever asked. */
  private Map<String, String> moved(Map<String, String> environment) {
    Map<String, String> moved = new HashMap<>(environment);
    moved.put("OPENAI_BASE_URL", models.address().toString());
    return moved;
  }

  private String asked(int code, String... arguments) {
    Typed typed = new Typed(home, moved(tokens()));
    assertThat(typed.run(arguments)).as("it said:\n%s", typed.said()).isEqualTo(code);
    return typed.said();
  }

  @Test
  void modelIsReachedAndAskedForAWordOnlyWhereThatIsWanted() {
    assertThat(asked(0, "doctor"))
        .containsPattern("ok +model server +openai:some: the model server at 127.0.0.1 is reached")
        .doesNotContain("model call");
    assertThat(models.requests()).isEmpty();

    assertThat(asked(0, "doctor", "--call"))
        .containsPattern("ok +model call +openai:some: answered in \\d+ s, \\d+ tokens");
    assertThat(models.requests()).hasSize(1);
  }

  @Test
  void modelThatItsServerDoesNotHaveIsMissing() {
    models.offer(List.of("other"));
    assertThat(asked(2, "doctor"))
        .containsPattern("missing +model server +openai:some: .* does not list it; it has other");
  }

  @Test
  void serverThatDoesNotAnswerIsMissing() {
    models.close();
    assertThat(asked(2, "doctor")).containsPattern("missing +model server +.*does not answer");
  }

  @Test
  void aRecordingAsksNobody() throws IOException {
    Path recording = home.resolve("answers.json");
    Files.writeString(recording, "{}");
    Files.writeString(home.resolve(Config.FILE), "model: replay:" + recording + "\n");
    assertThat(doctor(2, Map.of()))
        .containsPattern("missing +model +" + recording + " cannot be replayed .*offprint record")
        .doesNotContain("model server", "no provider");
    Files.writeString(recording, Json.write(new Recording(able(), List.of())));
    assertThat(doctor(0, Map.of()))
        .containsPattern("ok +model +Model: the answers of .*No model is asked")
        .doesNotContain("model server");
    assertThat(models.requests()).isEmpty();
  }

  private static List<Recording.Able> able() {
    Traits traits = new Traits("openai:some", "OpenAI", 32_000, 4_000, 4, true, false, false);
    return Arrays.stream(Role.values()).map(role -> new Recording.Able(role, traits)).toList();
  }

  @Test
  void theFallbackIsLookedAtToo() throws IOException {
    Files.writeString(home.resolve(Config.FILE), "model: openai:some\nfallback: openai:other\n");
    assertThat(doctor(0, Map.of("OPENAI_API_KEY", "sk-1")))
        .containsPattern("ok +fallback +openai:other .*answers where another model does not")
        .containsPattern("ok +model server +openai:other: .* is reached and has it");
    Files.writeString(
        home.resolve(Config.FILE), "model: openai:some\nfallback: anthropic:claude-sonnet-5-5\n");
    assertThat(doctor(2, Map.of("OPENAI_API_KEY", "sk-1")))
        .containsPattern(
            "missing +fallback +anthropic:claude-sonnet-5-5 cannot stand in: .*ANTHROPIC_API_KEY");
  }

  @Test
  void itFitsOnOneScreen() throws IOException {
    Files.writeString(
        home.resolve(Config.FILE), "fallback: openai:other\n", StandardOpenOption.APPEND);
    assertThat(asked(0, "doctor", "--call").lines()).hasSizeLessThanOrEqualTo(24);
  }

  private Map<String, String> tokens() {
    return Map.of(
        "SLACK_BOT_TOKEN", slack.botToken(),
        "SLACK_APP_TOKEN", slack.appToken(),
        "OPENAI_API_KEY", "sk-1");
  }

  @Test
  void everythingInOrderIsAnOkEach() {
    assertThat(doctor(0, tokens()))
        .containsPattern("ok +data directory +.*0 sessions")
        .containsPattern("ok +configuration ")
        .containsPattern("ok +model +.*openai:some")
        .containsPattern("ok +python +.*3\\.")
        .containsPattern("ok +slack token ")
        .containsPattern("ok +slack scopes ")
        .containsPattern("ok +slack socket ")
        .doesNotContain(slack.botToken())
        .doesNotContain("missing");
  }

  @Test
  void aScopeThatIsNeededIsMissingAndOneThatIsUsefulIsNoted() {
    Set<String> scopes = new TreeSet<>(FakeSlack.ALL_SCOPES);
    scopes.remove("files:read");
    scopes.remove("channels:history");
    slack.scopes(scopes);
    assertThat(doctor(2, tokens()))
        .containsPattern("missing +slack scopes +files:read: papers cannot be read")
        .containsPattern("note +slack scopes +without channels:history plain replies");
  }

  @Test
  void theGroupsThatMayApproveAreLookedUp() throws IOException {
    Files.writeString(
        home.resolve(Config.FILE),
        "people: {approvers: [leads, staff]}\n",
        StandardOpenOption.APPEND);
    slack.group("leads", slack.member("ada"), slack.member("ben"));
    assertThat(doctor(2, tokens()))
        .containsPattern("ok +slack approvers +@leads, people in it: 2")
        .containsPattern("missing +slack approvers +there is no user group @staff");
    Set<String> scopes = new TreeSet<>(FakeSlack.ALL_SCOPES);
    scopes.remove("usergroups:read");
    slack.scopes(scopes);
    assertThat(doctor(2, tokens()))
        .containsPattern("missing +slack approvers +missing_scope.*nobody can approve");
  }

  @Test
  void aTokenThatIsRevokedSaysWhatToDo() {
    slack.revoked(true);
    assertThat(doctor(2, tokens()))
        .containsPattern("missing +slack token +.*OAuth & Permissions")
        .containsPattern("ok +slack socket ");
  }

  @Test
  void oneTokenAloneIsNotEnough() {
    assertThat(doctor(2, Map.of("SLACK_BOT_TOKEN", "xoxb-1", "OPENAI_API_KEY", "sk-1")))
        .containsPattern("missing +slack +Slack needs two tokens");
  }

  @Test
  void withoutTokensSlackIsOnlyNoted() {
    assertThat(doctor(0, Map.of("OPENAI_API_KEY", "sk-1"))).containsPattern("note +slack ");
  }

  @Test
  void aConfigurationThatCannotBeReadIsNamed() throws IOException {
    Files.writeString(home.resolve(Config.FILE), "modell: x\n");
    assertThat(doctor(2, tokens())).containsPattern("missing +configuration +.*modell");
  }

  @Test
  void aModelWithoutItsKeyIsMissing() {
    assertThat(
            doctor(
                2,
                Map.of("SLACK_BOT_TOKEN", slack.botToken(), "SLACK_APP_TOKEN", slack.appToken())))
        .containsPattern("missing +model +.*OPENAI_API_KEY");
  }

  @Test
  void pythonThatIsNotThereIsMissing() throws IOException {
    Files.writeString(home.resolve(Config.FILE), "model: openai:some\npython: no-such-python\n");
    assertThat(doctor(2, tokens())).containsPattern("missing +python +no-such-python");
  }
}
