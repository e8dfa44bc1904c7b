package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Paper;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says whether a paper should be built at all. */
final class Screener {
  private static final Shape ANSWER =
      Shape.fields()
          .with("verdict", Shape.oneOf(List.of("allow", "decline")))
          .with("reason", Shape.text(300));

  /** What even a paper that no model has screened is declined for; narrow on purpose. */
  private static final Pattern NEVER =
      Pattern.compile(
          "(synthesi[sz]|production|weaponi[sz]|aerosoli[sz])\\w* (route )?(of|for) (a |the )?"
              + "(nerve agent|sarin|novichok|chemical weapon|biological weapon|bioweapon)"
              + "|gain.of.function enhancement|(build|construct)ing (an? )?(nuclear|dirty) bomb",
          Pattern.CASE_INSENSITIVE);

  private final Calls calls;

  Screener(Calls calls) {
    this.calls = calls;
  }

  record Screened(String verdict, String reason) {}

  /** Empty, or the reason to decline. A compact model is not asked: rules only. */
  Optional<String> screen(Job job, List<String> shared) throws StageStopped {
    Optional<String> ruled = byRules(job.paper());
    if (ruled.isPresent() || job.asking().traits(Role.SCREENER).compact()) {
      return ruled;
    }
    return calls.ask(
        job,
        Role.SCREENER,
        "screening",
        shared,
        new Template.Screen(!shared.isEmpty()),
        ANSWER,
        Screened.class,
        (answer, attempt) -> verdict(answer));
  }

  private static Optional<String> verdict(Screened answer) throws Unusable {
    if (answer.verdict().equals("allow")) {
      return Optional.empty();
    }
    if (answer.reason().isBlank()) {
      throw new Unusable("reason: say in one sentence why it is declined");
    }
    return Optional.of(answer.reason());
  }

  static Optional<String> byRules(Paper paper) {
    return NEVER.matcher(paper.title() + " " + paper.summary()).find()
        ? Optional.of("It is about making a weapon of mass harm; that is never built.")
        : Optional.empty();
  }
}
