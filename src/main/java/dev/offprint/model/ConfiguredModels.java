package dev.offprint.model;

import dev.offprint.engine.Price;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.session.Cause;
import dev.offprint.session.Usage;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that do the work, per role, as configured or as found. Opens what is used, keeps it
 * while the program runs; nothing is asked of a model that nobody agreed to.
 */
public final class ConfiguredModels implements OpenModels {
  private final ModelSettings settings;
  private final Catalogue catalogue;
  private final Prices prices;
  private final Choice choice;
  private final Consent consent;
  private final EmbeddedFile file;
  private final Path home;
  private final Pace pace;
  private final Map<ModelName, TextModel> open = new HashMap<>();
  private final Map<URI, Provider> providers = new HashMap<>();

  ConfiguredModels(
      ModelSettings settings,
      Map<String, String> environment,
      Path home,
      EmbeddedFile file,
      Pace pace) {
    this.settings = settings;
    this.home = home;
    this.pace = pace;
    this.file = file;
    catalogue = new Catalogue(settings, environment);
    prices = new Prices(settings);
    consent = new Consent(home.resolve("consent.json"));
    choice = new Choice(settings, environment, catalogue, consent, file);
  }

  /**
   * Opens nothing yet but what is needed to choose.
   *
   * @param environment where keys are; only asked for names that the settings or providers use
   * @param home the data directory; models are kept in {@code models} below it
   */
  public static ConfiguredModels open(
      ModelSettings settings, Map<String, String> environment, Path home) {
    Path models = home.resolve("models");
    ModelFile wanted = new Catalogue(settings, environment).file();
    return new ConfiguredModels(
        settings, environment, models, EmbeddedFile.of(settings, wanted, models), Pace.REAL);
  }

  @Override
  public Chosen chosen() {
    if (!(choice.all() instanceof Chosen.Ready)) {
      // Somebody may have started Ollama or put the file in its place meanwhile.
      choice.again();
    }
    return choice.all();
  }

  @Override
  public void consent() {
    said(true);
  }

  @Override
  public void decline() {
    said(false);
  }

  private void said(boolean agreed) {
    choice.asked().ifPresent(reader -> consent.remember(reader, agreed));
    choice.again();
  }

  @Override
  public void fetch(Listener listener) throws FetchFailed {
    file.fetch(listener);
    choice.again();
  }

  @Override
  public Traits traits(Role role) {
    return switch (choice.of(role).chosen()) {
      case Chosen.Ready ready -> ready.traits();
      case Chosen.NeedsConsent asked -> asked.traits();
      case Chosen.NeedsDownload missing -> missing.traits();
      case Chosen.None none ->
          catalogue.traits(new ModelName(ModelName.EMBEDDED, ""), "nobody: no model", true);
    };
  }

  @Override
  public Optional<Price> price(String model) {
    return prices.of(model, LocalDate.ofInstant(pace.instant(), ZoneOffset.UTC));
  }

  @Override
  public long estimate(Prompt prompt) {
    ModelName name = choice.of(prompt.role()).name();
    return Tokens.of(prompt) + (name == null ? 0 : catalogue.thinking(name));
  }

  @Override
  public Usage most(Prompt prompt) {
    ModelName name = choice.of(prompt.role()).name();
    int thoughts = name == null ? 0 : catalogue.thinking(name);
    // Hidden thoughts are paid for like the answer.
    return new Usage(Tokens.of(prompt), 0, (long) prompt.most() + thoughts);
  }

  @Override
  public Reply call(Prompt prompt, Call call) throws CallFailed {
    if (!prompt.pictures().isEmpty() && !traits(prompt.role()).images()) {
      throw new IllegalArgumentException(
          "pictures for " + traits(prompt.role()).name() + ", which sees none");
    }
    Choice.Standing own = choice.of(prompt.role());
    if (call.local() && !traits(prompt.role()).local()) {
      throw new CallFailed(
          new Cause.MustStay(
              "This paper may be read only by models on this machine, and "
                  + traits(prompt.role()).name()
                  + " is none."),
          Usage.NONE);
    }
    try {
      return asked(own, prompt, call);
    } catch (CallFailed failed) {
      Choice.Standing other = choice.standIn();
      if (other == null
          || call.cancelled()
          || !helps(failed.why(), own, other, prompt)
          || (call.local() && standIn().filter(Traits::local).isEmpty())) {
        throw failed;
      }
      try {
        return asked(other, prompt, call).insteadOf(String.valueOf(own.name()), failed.spent());
      } catch (CallFailed again) {
        throw new CallFailed(
            both(failed.why(), String.valueOf(other.name()), again.why()),
            failed.spent().plus(again.spent()));
      }
    }
  }

