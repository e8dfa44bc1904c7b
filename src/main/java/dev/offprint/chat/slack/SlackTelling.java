package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.methods.SlackApiTextResponse;
import dev.offprint.engine.Action;
import dev.offprint.engine.Conversation.Response;
import dev.offprint.engine.Message;
import dev.offprint.engine.PlainText;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What only one person is told: seen by nobody else, and gone with a reload. */
final class SlackTelling {
  private static final Logger LOG = LoggerFactory.getLogger(SlackTelling.class);
  private static final int SECTION = 3_000;
  private static final int MOST_SECTIONS = 4;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SlackApi api;
  private final Afterwards afterwards;

  SlackTelling(SlackApi api, Afterwards afterwards) {
    this.api = api;
    this.afterwards = afterwards;
  }

  /**
   * Where somebody is spoken to.
   *
   * @param direct whether nobody else is there: a message serves better than one that vanishes
   */
  record Place(ThreadRef thread, PersonId person, boolean direct) {}

  /**
   * Does what a response asks for.
   *
   * @param opener opens a place to write; null where none can be opened
   */
  void respond(Place place, Response response, @Nullable Consumer<Action> opener) {
    switch (response) {
      case Response.Silence silence -> {}
      case Response.Tell told -> tell(place, told.message());
      case Response.Open open -> {
        if (opener != null) {
          opener.accept(open.action());
        }
      }
    }
  }

  void tell(Place place, Message message) {
    tell(place, words(message));
  }

  void tell(Place place, String words) {
    if (!words.isBlank()) {
      afterwards.run(() -> told(place, words));
    }
  }

  private void told(Place place, String words) {
    String channel = place.thread().channel();
    String thread = place.thread().thread();
    String blocks = blocks(words).toString();
    String plain = PlainText.clip(escaped(words), SECTION);
    SlackAnswer<? extends SlackApiTextResponse> answer =
        place.direct()
            ? api.call(
                slack ->
                    slack.chatPostMessage(
                        saying ->
                            saying
                                .channel(channel)
                                .threadTs(thread)
                                .text(plain)
                                .blocksAsString(blocks)
                                .unfurlLinks(false)
                                .unfurlMedia(false)))
            : api.call(
                slack ->
                    slack.chatPostEphemeral(
                        saying ->
                            saying
                                .channel(channel)
                                .threadTs(thread)
                                .user(SlackNames.user(place.person()))
                                .text(plain)
                                .blocksAsString(blocks)));
    switch (answer) {
      case SlackAnswer.Done<?> done -> {}
      case SlackAnswer.Later<?> later -> afterwards.run(later.after(), () -> told(place, words));
      case SlackAnswer.Refused<?> no -> LOG.info("{} was not told: {}", place.person(), no.error());
      case SlackAnswer.Unknown<?> unknown ->
          LOG.info("{} may not have been told: {}", place.person(), unknown.why());
    }
  }

  /** Plain text as sections: nothing in it formats, links or calls anybody. */
  static ArrayNode blocks(String words) {
    ArrayNode blocks = MAPPER.createArrayNode();
    for (String part : parts(words)) {
      ObjectNode section = blocks.addObject().put("type", "section");
      section.putObject("text").put("type", "plain_text").put("text", part).put("emoji", false);
    }
    return blocks;
  }

  /** Cut at ends of lines, each short enough for a section. */
  private static List<String> parts(String words) {
    List<String> parts = new ArrayList<>();
    String left = words.strip();
    while (left.length() > SECTION && parts.size() < MOST_SECTIONS - 1) {
      int end = left.lastIndexOf('\n', SECTION);
      int cut = end < SECTION / 2 ? SECTION : end;
      parts.add(left.substring(0, cut).strip());
      left = left.substring(cut).strip();
    }
    parts.add(PlainText.clip(left, SECTION));
    return parts;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A message in words alone. */
  static String words(Message message) {
    return switch (message) {
      case Message.Note note -> note.text();
      case Message.Header header -> lines(header.title(), header.lines());
      case Message.PlanCard card -> lines(card.title(), card.lines());
      case Message.Delivered delivered -> lines(delivered.firstLine(), delivered.lines());
      case Message.Stopped stopped -> lines(stopped.firstLine(), stopped.lines());
      case Message.Questions questions -> {
        StringBuilder text = new StringBuilder(questions.opening());
        questions.asked().forEach(asked -> text.append('\n').append(asked.text()));
        yield text.toString();
      }
    };
  }

  private static String lines(String first, List<Message.Line> lines) {
    StringBuilder text = new StringBuilder(first);
    lines.forEach(line -> text.append('\n').append(line.label()).append(' ').append(line.text()));
    return text.toString();
  }
}
