package dev.offprint.model;

import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.session.Cause;
import dev.offprint.session.Usage;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The models that do the work, per role, as configured or as found. Opens what is used, keeps it
 * while the program runs; nothing is asked of a model that nobody agreed to.
 */
public final class ConfiguredModels implements OpenModels {
  private final ModelSettings settings;
  private final Catalogue catalogue;
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
  public long estimate(Prompt prompt) {
    ModelName name = choice.of(prompt.role()).name();
    return Tokens.of(prompt) + (name == null ? 0 : catalogue.thinking(name));
  }

  @Override
  public Reply call(Prompt prompt, Call call) throws CallFailed {
    if (!prompt.pictures().isEmpty() && !traits(prompt.role()).images()) {
      throw new IllegalArgumentException(
          "pictures for " + traits(prompt.role()).name() + ", which sees none");
    }
    Choice.Standing standing = choice.of(prompt.role());
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
    String variable = server.keyVariable();
    Optional<String> key = variable == null ? Optional.empty() : choice.key(variable);
    // A cap below what one call-happy role may do would make that number a lie.
    int parallel = Math.max(catalogue.parallel(name.provider()), traits.parallel());
    return new ServerModel(
        name,
        server,
        key.orElse(null),
        traits,
        catalogue.thinking(name),
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
