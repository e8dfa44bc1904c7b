package dev.offprint.chat.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.model.assistant.SuggestedPrompt;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events of the workspace, by their kind. What no part of us wants is let go. */
final class SlackEvents {
  private static final Logger LOG = LoggerFactory.getLogger(SlackEvents.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SlackApi api;
  private final SlackPeople people;
  private final SlackHearing hearing;
  private final SlackHome home;
  private final Afterwards afterwards;

  SlackEvents(
      SlackApi api,
      SlackPeople people,
      SlackHearing hearing,
      SlackHome home,
      Afterwards afterwards) {
    this.api = api;
    this.people = people;
    this.hearing = hearing;
    this.home = home;
    this.afterwards = afterwards;
  }

  /** Takes the payload of an event; when this returns, what follows is committed. */
  void happened(String payload) {
    JsonNode event;
    try {
      event = MAPPER.readTree(payload).path("event");
    } catch (JsonProcessingException garbled) {
      LOG.warn("an event of Slack cannot be read", garbled);
      return;
    }
    switch (event.path("type").asText()) {
      case "app_mention", "message" -> message(event);
      case "app_home_opened" -> opened(event);
      case "assistant_thread_started" -> welcome(event.path("assistant_thread"));
      default -> LOG.debug("an event of Slack that nobody wants: {}", event.path("type"));
    }
  }

  private void message(JsonNode event) {
    String channel = event.path("channel").asText();
    SlackMessage before = SlackMessage.of(channel, event.path("previous_message"));
    switch (event.path("subtype").asText()) {
      case "message_changed" ->
          hearing.edited(
              before,
              SlackMessage.of(channel, event.path("message")),
              event.path("event_ts").asText());
      case "message_deleted" -> hearing.deleted(before);
      default -> hearing.heard(SlackMessage.of(channel, event));
    }
  }

  private void opened(JsonNode event) {
    if (event.path("tab").asText().equals("home")) {
      home.opened(people.actor(event.path("user").asText(), ""), event.path("channel").asText());
    }
  }

  /** An assistant's thread begins empty: it is shown what can be said. */
  private void welcome(JsonNode thread) {
    String channel = thread.path("channel_id").asText();
    String root = thread.path("thread_ts").asText();
    List<SuggestedPrompt> prompts =
        List.of(
            SuggestedPrompt.builder().title("What can you do?").message("help").build(),
            SuggestedPrompt.builder().title("What is under way?").message("list").build());
    afterwards.run(
        () -> {
          var answer =
              api.call(
                  slack ->
                      slack.assistantThreadsSetSuggestedPrompts(
                          asking ->
                              asking
                                  .channelId(channel)
                                  .threadTs(root)
                                  .title("Share a paper's PDF or a link to it, or ask")
                                  .prompts(prompts)));
          if (!(answer instanceof SlackAnswer.Done<?>)) {
            LOG.info("an assistant's thread has no suggestions: {}", answer);
          }
        });
  }
}
