package dev.offprint.chat.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.response.users.UsersConversationsResponse;
import com.slack.api.model.ConversationType;
import dev.offprint.engine.Sight;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which channels somebody is in, as far as the bot sees them. */
final class SlackRooms {
  private static final int PAGE = 200;
  private static final int MOST_PAGES = 20;

  /** Whoever leaves a channel looks into it no longer than this. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private static final List<ConversationType> KINDS =
      List.of(
          ConversationType.PUBLIC_CHANNEL, ConversationType.PRIVATE_CHANNEL, ConversationType.MPIM);

  private final SlackApi api;
  private final Cache<PersonId, Set<String>> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(FRESH).build();

  SlackRooms(SlackApi api) {
    this.api = api;
  }

  /** What this person sees from here: this channel, and every other that they are in. */
  Sight from(String here, PersonId person) {
    return thread ->
        thread.connection().equals(SlackNames.CONNECTION)
            && (thread.channel().equals(here)
                || known.get(person, this::channels).contains(thread.channel()));
  }

  /** Whether this person is in the channel of that thread now. */
  boolean in(ThreadRef thread, PersonId person) {
    known.invalidate(person);
    return known.get(person, this::channels).contains(thread.channel());
  }

  private Set<String> channels(PersonId person) {
    Set<String> channels = new HashSet<>();
    for (ConversationType kind : KINDS) {
      String cursor = "";
      for (int page = 0; page < MOST_PAGES; page++) {
        String from = cursor;
        SlackAnswer<UsersConversationsResponse> answer =
            api.call(
                slack ->
                    slack.usersConversations(
                        asking ->
                            asking
                                .user(SlackNames.user(person))
                                .types(List.of(kind))
                                .limit(PAGE)
                                .cursor(from.isEmpty() ? null : from)));
        // What cannot be asked is not seen.
        if (!(answer instanceof SlackAnswer.Done<UsersConversationsResponse> done)) {
          break;
        }
        done.value().getChannels().forEach(channel -> channels.add(channel.getId()));
        var metadata = done.value().getResponseMetadata();
        cursor =
            metadata == null || metadata.getNextCursor() == null ? "" : metadata.getNextCursor();
        if (cursor.isEmpty()) {
          break;
        }
      }
    }
    return channels;
  }
}
