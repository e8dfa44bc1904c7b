package dev.offprint.engine;

import dev.offprint.session.EffectKey;
import dev.offprint.session.SessionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stages that run in this process, by key, so that they can be aborted. */
final class RunningStages {
  private final Map<EffectKey, Cancellation> running = new ConcurrentHashMap<>();

  Cancellation begin(EffectKey key) {
    Cancellation cancellation = new Cancellation();
    if (running.putIfAbsent(key, cancellation) != null) {
      throw new IllegalStateException("stage " + key + " runs already");
    }
    return cancellation;
  }

  void end(EffectKey key) {
    running.remove(key);
  }

  void abort(EffectKey key) {
    Cancellation cancellation = running.get(key);
    if (cancellation != null) {
      cancellation.cancel();
    }
  }

  void abortAll(SessionId session) {
    running.forEach(
        (key, cancellation) -> {
          if (key.session().equals(session)) {
            cancellation.cancel();
          }
        });
  }
}
