package dev.offprint.engine;

import dev.offprint.session.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the work of all sessions stands, and what of it has not been shown yet. What is reported is
 * kept by another; {@link LivePosts} shows it. Safe for use by several threads.
 */
public final class ProgressBoard implements Progress {
  private final Progress kept;
  private final Map<SessionId, News> news = new LinkedHashMap<>();

  public ProgressBoard(Progress kept) {
    this.kept = kept;
  }

  /** What is new about a session; the greater includes the smaller. */
  enum News {
    PROGRESS,
    CHANGED
  }

  @Override
  public void report(SessionId session, Standing standing) {
    kept.report(session, standing);
    tell(session, News.PROGRESS);
  }

  @Override
  public Optional<Standing> of(SessionId session) {
    return kept.of(session);
  }

  /** An event of the session counted: any of its posts may look otherwise now. */
  public void changed(SessionId session) {
    tell(session, News.CHANGED);
  }

  private synchronized void tell(SessionId session, News what) {
    news.merge(session, what, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  /** What is new since the last time, oldest first. */
  synchronized Map<SessionId, News> take() {
    Map<SessionId, News> taken = new LinkedHashMap<>(news);
    news.clear();
    return taken;
  }
}
