package dev.offprint.chat.slack;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a channel says of its threads without reading them: their first messages, each with the time
 * of its newest reply, page by page from the newest back. One page costs as much as one thread, so
 * it is given up where too few threads are found.
 */
final class ThreadStarts {
  private final String channel;
  private final long asked;
  private final String oldest;
  private final Set<String> unseen;
  private final Map<String, SlackMessage> seen = new HashMap<>();
  private String cursor = "";
  private boolean all;
  private int pages;

  /**
   * @param asked the {@link HeardUpTo#moment} before the first page
   * @param roots the threads that are looked for
   */
  ThreadStarts(String channel, long asked, Collection<String> roots) {
    this.channel = channel;
    this.asked = asked;
    this.unseen = new TreeSet<>(roots);
    this.oldest = unseen.stream().findFirst().orElse("");
  }

  /** Whether another page is likely to spare more than it costs. */
  boolean worthwhile() {
    return !all && unseen.size() > 2 * pages + 1;
  }

  /** Reads one page more. */
  SlackAnswer<SlackThreads.Page> more(SlackThreads threads) {
    SlackAnswer<SlackThreads.Page> answer = threads.page(channel, oldest, cursor);
    if (answer instanceof SlackAnswer.Done<SlackThreads.Page> done) {
      pages++;
      for (SlackMessage message : done.value().messages()) {
        if (unseen.remove(message.ts())) {
          seen.put(message.ts(), message);
        }
      }
      cursor = done.value().next();
      all = cursor.isEmpty();
    }
    return answer;
  }

  /** The message that begins a thread, as it was when it was looked for. */
  Optional<SlackMessage> of(String root) {
    return Optional.ofNullable(seen.get(root));
  }

  long asked() {
    return asked;
  }
}
