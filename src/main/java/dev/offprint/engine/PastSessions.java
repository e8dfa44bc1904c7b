package dev.offprint.engine;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Looks up what earlier sessions took, for the models that work now. Kept for some minutes: a
 * header is written anew many times while a session runs, and one session more changes little.
 */
final class PastSessions {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final int MODELS = 32;

  private final Models models;
  private final LoadingCache<String, List<Journal.Took>> took;

  PastSessions(Journal journal, Models models) {
    this.models = models;
    this.took =
        Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumSize(MODELS)
            .build(model -> journal.took(model, Past.SESSIONS + 1));
  }

  /** What there is to say for this session. */
  Past before(SessionId session) {
    Map<Stage, List<Journal.Took>> stages = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      stages.put(stage, took.get(models.traits(role(stage)).name()));
    }
    return Past.of(stages, session);
  }

  /** Whose model makes most of a stage's calls. */
  static Role role(Stage stage) {
    return switch (stage) {
      case READING -> Role.VIEWER;
      case PLANNING, DESIGNING, REVISING -> Role.PLANNER;
      case ANALYSING -> Role.ANALYST;
      case GENERATING -> Role.CODER;
      case CHECKING -> Role.REVIEWER;
      case FOLLOWING_UP -> Role.ANSWERER;
    };
  }
}
