package dev.offprint.model;

import dev.offprint.engine.Checkup;
import dev.offprint.engine.ModelChoice.Chosen;
import dev.offprint.engine.Models;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.session.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the models: what does the work, whether each server answers, takes the key and has the
 * model. Makes a call, of a few tokens, only where it is asked to.
 */
public final class ModelCheckup implements Checkup {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int FEW = 16;

  private final ModelSettings settings;
  private final Map<String, String> environment;
  private final Path home;
  private final boolean call;

  /**
   * @param home the data directory
   * @param call whether each model is asked for a word, which its owner may bill
   */
  public ModelCheckup(
      ModelSettings settings, Map<String, String> environment, Path home, boolean call) {
    this.settings = settings;
    this.environment = environment;
    this.home = home;
    this.call = call;
  }

  @Override
  public List<Found> look() {
    List<Found> found = new ArrayList<>();
    try (OpenModels open = OpenModels.open(settings, environment, home)) {
      found.add(chosen(open.chosen()));
      switch (open) {
        case ConfiguredModels models -> {
          fallback(models).ifPresent(found::add);
          models
              .standings()
              .forEach((standing, role) -> found.addAll(look(models, standing, role)));
        }
        case ReplayedModels recorded -> {
          // It asks nobody: there is no server to reach and nothing to call.
        }
      }
    }
    return found;
  }

  /** Whether the model that stands in for others could. */
  private Optional<Found> fallback(ConfiguredModels models) {
    String name = settings.fallback();
    Choice.Standing other = models.fallback();
    if (name == null || other == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (other.chosen()) {
          case Chosen.Ready ready ->
              new Found(
                  "fallback",
                  Verdict.OK,
                  name + " (" + ready.traits().reader() + ") answers where another model does not");
          case Chosen.NeedsConsent asked -> unused(name, "nobody has agreed to it");
          case Chosen.NeedsDownload missing -> unused(name, "its file has not been fetched yet");
          case Chosen.None none -> unused(name, none.words());
        });
  }

  private static Found unused(String name, String why) {
    return new Found("fallback", Verdict.MISSING, name + " cannot stand in: " + why);
  }

  private static Found chosen(Chosen chosen) {
    return switch (chosen) {
      case Chosen.Ready ready -> new Found("model", Verdict.OK, ready.saidAloud());
      case Chosen.NeedsConsent key ->
          new Found(
              "model",
              Verdict.OK,
              key.foundUnder()
                  + " is set: \"serve\" uses "
                  + key.traits().name()
                  + ", \"paper\" asks first");
      case Chosen.NeedsDownload embedded ->
          new Found(
              "model",
              Verdict.NOTE,
              "only the small one inside this program, which is not fetched yet; name another as"
                  + " model: in offprint.yaml");
      case Chosen.None none -> new Found("model", Verdict.MISSING, none.words());
    };
  }

  private List<Found> look(ConfiguredModels models, Choice.Standing standing, Role role) {
    ModelName name = standing.name();
    if (name == null || !(standing.chosen() instanceof Chosen.Ready)) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    models.server(name).ifPresent(server -> found.add(reached(models, name, server)));
    if (call) {
      found.add(called(models, standing, role));
    }
    return found;
  }

  private static Found reached(
      ConfiguredModels models, ModelName name, ModelSettings.Server server) {
    String variable = String.valueOf(server.keyVariable());
    return switch (Offered.by(server, models.key(server).orElse(null), PATIENCE)) {
      case Offered.Silent silent ->
          found(
              name,
              Verdict.MISSING,
              server.baseUrl()
                  + " does not answer: start it, or mend its address or the way to it");
      case Offered.Refused refused ->
          switch (refused.status()) {
            case 401, 403 ->
                found(
                    name,
                    Verdict.MISSING,
                    server.reader()
                        + " refuses the key in "
                        + variable
                        + ": put a valid one there");
            case 400 ->
                found(
                    name,
                    Verdict.MISSING,
                    server.reader() + " refuses the question for its models; see to " + variable);
            default ->
                found(
                    name,
                    Verdict.NOTE,
                    server.baseUrl()
                        + " answers and lists no models (status "
                        + refused.status()
                        + "); doctor --call tries it");
          };
      case Offered.Names listed ->
          listed.names().contains(name.model())
              ? found(name, Verdict.OK, server.reader() + " is reached and has it")
              : found(
                  name,
                  Verdict.MISSING,
                  server.reader()
                      + " is reached and does not list it; it has "
                      + String.join(", ", listed.names().stream().limit(12).toList()));
    };
  }

  private static Found found(ModelName name, Verdict verdict, String words) {
    return new Found("model server", verdict, name + ": " + words);
  }

  private static Found called(ConfiguredModels models, Choice.Standing standing, Role role) {
    Prompt word =
        new Prompt(
            role,
            "doctor",
            "You answer in one word.",
            List.of(),
            "Say ok.",
            List.of(),
            "",
            null,
            FEW);
    try {
      Reply reply = models.asked(standing, word, new Alone());
      return new Found(
          "model call",
          Verdict.OK,
          standing.name()
              + ": answered in "
              + Math.max(1, reply.took().toSeconds())
              + " s, "
              + reply.usage().total()
              + " tokens");
    } catch (Models.CallFailed failed) {
      return new Found(
          "model call", Verdict.MISSING, standing.name() + ": " + failed.why().words());
    }
  }

  /** A call that nobody cancels and no session makes. */
  private static final class Alone implements Models.Call {
    @Override
    public Optional<SessionId> session() {
      return Optional.empty();
    }

    @Override
    public void started() {
      // Nobody waits for it.
    }

    @Override
    public void onCancel(Runnable abort) {
      // Nobody cancels it.
    }

    @Override
    public boolean cancelled() {
      return false;
    }
  }
}
