package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.conversations.ConversationsOpenResponse;
import dev.offprint.engine.Action;
import dev.offprint.engine.Conversation.Response;
import dev.offprint.engine.Message;
import dev.offprint.engine.PlainText;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final SlackUploads uploads;
  private final Afterwards afterwards;

  SlackTelling(SlackApi api, SlackUploads uploads, Afterwards afterwards) {
    this.api = api;
    this.uploads = uploads;
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

  void tell(Place place, String words) {
    if (!words.isBlank()) {
      tell(place, new Message.Note(List.of(), words, List.of(), List.of()));
    }
  }

  void tell(Place place, Message message) {
    if (message instanceof Message.Note note && !note.files().isEmpty()) {
      afterwards.run(() -> handed(place, note));
    } else {
      afterwards.run(() -> told(place, message));
    }
  }

  /** Files cannot be whispered: they go to the person directly. */
  private void handed(Place place, Message.Note note) {
    SlackUploads.Sent sent = uploads.send(note.files());
    String channel = place.direct() ? place.thread().channel() : directly(place.person());
    String thread = place.direct() ? place.thread().thread() : "";
    Optional<String> failed =
        channel.isEmpty()
            ? Optional.of("I cannot write to you directly")
            : sent.ids().isEmpty()
                ? Optional.of(String.join(", ", sent.failed()))
                : uploads.share(channel, thread, sent.ids());
    String words =
        failed
            .map(why -> "The files could not be sent to you: " + why + ".")
            .orElse(place.direct() ? "" : "I have sent you the files directly.");
    told(
        place,
        new Message.Note(
            note.to(), (note.text() + " " + words).strip(), note.buttons(), List.of()));
  }

  private String directly(PersonId person) {
    return api.call(
                slack ->
                    slack.conversationsOpen(
                        asking -> asking.users(List.of(SlackNames.user(person)))))
            instanceof SlackAnswer.Done<ConversationsOpenResponse> done
        ? done.value().getChannel().getId()
        : "";
  }

  private void told(Place place, Message message) {
    String channel = place.thread().channel();
    String thread = place.thread().thread();
    SlackDrawing drawing = SlackDrawing.draw(message, post -> "");
    String blocks = drawing.blocks().toString();
    SlackAnswer<? extends SlackApiTextResponse> answer =
        place.direct()
            ? api.call(
                slack ->
                    slack.chatPostMessage(
                        saying ->
                            saying
                                .channel(channel)
                                .threadTs(thread)
                                .text(drawing.text())
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
                                .text(drawing.text())
                                .blocksAsString(blocks)));
    switch (answer) {
      case SlackAnswer.Done<?> done -> {}
      case SlackAnswer.Later<?> later -> afterwards.run(later.after(), () -> told(place, message));
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
