package dev.offprint.chat.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.Action;
import dev.offprint.engine.ActionText;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place to write in: the answer in one's own words, the change, the reason to hold, the error.
 * What it is for travels with it and comes back with what was written.
 */
final class SlackModal {
  /** All modals of ours. */
  static final String CALLBACK = "offprint_words";

  /** The field for words, and the block that errors are shown at. */
  static final String WORDS = "words";

  /** The field for a file: an edited plan, or an error that is too long to paste. */
  static final String FILE = "file";

  private static final int MOST_WORDS = 3_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SlackModal() {}

  /**
   * What a modal was opened for.
   *
   * @param session where it is about a session of another thread than the one it was opened in
   */
  record Purpose(ThreadRef thread, Action action, @Nullable SessionId session) {
    String write() {
      ObjectNode purpose = MAPPER.createObjectNode();
      purpose.put("channel", thread.channel()).put("thread", thread.thread());
      purpose.put("action", ActionText.write(action));
      if (session != null) {
        purpose.put("session", session.value());
      }
      return purpose.toString();
    }

    /**
     * @throws IllegalArgumentException where the text is none of ours
     */
    static Purpose read(String metadata) {
      try {
        JsonNode purpose = MAPPER.readTree(metadata);
        String session = purpose.path("session").asText();
        return new Purpose(
            SlackNames.thread(purpose.path("channel").asText(), purpose.path("thread").asText()),
            ActionText.read(purpose.path("action").asText()),
            session.isEmpty() ? null : new SessionId(session));
      } catch (JsonProcessingException broken) {
        throw new IllegalArgumentException("no purpose of ours", broken);
      }
    }
  }

  /** Words of a modal: title, label of the field, what may be written. */
  private record Words(String title, String label, String hint, String submit) {}

  static String view(Purpose purpose) {
    Words words = words(purpose.action());
    Optional<Wanted> wanted = wanted(purpose.action());
    ObjectNode view = MAPPER.createObjectNode().put("type", "modal").put("callback_id", CALLBACK);
    view.put("private_metadata", purpose.write());
    view.set("title", plain(words.title()));
    view.set("submit", plain(words.submit()));
    view.set("close", plain("Close"));
    ArrayNode blocks = view.putArray("blocks");
    ObjectNode input = blocks.addObject().put("type", "input").put("block_id", WORDS);
    input.put("optional", wanted.isPresent()).set("label", plain(words.label()));
    ObjectNode field = input.putObject("element").put("type", "plain_text_input");
    field.put("action_id", WORDS).put("multiline", true).put("max_length", MOST_WORDS);
    field.set("placeholder", plain(words.hint()));
    if (wanted.isPresent()) {
      ObjectNode file = blocks.addObject().put("type", "input").put("block_id", FILE);
      file.put("optional", true).set("label", plain(wanted.get().label()));
      ObjectNode chosen = file.putObject("element").put("type", "file_input");
      chosen.put("action_id", FILE).put("max_files", 1);
      wanted.get().types().forEach(chosen.putArray("filetypes")::add);
    }
    return view.toString();
  }

  /** A file that may go with the words, or stand for them. */
  private record Wanted(String label, List<String> types) {}

  private static Optional<Wanted> wanted(Action action) {
    return action instanceof Action.Change
        ? Optional.of(new Wanted("Or the edited plan.yaml", List.of("yaml", "yml", "text")))
        : action instanceof Action.Ran
            ? Optional.of(new Wanted("Or the error as a file", List.of("text", "txt", "log")))
            : Optional.empty();
  }

  /** Something to read, from a place where nothing can be posted. */
  static String notice(String words) {
    ObjectNode view = MAPPER.createObjectNode().put("type", "modal");
    view.set("title", plain("Offprint"));
    view.set("close", plain("Close"));
    view.set("blocks", SlackTelling.blocks(words));
    return view.toString();
  }

  private static Words words(Action action) {
    return switch (action) {
      case Action.Change change ->
          new Words("Change the plan", "What shall be different?", "only Table 2, in JAX", "Send");
      case Action.InWords own ->
          new Words("Your answer", "In your own words", "what to use instead", "Answer");
      case Action.Hold hold ->
          new Words("Hold", "Why shall it wait?", "I want to read § 3 first", "Hold");
      case Action.Ran ran -> new Words("It did not run", "The error, whole", "Traceback …", "Send");
      case Action.Approve other -> other();
      case Action.Cancel other -> other();
      case Action.Retry other -> other();
      case Action.PlanOn other -> other();
      case Action.KeepRequest other -> other();
      case Action.UseDefaults other -> other();
      case Action.Pick other -> other();
      case Action.Undo other -> other();
      case Action.ChoosePaper other -> other();
      case Action.ChooseSame other -> other();
      case Action.SortSource other -> other();
      case Action.Time other -> other();
      case Action.LiftHold other -> other();
      case Action.TakeOver other -> other();
      case Action.ContinueHere other -> other();
      case Action.UseAsReference other -> other();
      case Action.Details other -> other();
    };
  }

  /** Nothing opens for these; they mean what they say. */
  private static Words other() {
    return new Words("Offprint", "In words", "", "Send");
  }

  private static ObjectNode plain(String text) {
    return MAPPER
        .createObjectNode()
        .put("type", "plain_text")
        .put("text", text.isEmpty() ? " " : text)
        .put("emoji", false);
  }
}
