package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.response.conversations.ConversationsOpenResponse;
import dev.offprint.engine.ActionText;
import dev.offprint.engine.Message;
import dev.offprint.engine.Overview;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Queries;
import dev.offprint.engine.Sight;
import dev.offprint.engine.Store;
import dev.offprint.engine.Wording;
import dev.offprint.session.Actor;
import dev.offprint.session.PersonId;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The home tab of one person: the sessions that they see, and what they can do about each. */
final class SlackHome {
  private static final Logger LOG = LoggerFactory.getLogger(SlackHome.class);
  private static final String BLOCK = "session:";

  /** Three blocks each, of at most a hundred. */
  private static final int MOST_SESSIONS = 25;

  private static final int MOST_BUTTONS = 5;
  private static final int LABEL = 75;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SlackApi api;
  private final Queries queries;
  private final Wording wording;
  private final SlackTeam team;
  private final Afterwards afterwards;

  /** The direct conversation of each person, as the home that they opened says or Slack does. */
  private final Cache<PersonId, String> directs = Caffeine.newBuilder().maximumSize(10_000).build();

  SlackHome(SlackApi api, Queries queries, Wording wording, SlackTeam team, Afterwards afterwards) {
    this.api = api;
    this.queries = queries;
    this.wording = wording;
    this.team = team;
    this.afterwards = afterwards;
  }

  /** The session that a block is about; empty where it is about none. */
  static Optional<SessionId> session(@Nullable String block) {
    return block == null || !block.startsWith(BLOCK)
        ? Optional.empty()
        : Optional.of(new SessionId(block.substring(BLOCK.length())));
  }

  /** Somebody opened their home; {@code direct} is their conversation with us. */
  void opened(Actor person, String direct) {
    directs.put(person.id(), direct);
    show(person);
  }

  /** Whether that thread is in this person's own conversation with us. */
  boolean direct(Actor person, ThreadRef thread) {
    return thread.channel().equals(direct(person));
  }

  /** A home stays in the client while the program is started anew: then Slack is asked. */
  private String direct(Actor person) {
    String known = directs.getIfPresent(person.id());
    if (known == null
        && api.call(
                slack ->
                    slack.conversationsOpen(
                        asking -> asking.users(List.of(SlackNames.user(person.id())))))
            instanceof SlackAnswer.Done<ConversationsOpenResponse> done) {
      known = done.value().getChannel().getId();
      directs.put(person.id(), known);
    }
    return known == null ? "" : known;
  }

  /** Draws a person's home as things stand. */
  void show(Actor person) {
    afterwards.run(
        () -> {
          String view = view(person).toString();
          var answer =
              api.call(
                  slack ->
                      slack.viewsPublish(
                          asking ->
                              asking.userId(SlackNames.user(person.id())).viewAsString(view)));
          if (!(answer instanceof SlackAnswer.Done<?>)) {
            LOG.info("a home could not be shown: {}", answer);
          }
        });
  }

  private ObjectNode view(Actor person) {
    Sight sight = team.rooms().from(direct(person), person.id());
    List<Store.Stored> seen = queries.seen(SlackNames.CONNECTION, sight);
    ObjectNode view = MAPPER.createObjectNode().put("type", "home");
    ArrayNode blocks = view.putArray("blocks");
    ObjectNode title = blocks.addObject().put("type", "header");
    title.set("text", plain("Reproductions that you see"));
    seen.stream()
        .limit(MOST_SESSIONS)
        .forEach(stored -> session(blocks, wording.overview(stored, person.id())));
    int more = seen.size() - MOST_SESSIONS;
    if (seen.isEmpty()) {
      section(
          blocks,
          "None yet. Mention me with a link to a paper, share a PDF with me, or choose"
              + " \"Reproduce this paper\" from the menu of a message.");
    } else if (more > 0) {
      section(blocks, more + " older ones: say \"find …\" to me.");
    }
    return view;
  }

  private void session(ArrayNode blocks, Overview overview) {
    String waits = overview.waits().isEmpty() ? "" : "\nWaits " + overview.waits();
    ObjectNode section =
        section(
            blocks,
            PlainText.brief(overview.title(), 200)
                + "\n"
                + overview.session().value()
                + " · "
                + overview.stands()
                + waits);
    String link = team.ourselves().link(overview.thread().channel(), overview.thread().thread());
    if (!link.isEmpty()) {
      ObjectNode open = section.putObject("accessory").put("type", "button").put("url", link);
      open.put("action_id", "open_thread").set("text", plain("Open the thread"));
    }
    if (overview.buttons().isEmpty()) {
      return;
    }
    ObjectNode actions = blocks.addObject().put("type", "actions");
    actions.put("block_id", BLOCK + overview.session().value());
    ArrayNode elements = actions.putArray("elements");
    for (Message.Button button : overview.buttons().stream().limit(MOST_BUTTONS).toList()) {
      String action = ActionText.write(button.action());
      ObjectNode element = elements.addObject().put("type", "button").put("value", action);
      element.put("action_id", "home_" + elements.size());
      element.set("text", plain(PlainText.clip(button.label(), LABEL)));
      if (button.primary()) {
        element.put("style", "primary");
      }
    }
  }

  private static ObjectNode section(ArrayNode blocks, String text) {
    ObjectNode section = blocks.addObject().put("type", "section");
    section.set("text", plain(text));
    return section;
  }

  private static ObjectNode plain(String text) {
    return MAPPER
        .createObjectNode()
        .put("type", "plain_text")
        .put("text", PlainText.clip(text, 3_000))
        .put("emoji", false);
  }
}
