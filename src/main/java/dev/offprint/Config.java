package dev.offprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offprint.chat.slack.SlackSettings;
import dev.offprint.engine.HouseRules;
import dev.offprint.engine.Limits;
import dev.offprint.engine.PaperPolicy;
import dev.offprint.engine.Price;
import dev.offprint.engine.Role;
import dev.offprint.model.ModelSettings;
import dev.offprint.model.ModelSettings.Protocol;
import dev.offprint.session.Amount;
import dev.offprint.session.Permission;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration: one YAML file, read and checked at start. {@code deploy/offprint.yaml} is the
 * commented sample. Rooms never see this; each gets its own settings.
 *
 * @param home the data directory
 * @param rules what may be spent, and which papers may go where
 * @param python how Python is started, for the gates
 * @param prompts a directory whose files replace prompts of the same name
 * @param policy who may do what in every chat
 * @param slack what is written about Slack; its tokens may be in the environment all the same
 */
record Config(
    Path home,
    ModelSettings models,
    HouseRules rules,
    String python,
    @Nullable Path prompts,
    Permission.Policy policy,
    @Nullable Slack slack) {
  static final String FILE = "offprint.yaml";

  /** What may be spent where nothing is written: planning takes half of it at most. */
  static final Limits DEFAULT_LIMITS =
      new Limits(Amount.tokens(2_000_000), new Limits.Planning.Share(50), null, null, null);

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3})\\s*%");

  /** A configuration that cannot be used, with a sentence that says where and what to do. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String words) {
      super(words);
    }
  }

  /** The file as it is written. */
  private record Written(
      @Nullable String model,
      @Nullable Map<String, String> roles,
      @Nullable String fallback,
      @Nullable Boolean localOnly,
      @Nullable Map<String, Server> servers,
      @Nullable Map<String, ModelSettings.Abilities> abilities,
      @Nullable Map<String, Price> prices,
      @Nullable Embedded embedded,
      @Nullable Waiting waiting,
      @Nullable String budget,
      @Nullable Spent limits,
      @Nullable Papers papers,
      @Nullable String python,
      @Nullable String prompts,
      @Nullable People people,
      @Nullable Signed signOff,
      @Nullable Slack slack) {
    static final Written NOTHING =
        new Written(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null);
  }

  /** Who may do what, as it is written. */
  private record People(
      @Nullable List<String> approvers, @Nullable Boolean guests, @Nullable Boolean others) {}

  /** Limits besides that of a session, as they are written. */
  private record Spent(
      @Nullable String planning,
      @Nullable String person,
      @Nullable String channel,
      @Nullable String everybody) {}

  /** Which papers may go where, as it is written. */
  private record Papers(@Nullable String usual, @Nullable Map<String, String> channels) {}

  /** Who alone decides about large amounts, as it is written. */
  private record Signed(
      @Nullable List<String> above,
      @Nullable List<String> groups,
      @Nullable Map<String, String> people) {}

  /** Slack as it is written: tokens, and another address of its Web API. */
  record Slack(@Nullable String botToken, @Nullable String appToken, @Nullable String api) {
    /** Never the tokens. */
    @Override
    public String toString() {
      return "Slack[" + api + "]";
    }
  }

  /**
   * How to reach Slack: what is written, else what the environment has; empty where neither names a
   * token.
   *
   * @throws Wrong where one of the two tokens is missing or is none
   */
  Optional<SlackSettings> slack(Map<String, String> environment) throws Wrong {
    Slack written = slack == null ? new Slack(null, null, null) : slack;
    String bot = token(written.botToken, environment, "SLACK_BOT_TOKEN");
    String app = token(written.appToken, environment, "SLACK_APP_TOKEN");
    if (bot.isEmpty() && app.isEmpty()) {
      return Optional.empty();
    }
    if (bot.isEmpty() || app.isEmpty()) {
      throw new Wrong(
          "Slack needs two tokens: SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…); "
              + (bot.isEmpty() ? "the first" : "the second")
              + " is missing.");
    }
    try {
      SlackSettings settings = SlackSettings.of(bot, app).withGroups(policy.groups());
      return Optional.of(
          written.api == null ? settings : settings.withApi(URI.create(written.api)));
    } catch (IllegalArgumentException wrong) {
      throw new Wrong("slack: " + wrong.getMessage());
    }
  }

  private static String token(
      @Nullable String written, Map<String, String> environment, String variable) {
    return (written == null ? environment.getOrDefault(variable, "") : written).strip();
  }

  private record Server(
      String url,
      @Nullable String key,
      @Nullable String reader,
      @Nullable String protocol,
      @Nullable Integer parallel) {}

  private record Embedded(
      @Nullable String file,
      @Nullable String source,
      @Nullable Integer context,
      @Nullable Integer threads) {}

  private record Waiting(@Nullable Long firstToken, @Nullable Long idle) {}

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The data directory: {@code $OFFPRINT_HOME}, else the user's own place for data. */
  static Path home(Map<String, String> environment) {
    String own = environment.getOrDefault("OFFPRINT_HOME", "");
    if (!own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    String user = System.getProperty("user.home", ".");
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path shared;
    if (system.contains("mac")) {
      shared = Path.of(user, "Library", "Application Support");
    } else if (system.contains("windows")) {
      shared =
          Path.of(
              environment.getOrDefault(
                  "LOCALAPPDATA", Path.of(user, "AppData", "Local").toString()));
    } else {
      String given = environment.getOrDefault("XDG_DATA_HOME", "");
      shared = given.isBlank() ? Path.of(user, ".local", "share") : Path.of(given);
    }
    return shared.resolve("offprint").toAbsolutePath();
  }

  /** Reads the file of a data directory; where there is none, everything is as by default. */
  static Config read(Path home) throws Wrong {
    Path file = home.resolve(FILE);
    Written written = Files.exists(file) ? parsed(file) : Written.NOTHING;
    try {
      return checked(home, written);
    } catch (IllegalArgumentException wrong) {
      throw new Wrong(file + ": " + wrong.getMessage());
    }
  }

  private static Written parsed(Path file) throws Wrong {
    try {
      String text = Files.readString(file);
      @Nullable Written written =
          YAML.readTree(text).isEmpty() ? Written.NOTHING : YAML.readValue(text, Written.class);
      return written == null ? Written.NOTHING : written;
    } catch (UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      throw new Wrong(
          "%s: unknown key \"%s\"%s. Known here: %s."
              .formatted(file, unknown.getPropertyName(), line(unknown), known));
    } catch (JsonMappingException wrong) {
      throw new Wrong(
          "%s: %s cannot be read%s: %s"
              .formatted(file, place(wrong), line(wrong), wrong.getOriginalMessage()));
    } catch (JsonProcessingException broken) {
      throw new Wrong(
          "%s: not YAML%s: %s".formatted(file, line(broken), broken.getOriginalMessage()));
    } catch (IOException unreadable) {
      throw new Wrong(file + " cannot be read: " + unreadable.getMessage());
    }
  }

  private static String place(JsonMappingException wrong) {
    String place =
        wrong.getPath().stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .collect(Collectors.joining("."));
    return place.isEmpty() ? "the file" : place;
  }

  private static String line(JsonProcessingException wrong) {
    return wrong.getLocation() == null ? "" : " (line " + wrong.getLocation().getLineNr() + ")";
  }

  private static Config checked(Path home, Written written) {
    ModelSettings models = ModelSettings.defaults();
    Map<Role, String> roles = new HashMap<>();
    or(written.roles, Map.<String, String>of())
        .forEach((role, model) -> roles.put(role(role), model));
    Map<String, ModelSettings.Server> servers = new HashMap<>(models.providers());
    or(written.servers, Map.<String, Server>of())
        .forEach((name, server) -> servers.put(name, server(name, server)));
    Waiting waiting = or(written.waiting, new Waiting(null, null));
    Embedded embedded = or(written.embedded, new Embedded(null, null, null, null));
    ModelSettings.Embedded usual = models.embedded();
    Path prompts = written.prompts == null ? null : Path.of(written.prompts);
    if (prompts != null && !Files.isDirectory(prompts)) {
      throw new IllegalArgumentException("prompts names no directory: " + prompts);
    }
    return new Config(
        home,
        new ModelSettings(
            written.model,
            roles,
            written.fallback,
            or(written.localOnly, false),
            servers,
            or(written.abilities, Map.<String, ModelSettings.Abilities>of()),
            waiting.firstToken == null
                ? models.firstToken()
                : Duration.ofSeconds(waiting.firstToken),
            waiting.idle == null ? models.idle() : Duration.ofSeconds(waiting.idle),
            new ModelSettings.Embedded(
                embedded.file == null ? usual.file() : Path.of(embedded.file),
                embedded.source == null ? usual.source() : URI.create(embedded.source),
                or(embedded.context, usual.context()),
                or(embedded.threads, usual.threads()),
                usual.pip()),
            or(written.prices, Map.<String, Price>of())),
        new HouseRules(
            limits(written.budget, or(written.limits, new Spent(null, null, null, null))),
            papers(or(written.papers, new Papers(null, null)))),
        or(written.python, "python3"),
        prompts,
        policy(or(written.people, new People(null, null, null)), written.signOff),
        written.slack);
  }

  private static Limits limits(@Nullable String budget, Spent spent) {
    return new Limits(
        budget == null ? DEFAULT_LIMITS.session() : amount("budget", budget),
        spent.planning == null ? DEFAULT_LIMITS.planning() : planning(spent.planning),
        spent.person == null ? null : amount("limits.person", spent.person),
        spent.channel == null ? null : amount("limits.channel", spent.channel),
        spent.everybody == null ? null : amount("limits.everybody", spent.everybody));
  }

  private static Limits.Planning planning(String written) {
    Matcher share = SHARE.matcher(written.strip());
    if (!share.matches()) {
      return new Limits.Planning.Fixed(amount("limits.planning", written));
    }
    try {
      return new Limits.Planning.Share(Integer.parseInt(share.group(1)));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("limits.planning: " + wrong.getMessage() + ".");
    }
  }

  private static Amount amount(String key, String written) {
    return Amount.read(written)
        .filter(amount -> amount.above(amount.percent(0)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    key + " must be a positive number of tokens, or of dollars as in $1.50."));
  }

  private static PaperPolicy papers(Papers papers) {
    Map<String, PaperPolicy.Where> channels = new HashMap<>();
    or(papers.channels, Map.<String, String>of())
        .forEach((channel, where) -> channels.put(channel, where("papers." + channel, where)));
    return new PaperPolicy(
        papers.usual == null ? PaperPolicy.Where.ANY : where("papers.usual", papers.usual),
        channels);
  }

  private static PaperPolicy.Where where(String key, String name) {
    for (PaperPolicy.Where where : PaperPolicy.Where.values()) {
      if (where.name().equalsIgnoreCase(name)) {
        return where;
      }
    }
    throw new IllegalArgumentException(key + " is any, public or local, not \"" + name + "\".");
  }

  private static Permission.Policy policy(People people, @Nullable Signed signed) {
    return new Permission.Policy(
        handles("people.approvers", people.approvers),
        or(people.guests, false),
        or(people.others, false),
        signed == null ? null : signOff(signed));
  }

  private static Set<String> handles(String key, @Nullable List<String> groups) {
    Set<String> handles = new TreeSet<>();
    for (String group : or(groups, List.<String>of())) {
      String handle = group.strip().replaceFirst("^@", "");
      if (handle.isEmpty()) {
        throw new IllegalArgumentException(key + " names a group without a name.");
      }
      handles.add(handle);
    }
    return handles;
  }

  private static Permission.SignOff signOff(Signed signed) {
    List<Amount> above = new ArrayList<>();
    for (String one : or(signed.above, List.<String>of())) {
      Amount amount = amount("signOff.above", one);
      if (above.stream().anyMatch(amount::comparable)) {
        throw new IllegalArgumentException("signOff.above names at most one amount of each unit.");
      }
      above.add(amount);
    }
    List<Person> people = new ArrayList<>();
    new TreeMap<>(or(signed.people, Map.<String, String>of()))
        .forEach((id, name) -> people.add(person(id, name)));
    Set<String> groups = handles("signOff.groups", signed.groups);
    if (above.isEmpty() || (groups.isEmpty() && people.isEmpty())) {
      throw new IllegalArgumentException(
          "signOff needs above, an amount, and who decides above it: groups, people or both.");
    }
    return new Permission.SignOff(above, groups, people);
  }

  /** An id without a platform is one of Slack's. */
  private static Person person(String id, String name) {
    return new Person(
        new PersonId(id.contains(":") ? id : "slack:" + id), name.strip().replaceFirst("^@", ""));
  }

  private static Role role(String name) {
    for (Role role : Role.values()) {
      if (role.name().equalsIgnoreCase(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "roles: there is no role \"%s\"; there are %s."
            .formatted(name, List.of(Role.values()).toString().toLowerCase(Locale.ROOT)));
  }

  private static ModelSettings.Server server(String name, Server server) {
    return new ModelSettings.Server(
        URI.create(server.url),
        server.key,
        or(server.reader, "the server " + name),
        server.protocol == null ? usual(name, server.url) : protocol(name, server.protocol),
        server.parallel);
  }

  /** A server called like a provider speaks its protocol, but for the path that only one has. */
  private static Protocol usual(String name, String url) {
    return switch (name) {
      case "anthropic" -> Protocol.ANTHROPIC;
      case "gemini" -> Protocol.GEMINI;
      case "ollama" -> url.matches(".*/v1/?") ? Protocol.OPENAI : Protocol.OLLAMA;
      default -> Protocol.OPENAI;
    };
  }

  private static Protocol protocol(String server, String name) {
    for (Protocol protocol : Protocol.values()) {
      if (protocol.name().equalsIgnoreCase(name)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException(
        "servers.%s: there is no protocol \"%s\"; there are %s."
            .formatted(
                server, name, List.of(Protocol.values()).toString().toLowerCase(Locale.ROOT)));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
