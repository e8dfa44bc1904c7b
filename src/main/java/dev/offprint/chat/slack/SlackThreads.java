package dev.offprint.chat.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import com.slack.api.util.json.GsonFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a thread, read from Slack. */
final class SlackThreads {
  private static final int PAGE = 200;
  private static final int MOST_PAGES = 25;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SlackApi api;
  private final Gson gson = GsonFactory.createSnakeCase();

  SlackThreads(SlackApi api) {
    this.api = api;
  }

  /**
   * The messages of a thread, oldest first, its own first one always among them.
   *
   * @param from only that one and later ones; null: all
   */
  SlackAnswer<List<SlackMessage>> read(String channel, String root, @Nullable String from) {
    List<SlackMessage> messages = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String after = cursor;
      SlackAnswer<ConversationsRepliesResponse> answer =
          api.call(
              slack ->
                  slack.conversationsReplies(
                      asking ->
                          asking
                              .channel(channel)
                              .ts(root)
                              .oldest(from)
                              .inclusive(true)
                              .limit(PAGE)
                              .cursor(after.isEmpty() ? null : after)));
      switch (answer) {
        case SlackAnswer.Done<ConversationsRepliesResponse> done -> {
          done.value().getMessages().forEach(message -> messages.add(message(channel, message)));
          cursor = next(done.value().getResponseMetadata());
        }
        case SlackAnswer.Refused<ConversationsRepliesResponse> no -> {
          return new SlackAnswer.Refused<>(no.error(), no.needed());
        }
        case SlackAnswer.Later<ConversationsRepliesResponse> later -> {
          return new SlackAnswer.Later<>(later.after(), later.why());
        }
        case SlackAnswer.Unknown<ConversationsRepliesResponse> unknown -> {
          return new SlackAnswer.Unknown<>(unknown.why());
        }
      }
      if (cursor.isEmpty()) {
        break;
      }
    }
    return new SlackAnswer.Done<>(messages);
  }

  /**
   * Some of a channel's own messages, the newest first.
   *
   * @param next what to ask for those before them with; empty where there are none
   */
  record Page(List<SlackMessage> messages, String next) {
    Page {
      messages = List.copyOf(messages);
    }
  }

  /**
   * One page of what stands in a channel outside of threads, with the first messages of threads.
   *
   * @param from only that one and later ones
   * @param cursor as the page before named it; empty for the newest
   */
  SlackAnswer<Page> page(String channel, String from, String cursor) {
    SlackAnswer<ConversationsHistoryResponse> answer =
        api.call(
            slack ->
                slack.conversationsHistory(
                    asking ->
                        asking
                            .channel(channel)
                            .oldest(from)
                            .inclusive(true)
                            .limit(PAGE)
                            .cursor(cursor.isEmpty() ? null : cursor)));
    return switch (answer) {
      case SlackAnswer.Done<ConversationsHistoryResponse> done ->
          new SlackAnswer.Done<>(
              new Page(
                  done.value().getMessages().stream()
                      .map(message -> message(channel, message))
                      .toList(),
                  next(done.value().getResponseMetadata())));
      case SlackAnswer.Refused<ConversationsHistoryResponse> no ->
          new SlackAnswer.Refused<>(no.error(), no.needed());
      case SlackAnswer.Later<ConversationsHistoryResponse> later ->
          new SlackAnswer.Later<>(later.after(), later.why());
      case SlackAnswer.Unknown<ConversationsHistoryResponse> unknown ->
          new SlackAnswer.Unknown<>(unknown.why());
    };
  }

  private static String next(@Nullable ResponseMetadata metadata) {
    return metadata == null || metadata.getNextCursor() == null ? "" : metadata.getNextCursor();
  }

  /** The same reader for what events bring and what is asked for. */
  private SlackMessage message(String channel, Message message) {
    return SlackMessage.of(channel, json(message));
  }

  /** One of the library's values as the JSON that it came from. */
  JsonNode json(Object value) {
    try {
      return MAPPER.readTree(gson.toJson(value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("the library writes no JSON", impossible);
    }
  }
}
