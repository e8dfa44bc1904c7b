package dev.offprint.chat.slack;

import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import dev.offprint.engine.Conversation;
import dev.offprint.engine.Conversation.Response;
import dev.offprint.engine.Listening;
import dev.offprint.engine.Message;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Queries;
import dev.offprint.engine.Said;
import dev.offprint.engine.Sight;
import dev.offprint.engine.Understanding;
import dev.offprint.session.Actor;
import dev.offprint.session.EventId;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The slash command and the message shortcut: ways in without a message of one's own. */
final class SlackCommands {
  private static final String INVITE =
      "I am not in this channel: invite me first (/invite), then ask again.";

  private final SlackApi api;
  private final Conversation conversation;
  private final Queries queries;
  private final Listening listening;
  private final SlackTeam team;
  private final SlackOpenings openings;

  SlackCommands(
      SlackApi api,
      Conversation conversation,
      Queries queries,
      Listening listening,
      SlackTeam team) {
    this.api = api;
    this.conversation = conversation;
    this.queries = queries;
    this.listening = listening;
    this.team = team;
    this.openings = new SlackOpenings(api, queries);
  }

  /** What the person who typed the command is told; empty where a thread says it. */
  String typed(SlashCommandPayload payload) {
    Actor by = team.people().actor(payload.getUserId(), "");
    String channel = payload.getChannelId();
    String typed = payload.getText() == null ? "" : payload.getText();
    SlackText text = team.read(typed);
    return Understanding.leads(text.text())
        ? asked(channel, by, text, payload.getTriggerId())
        : looked(channel, by, text.text(), payload.getTriggerId());
  }

  /** Only what needs no thread can be asked so. */
  private String looked(String channel, Actor by, String text, String trigger) {
    String word = text.toLowerCase(Locale.ROOT);
    String query = word.equals("status") ? "list" : word.isEmpty() ? "help" : text;
    boolean known = query.matches("(?is)help|list|find\\s+.*");
    if (!known) {
      return "Here I know: help, list, status, find WORDS, or a link to a paper. Everything else is"
          + " said in the thread that it is about.";
    }
    boolean direct = channel.startsWith("D");
    ThreadRef nowhere = SlackNames.thread(channel, "command");
    Response response =
        conversation.said(
            said(event(trigger), nowhere, by, query, List.of()),
            direct ? team.rooms().from(channel, by.id()) : Sight.from(nowhere));
    return response instanceof Response.Tell told ? SlackTelling.words(told.message()) : "";
  }

  /** A request needs a thread; none is opened for what begins nothing. */
  private String asked(String channel, Actor by, SlackText text, String trigger) {
    ThreadRef nowhere = SlackNames.thread(channel, "command");
    Optional<Message> objection =
        conversation.objection(said(event(trigger), nowhere, by, text.text(), List.of()));
    if (objection.isPresent()) {
      return SlackTelling.words(objection.get());
    }
    return switch (openings.open(channel, by.id(), text.text())) {
      case SlackAnswer.Done<ThreadRef> done -> begun(done.value(), by, text);
      case SlackAnswer.Refused<ThreadRef> no ->
          no.threadGone() ? INVITE : "Slack does not let me post here (" + no.error() + ").";
      case SlackAnswer.Later<ThreadRef> later -> notNow();
      case SlackAnswer.Unknown<ThreadRef> unknown -> notNow();
    };
  }

  private String begun(ThreadRef thread, Actor by, SlackText text) {
    EventId id = SlackNames.message(thread.channel(), thread.thread());
    Response response = conversation.said(said(id, thread, by, text.text(), List.of()));
    begun(thread, by, thread.thread());
    return response instanceof Response.Tell told ? SlackTelling.words(told.message()) : "";
  }

  private static String notNow() {
    return "Slack does not answer me now. Please try again.";
  }

  /** The shortcut on a message: its paper, asked for by whoever chose it. */
  void chosen(MessageShortcutPayload payload) {
    String channel = payload.getChannel().getId();
    SlackMessage message = SlackMessage.of(channel, team.threads().json(payload.getMessage()));
    Actor by = team.people().actor(payload.getUser().getId(), "");
    ThreadRef thread = SlackNames.thread(channel, message.thread());
    SlackTelling.Place place = new SlackTelling.Place(thread, by.id(), channel.startsWith("D"));
    boolean running =
        queries.in(thread).filter(one -> !Queries.ended(one.state().condition())).isPresent();
    if (running) {
      team.telling().tell(place, "This thread has its request already.");
      return;
    }
    if (!reachable(channel)) {
      team.telling().tell(place, INVITE);
      return;
    }
    SlackFiles.Found found = team.files().find(message);
    SlackText text = team.read(message.text());
    if (found.sources().isEmpty() && !Understanding.leads(text.text())) {
      team.telling()
          .tell(
              place,
              found.troubles().isEmpty()
                  ? "That message has no paper: neither a file nor a link."
                  : String.join("\n", found.troubles()));
      return;
    }
    Response response =
        conversation.said(
            said(
                SlackNames.of(channel, message.ts(), "shortcut"),
                thread,
                by,
                text.text(),
                found.sources()));
    team.telling().respond(place, response, null);
    begun(thread, by, message.ts());
  }

  /** A shortcut that nothing came of: whoever chose it hears so. */
  void failed(MessageShortcutPayload payload, String words) {
    String channel = payload.getChannel().getId();
    team.telling()
        .tell(
            new SlackTelling.Place(
                SlackNames.thread(channel, payload.getMessageTs()),
                SlackNames.person(payload.getUser().getId()),
                channel.startsWith("D")),
            words);
  }

  /** Whether we are in the channel, or come in; where Slack does not say, posting will show. */
  private boolean reachable(String channel) {
    if (channel.startsWith("D")) {
      return true;
    }
    SlackAnswer<ConversationsInfoResponse> told =
        api.call(slack -> slack.conversationsInfo(asking -> asking.channel(channel)));
    return switch (told) {
      case SlackAnswer.Done<ConversationsInfoResponse> done ->
          done.value().getChannel().isMember() || joined(channel);
      case SlackAnswer.Refused<ConversationsInfoResponse> no -> no.error().equals("missing_scope");
      case SlackAnswer.Later<ConversationsInfoResponse> later -> true;
      case SlackAnswer.Unknown<ConversationsInfoResponse> unknown -> true;
    };
  }

  private boolean joined(String channel) {
    return api.call(slack -> slack.conversationsJoin(asking -> asking.channel(channel)))
        instanceof SlackAnswer.Done<?>;
  }

  /** From now on the thread is listened to. */
  private void begun(ThreadRef thread, Actor by, String ts) {
    if (queries.in(thread).isPresent() && listening.heard(thread).isEmpty()) {
      listening.keep(thread, new Listening.Heard(ts, Set.of(by.id())));
    }
  }

  private static Said said(
      EventId id, ThreadRef thread, Actor by, String text, List<Source> sources) {
    return new Said(id, thread, by, text, false, true, false, false, Set.of(by.id()), sources);
  }

  private static EventId event(String trigger) {
    return new EventId(PlainText.clip("slack:command/" + trigger, EventId.MOST));
  }
}