  /**
   * Whether another model is asked: never after a refusal, which is final, and never one that
   * cannot take the question.
   */
  private static boolean helps(
      Cause why, Choice.Standing own, Choice.Standing other, Prompt prompt) {
    boolean gone = why instanceof Cause.ProviderDown || why instanceof Cause.NoModel;
    return gone
        && own.chosen() instanceof Chosen.Ready
        && !Objects.equals(own.name(), other.name())
        && other.chosen() instanceof Chosen.Ready ready
        && Tokens.of(prompt) + prompt.most() <= ready.traits().context()
        && (prompt.pictures().isEmpty() || ready.traits().images());
  }

  /** What is told where neither answered: the first cause decides what happens next. */
  private static Cause both(Cause first, String other, Cause second) {
    String words =
        first.words() + " And the fallback " + other + " did not answer either: " + second.words();
    return first instanceof Cause.ProviderDown down
        ? new Cause.ProviderDown(words, down.pause())
        : new Cause.NoModel(words);
  }

  @Override
  public Optional<Traits> standIn() {
    Choice.Standing other = choice.standIn();
    return other != null && other.chosen() instanceof Chosen.Ready ready
        ? Optional.of(ready.traits())
        : Optional.empty();
  }

  Reply asked(Choice.Standing standing, Prompt prompt, Call call) throws CallFailed {
    String missing =
        switch (standing.chosen()) {
          case Chosen.Ready ready -> "";
          case Chosen.NeedsConsent asked ->
              "Nobody has agreed yet that " + asked.provider() + " reads the paper.";
          case Chosen.NeedsDownload file -> "The model's file has not been fetched yet.";
          case Chosen.None none -> none.words();
        };
    ModelName name = standing.name();
    if (name == null || !missing.isEmpty()) {
      throw new CallFailed(new Cause.NoModel(missing), Usage.NONE);
    }
    return model(name, standing).call(prompt, call);
  }

  /** The models in use, each with a role that uses it; the fallback with any. */
  Map<Choice.Standing, Role> standings() {
    Map<Choice.Standing, Role> standings = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      standings.putIfAbsent(choice.of(role), role);
    }
    Choice.Standing other = choice.standIn();
    if (other != null) {
      standings.putIfAbsent(other, Role.PLANNER);
    }
    return standings;
  }

  /** The model that stands in for others, as it stands; null where none is configured. */
  Choice.@Nullable Standing fallback() {
    return choice.standIn();
  }

  /** The server of a model; empty for one inside this program. */
  Optional<ModelSettings.Server> server(ModelName name) {
    return name.embedded() ? Optional.empty() : catalogue.server(name.provider());
  }

  /** The key for a server. */
  Optional<String> key(ModelSettings.Server server) {
    String variable = server.keyVariable();
    return variable == null ? Optional.empty() : choice.key(variable);
  }

  private synchronized TextModel model(ModelName name, Choice.Standing standing) {
    TextModel known = open.get(name);
    if (known == null) {
      known = made(name, standing);
      open.put(name, known);
    }
    return known;
  }

  private TextModel made(ModelName name, Choice.Standing standing) {
    Traits traits = traitsOf(standing);
    if (name.embedded()) {
      return new EmbeddedModel(file.ready().orElseThrow(), traits, settings.embedded(), home);
    }
    ModelSettings.Server server = catalogue.server(name.provider()).orElseThrow();
    // A cap below what one call-happy role may do would make that number a lie.
    int parallel = Math.max(catalogue.parallel(name.provider()), traits.parallel());
    return new ServerModel(
        name,
        server,
        key(server).orElse(null),
        traits,
        catalogue.thinking(name),
        catalogue.marks(name),
        settings,
        providers.computeIfAbsent(server.baseUrl(), any -> Provider.of(parallel, pace)),
        pace);
  }

  private static Traits traitsOf(Choice.Standing standing) {
    if (standing.chosen() instanceof Chosen.Ready ready) {
      return ready.traits();
    }
    throw new IllegalStateException("only a ready model is opened");
  }

  @Override
  public synchronized void close() {
    open.values().forEach(TextModel::close);
    open.clear();
  }
}
