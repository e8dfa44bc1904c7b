package dev.offprint.engine;

import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the work of a session stands; the newest wins, nothing waits for it to be shown. */
public interface Progress {
  void report(SessionId session, Standing standing);

  Optional<Standing> of(SessionId session);

  /**
   * @param done of {@code all} parts of the stage
   * @param last what was finished last, in a few words
   * @param waits what the stage waits for before it begins; null where it goes on
   */
  record Standing(
      Stage stage,
      int done,
      int all,
      String last,
      Instant since,
      Instant changed,
      @Nullable String waits) {
    public Standing(Stage stage, int done, int all, String last, Instant since, Instant changed) {
      this(stage, done, all, last, since, changed, null);
    }
  }
}
