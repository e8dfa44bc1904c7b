package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.chat.slack.SlackSettings;
import dev.offprint.engine.HouseRules;
import dev.offprint.engine.Limits;
import dev.offprint.engine.PaperPolicy;
import dev.offprint.engine.Role;
import dev.offprint.model.ModelSettings;
import dev.offprint.session.Amount;
import dev.offprint.session.Permission;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  @TempDir Path home;

  @Test
  void nothingConfiguredIsTheDefault() throws Exception {
    assertThat(Config.read(home))
        .isEqualTo(
            new Config(
                home,
                ModelSettings.defaults(),
                new HouseRules(Config.DEFAULT_LIMITS, PaperPolicy.ANYWHERE),
                "python3",
                null,
                Permission.Policy.DEFAULT,
                null));
  }

  @Test
  void sampleWithEveryLineInUseIsRead() throws Exception {
    String sample = Files.readString(Path.of("deploy", Config.FILE));
    StringBuilder inUse = new StringBuilder();
    for (String line : sample.lines().toList()) {
      boolean setting = line.matches("#( *[a-zA-Z\"-][^ ]*:( .*)?)");
      inUse.append(setting ? line.substring(1) : line).append('\n');
    }
    String text = inUse.toString().replace("/path/to/prompts", home.toString());
    write(text);
    Config config = Config.read(home);
    assertThat(config.rules())
        .isEqualTo(
            new HouseRules(
                new Limits(
                    Amount.dollars("5.00"),
                    new Limits.Planning.Share(50),
                    Amount.dollars("20.00"),
                    Amount.tokens(20_000_000),
                    Amount.dollars("100.00")),
                new PaperPolicy(
                    PaperPolicy.Where.ANY,
                    Map.of(
                        "C012AB3CD", PaperPolicy.Where.PUBLIC,
                        "C034EF5GH", PaperPolicy.Where.LOCAL))));
    assertThat(config.prompts()).isEqualTo(home);
    assertThat(config.models().fallback()).isEqualTo("anthropic:claude-sonnet-4-6");
    assertThat(config.models().localOnly()).isFalse();
    assertThat(config.models().roles()).containsEntry(Role.REVIEWER, "openai:gpt-4.1-mini");
    assertThat(config.models().providers())
        .containsEntry(
            "lab",
            new ModelSettings.Server(
                URI.create("http://127.0.0.1:8000/v1"),
                "LAB_KEY",
                "the lab's own server",
                ModelSettings.Protocol.OPENAI,
                8));
    assertThat(config.models().abilities())
        .containsEntry(
            "lab:some-model", new ModelSettings.Abilities(32_768, 8_192, 4, true, false, true, 0));
    assertThat(config.models().embedded().file()).isEqualTo(Path.of("/path/to/model.gguf"));
    assertThat(config.slack(Map.of()))
        .contains(
            SlackSettings.of("xoxb-your-bot-token", "xapp-your-app-token")
                .withGroups(Set.of("leads", "heads")));
    assertThat(config.policy())
        .isEqualTo(
            new Permission.Policy(
                Set.of("leads"),
                false,
                false,
                new Permission.SignOff(
                    List.of(Amount.dollars("5.00"), Amount.tokens(3_000_000)),
                    Set.of("heads"),
                    List.of(new Person(new PersonId("slack:U012AB3CD"), "grace")))));
    assertThat(config.models().firstToken()).isEqualTo(Duration.ofSeconds(300));
  }

  @Test
  void unknownKeyIsNamedWithThoseThatAre() throws Exception {
    write("modell: openai:x\n");
    assertThatThrownBy(() -> Config.read(home))
        .isInstanceOf(Config.Wrong.class)
        .hasMessageContaining("unknown key \"modell\" (line")
        .hasMessageContaining("budget, embedded, fallback, limits, localOnly, model, papers,");
  }

  @Test
  void wrongTypeIsNamedWithItsPlace() throws Exception {
    write("embedded:\n  context: many\n");
    assertThatThrownBy(() -> Config.read(home))
        .isInstanceOf(Config.Wrong.class)
        .hasMessageContaining("embedded.context")
        .hasMessageContaining("line 2");
  }

  @Test
  void wrongValuesSayWhatIsWrong() throws Exception {
    write("budget: 0\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("positive number of tokens");
    write("budget: a lot\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("budget must be");
    write("limits: {person: -1}\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("limits.person must be");
    write("limits: {planning: 0%}\n");
    assertThatThrownBy(() -> Config.read(home))
        .hasMessageContaining("limits.planning: a share is 1 to 100 percent");
    write("signOff: {above: [$5]}\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("who decides above it");
    write("signOff: {above: [$5, $6], groups: [leads]}\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("one amount of each unit");
    write("papers: {usual: some}\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("any, public or local");
    write("roles: {painter: 'openai:x'}\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("no role \"painter\"");
    write("prompts: /nowhere/at/all\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("names no directory");
    write("servers: {lab: {url: 'ftp://x'}}\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("http://");
    write("{{{\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("not YAML");
  }

  @Test
  void whoMayIsReadWithAndWithoutTheSignOfAHandle() throws Exception {
    write("people: {approvers: ['@leads', staff], guests: true, others: true}\n");
    assertThat(Config.read(home).policy())
        .isEqualTo(new Permission.Policy(Set.of("leads", "staff"), true, true));
    write("people: {approvers: ['@']}\n");
    assertThatThrownBy(() -> Config.read(home)).hasMessageContaining("people.approvers");
  }

  @Test
  void slacksTokensMayBeInTheEnvironment() throws Exception {
    Config config = Config.read(home);
    assertThat(config.slack(Map.of())).isEmpty();
    assertThat(config.slack(Map.of("SLACK_BOT_TOKEN", "xoxb-1", "SLACK_APP_TOKEN", "xapp-1 ")))
        .contains(SlackSettings.of("xoxb-1", "xapp-1"));
    assertThatThrownBy(() -> config.slack(Map.of("SLACK_BOT_TOKEN", "xoxb-1")))
        .isInstanceOf(Config.Wrong.class)
        .hasMessageContaining("two tokens")
        .hasMessageContaining("the second is missing");
    assertThatThrownBy(
            () -> config.slack(Map.of("SLACK_BOT_TOKEN", "xoxp-1", "SLACK_APP_TOKEN", "xapp-1")))
        .hasMessageContaining("xoxb-")
        .hasMessageNotContaining("xoxp-1");
  }

  @Test
  void writtenTokensArePreferredAndNeverPrinted() throws Exception {
    write("slack:\n  botToken: xoxb-2\n  appToken: xapp-2\n  api: http://127.0.0.1:9/api/\n");
    Config config = Config.read(home);
    assertThat(config.slack(Map.of("SLACK_BOT_TOKEN", "xoxb-1", "SLACK_APP_TOKEN", "xapp-1")))
        .contains(
            SlackSettings.of("xoxb-2", "xapp-2").withApi(URI.create("http://127.0.0.1:9/api/")));
    assertThat(config.toString()).doesNotContain("xoxb-2").doesNotContain("xapp-2");
  }

  @Test
  void dataDirectoryIsTheOneGivenElseTheUsers() {
    assertThat(Config.home(Map.of("OFFPRINT_HOME", home.toString()))).isEqualTo(home);
    assertThat(Config.home(Map.of())).hasFileName(Path.of("offprint").toString());
  }

  private void write(String text) throws IOException {
    Files.writeString(home.resolve(Config.FILE), text);
  }
}
