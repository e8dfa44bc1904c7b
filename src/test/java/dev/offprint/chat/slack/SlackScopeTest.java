package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offprint.chat.slack.SlackScope.Asked;
import dev.offprint.engine.Chat.Mark.Sign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests, the documentation and the code ask for the same. */
class SlackScopeTest {
  private static final Path CODE = Path.of("src/main/java/dev/offprint/chat/slack");

  private static JsonNode manifest(String name) throws IOException {
    return new YAMLMapper()
        .readTree(Path.of("deploy", "slack-manifest-" + name + ".yaml").toFile());
  }

  private static List<SlackScope> of(String manifest) {
    return Stream.of(SlackScope.values())
        .filter(scope -> manifest.equals("watch") || scope.asked != Asked.WATCHING)
        .toList();
  }

  private static List<String> texts(JsonNode all) {
    List<String> texts = new ArrayList<>();
    all.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mention", "watch"})
  void aManifestAsksForExactlyTheScopesOfTheTable(String name) throws IOException {
    assertThat(texts(manifest(name).path("oauth_config").path("scopes").path("bot")))
        .containsExactlyElementsOf(of(name).stream().map(one -> one.scope).sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mention", "watch"})
  void aManifestSubscribesToExactlyTheEventsOfTheTable(String name) throws IOException {
    Set<String> events = new TreeSet<>(SlackScope.FREE_EVENTS);
    of(name).forEach(scope -> events.addAll(scope.events));
    assertThat(
            texts(manifest(name).path("settings").path("event_subscriptions").path("bot_events")))
        .containsExactlyElementsOf(events);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mention", "watch"})
  void aManifestNamesCommandAndShortcutAsTheCodeDoes(String name) throws IOException {
    JsonNode features = manifest(name).path("features");
    assertThat(features.path("slash_commands").findValuesAsText("command"))
        .containsExactly(SlackNames.COMMAND);
    assertThat(features.path("shortcuts").findValuesAsText("callback_id"))
        .containsExactly(SlackNames.SHORTCUT);
    assertThat(manifest(name).path("settings").path("socket_mode_enabled").asBoolean()).isTrue();
    assertThat(manifest(name).path("settings").path("interactivity").path("is_enabled").asBoolean())
        .isTrue();
  }

  @Test
  void theAppThatIsOnlyMentionedReadsNoChannel() {
    assertThat(of("mention").stream().map(one -> one.scope))
        .doesNotContain("channels:history", "groups:history", "mpim:history");
  }

  @Test
  void everyRequestOfTheCodeIsInTheTableAndNoOther() throws IOException {
    Set<String> known = new TreeSet<>(SlackScope.FREE_METHODS);
    Stream.of(SlackScope.values()).forEach(scope -> known.addAll(scope.methods));
    Set<String> squeezed =
        known.stream()
            .map(method -> method.replace(".", "").toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(called()).isEqualTo(squeezed);
  }

  /** The library's methods that the code calls, in small letters. */
  private static Set<String> called() throws IOException {
    Pattern call = Pattern.compile("\\bslack\\s*\\.\\s*([a-z]+[A-Z]\\w*)\\(");
    Set<String> called = new TreeSet<>();
    for (String code : sources()) {
      call.matcher(code)
          .results()
          .forEach(found -> called.add(found.group(1).toLowerCase(java.util.Locale.ROOT)));
    }
    return called;
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(CODE)) {
      for (Path file : files.toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }

  @Test
  void everyEventOfTheTableIsTaken() throws IOException {
    String events = Files.readString(CODE.resolve("SlackEvents.java"));
    Set<String> types = new TreeSet<>(SlackScope.FREE_EVENTS);
    Stream.of(SlackScope.values()).forEach(scope -> types.addAll(scope.events));
    for (String type : types) {
      assertThat(events).contains('"' + type.replaceFirst("\\..*", "") + '"');
    }
  }

  @Test
  void theDocumentationHasTheTable() throws IOException {
    String page = Files.readString(Path.of("src/site/slack.md"));
    for (SlackScope scope : SlackScope.values()) {
      assertThat(page).contains(scope.row());
    }
  }

  @Test
  void theDocumentationNamesEverySign() throws IOException {
    String page = Files.readString(Path.of("src/site/slack.md"));
    for (Sign sign : Sign.values()) {
      String emoji = SlackMarks.emoji(sign);
      assertThat(page).contains(emoji.isEmpty() ? "" : "| `" + emoji + "` |");
    }
  }

  @Test
  void doctorKnowsEveryScope() {
    try (FakeSlack slack = FakeSlack.start()) {
      slack.scopes(Set.of("chat:write"));
      SlackSettings settings =
          SlackSettings.of(slack.botToken(), slack.appToken())
              .withApi(java.net.URI.create(slack.methodsUrl()));
      String found = new SlackCheckup(settings).look().toString();
      for (SlackScope scope : SlackScope.values()) {
        if (scope != SlackScope.CHAT_WRITE) {
          assertThat(found).contains(scope.scope).contains(scope.otherwise);
        }
      }
    }
  }
}
