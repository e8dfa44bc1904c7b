package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import dev.offprint.engine.Chat.PostKey;
import dev.offprint.session.ThreadRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Our posts by the key that they carry as metadata. */
final class SlackPosts {
  private static final String EVENT = "offprint_post";
  private static final String KEY = "key";
  private static final String FILES = "files";
  private static final int PAGE = 200;
  private static final int MOST_PAGES = 50;
  private static final int LAST = 100;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SlackApi api;

  SlackPosts(SlackApi api) {
    this.api = api;
  }

  /**
   * A post that is there.
   *
   * @param files that belong to it, by Slack's own names
   */
  record Kept(String ts, List<String> files) {}

  /** What a post carries: its key, which tells nobody anything, and its files. */
  static String metadata(PostKey key, List<String> files) {
    return metadata(opaque(key), files);
  }

  static String metadata(String key, List<String> files) {
    ObjectNode metadata = MAPPER.createObjectNode().put("event_type", EVENT);
    metadata.putObject("event_payload").put(KEY, key).put(FILES, String.join(",", files));
    return metadata.toString();
  }

  private static String opaque(PostKey key) {
    return opaque("post " + key.effect());
  }

  /** A key that tells nobody what it was made of. */
  static String opaque(String of) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  SlackAnswer<Optional<Kept>> inThread(ThreadRef thread, PostKey key) {
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String from = cursor;
      SlackAnswer<ConversationsRepliesResponse> answer =
          api.call(
              slack ->
                  slack.conversationsReplies(
                      asking ->
                          asking
                              .channel(thread.channel())
                              .ts(thread.thread())
                              .limit(PAGE)
                              .cursor(from.isEmpty() ? null : from)
                              .includeAllMetadata(true)));
      if (!(answer instanceof SlackAnswer.Done<ConversationsRepliesResponse> done)) {
        return otherwise(answer);
      }
      Optional<Kept> kept = among(done.value().getMessages(), opaque(key)).stream().findFirst();
      cursor = next(done.value().getResponseMetadata());
      if (kept.isPresent() || cursor.isEmpty()) {
        return new SlackAnswer.Done<>(kept);
      }
    }
    return new SlackAnswer.Done<>(Optional.empty());
  }

  /** Among the last messages of a conversation, outside of threads. */
  SlackAnswer<Optional<Kept>> inConversation(String channel, PostKey key) {
    SlackAnswer<List<Kept>> answer = last(channel, opaque(key));
    return answer instanceof SlackAnswer.Done<List<Kept>> done
        ? new SlackAnswer.Done<>(done.value().stream().findFirst())
        : otherwise(answer);
  }

  /** All of a key among the last messages of a conversation, outside of threads, newest first. */
  SlackAnswer<List<Kept>> last(String channel, String key) {
    SlackAnswer<ConversationsHistoryResponse> answer =
        api.call(
            slack ->
                slack.conversationsHistory(
                    asking -> asking.channel(channel).limit(LAST).includeAllMetadata(true)));
    return answer instanceof SlackAnswer.Done<ConversationsHistoryResponse> done
        ? new SlackAnswer.Done<>(among(done.value().getMessages(), key))
        : otherwise(answer);
  }

  /** An answer that is none. */
  private static <T> SlackAnswer<T> otherwise(SlackAnswer<?> answer) {
    return switch (answer) {
      case SlackAnswer.Done<?> done -> throw new IllegalArgumentException("Slack has answered");
      case SlackAnswer.Refused<?> no -> new SlackAnswer.Refused<>(no.error(), no.needed());
      case SlackAnswer.Later<?> later -> new SlackAnswer.Later<>(later.after(), later.why());
      case SlackAnswer.Unknown<?> unknown -> new SlackAnswer.Unknown<>(unknown.why());
    };
  }

  private static String next(@Nullable ResponseMetadata metadata) {
    return metadata == null || metadata.getNextCursor() == null ? "" : metadata.getNextCursor();
  }

  private static List<Kept> among(List<Message> messages, String wanted) {
    return messages.stream()
        .filter(
            message ->
                message.getBotId() != null
                    && message.getMetadata() != null
                    && EVENT.equals(message.getMetadata().getEventType())
                    && message.getMetadata().getEventPayload() != null
                    && wanted.equals(message.getMetadata().getEventPayload().get(KEY)))
        .map(
            message ->
                new Kept(
                    message.getTs(), files(message.getMetadata().getEventPayload().get(FILES))))
        .toList();
  }

  private static List<String> files(@Nullable Object written) {
    String names = Objects.toString(written, "");
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }
}
