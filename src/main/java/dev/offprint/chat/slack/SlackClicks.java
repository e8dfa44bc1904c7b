package dev.offprint.chat.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.File;
import com.slack.api.model.view.ViewState;
import dev.offprint.engine.Action;
import dev.offprint.engine.ActionText;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Clicks;
import dev.offprint.engine.Conversation;
import dev.offprint.engine.Conversation.Response;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Queries;
import dev.offprint.engine.Said;
import dev.offprint.engine.Store;
import dev.offprint.session.Actor;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Presses of buttons, choices in menus, and what is written in modals. */
final class SlackClicks {
  private static final Logger LOG = LoggerFactory.getLogger(SlackClicks.class);
  private static final int MOST_ERROR = 1_000;
  private static final String NOT_YOURS = "That session belongs to a channel that you are not in.";

  private final SlackApi api;
  private final Conversation conversation;
  private final Queries queries;
  private final SlackTeam team;
  private final SlackHome home;
  private final Afterwards afterwards;

  SlackClicks(
      SlackApi api,
      Conversation conversation,
      Queries queries,
      SlackTeam team,
      SlackHome home,
      Afterwards afterwards) {
    this.api = api;
    this.conversation = conversation;
    this.queries = queries;
    this.team = team;
    this.home = home;
    this.afterwards = afterwards;
  }

  /** Something was pressed; what has no meaning for us is let go. */
  void pressed(BlockActionPayload payload) {
    for (BlockActionPayload.Action pressed : payload.getActions()) {
      Optional<Action> action = action(pressed);
      if (action.isPresent()) {
        pressed(payload, pressed, action.get());
      }
    }
  }

  private static Optional<Action> action(BlockActionPayload.Action pressed) {
    String value =
        pressed.getSelectedOption() == null
            ? pressed.getValue()
            : pressed.getSelectedOption().getValue();
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ActionText.read(value));
    } catch (IllegalArgumentException notOurs) {
      LOG.debug("a press that means nothing here: {}", notOurs.getMessage());
      return Optional.empty();
    }
  }

  private void pressed(
      BlockActionPayload payload, BlockActionPayload.Action pressed, Action action) {
    String user = payload.getUser().getId();
    Actor by = team.people().actor(user, text(payload.getUser().getTeamId()));
    BlockActionPayload.Channel channel = payload.getChannel();
    if (channel == null) {
      SlackHome.session(pressed.getBlockId())
          .ifPresent(about -> atHome(payload, pressed, action, by, about));
      return;
    }
    BlockActionPayload.Container container = payload.getContainer();
    String ts = container.getMessageTs();
    String root = container.getThreadTs() == null ? ts : container.getThreadTs();
    ThreadRef thread = SlackNames.thread(channel.getId(), root);
    Clicks.Clicked click =
        new Clicks.Clicked(
            id(channel.getId(), pressed.getActionTs(), user, action), thread, by, action, null);
    // What was written to a person directly is about a session of another thread.
    Optional<SessionId> about =
        queries.in(thread).isPresent()
            ? Optional.empty()
            : queries.written(SlackNames.CONNECTION, new Chat.PostId(channel.getId() + "/" + ts));
    Response response =
        about.isPresent() ? conversation.clicked(about.get(), click) : conversation.clicked(click);
    boolean direct = channel.getId().startsWith("D");
    team.telling()
        .respond(
            new SlackTelling.Place(thread, by.id(), direct),
            response,
            words ->
                open(
                    payload.getTriggerId(),
                    SlackModal.view(new SlackModal.Purpose(thread, words, about.orElse(null)))));
  }

  /** A press that nothing came of: whoever pressed hears so. */
  void failed(BlockActionPayload payload, String words) {
    BlockActionPayload.Channel channel = payload.getChannel();
    if (channel == null) {
      open(payload.getTriggerId(), SlackModal.notice(words));
      return;
    }
    BlockActionPayload.Container container = payload.getContainer();
    String root =
        container.getThreadTs() == null ? container.getMessageTs() : container.getThreadTs();
    team.telling()
        .tell(
            new SlackTelling.Place(
                SlackNames.thread(channel.getId(), root),
                SlackNames.person(payload.getUser().getId()),
                channel.getId().startsWith("D")),
            words);
  }

  /** From the home nothing is acted on that its person does not see. */
  private void atHome(
      BlockActionPayload payload,
      BlockActionPayload.Action pressed,
      Action action,
      Actor by,
      SessionId about) {
    Optional<ThreadRef> thread =
        queries.session(about).map(Store.Stored::state).map(state -> state.thread());
    if (thread.isEmpty() || !sees(thread.get(), by)) {
      open(payload.getTriggerId(), SlackModal.notice(NOT_YOURS));
      return;
    }
    Clicks.Clicked click =
        new Clicks.Clicked(
            id("home", pressed.getActionTs(), payload.getUser().getId(), action),
            thread.get(),
            by,
            action,
            null);
    switch (conversation.clicked(about, click)) {
      case Response.Silence silence -> {}
      case Response.Tell told ->
          open(payload.getTriggerId(), SlackModal.notice(SlackTelling.words(told.message())));
      case Response.Open words ->
          open(
              payload.getTriggerId(),
              SlackModal.view(new SlackModal.Purpose(thread.get(), words.action(), about)));
    }
    home.show(by);
  }

  private boolean sees(ThreadRef thread, Actor by) {
    return thread.channel().startsWith("D")
        ? home.direct(by, thread)
        : team.rooms().in(thread, by.id());
  }

  /** A trigger is good for three seconds, so this is not put off. */
  private void open(String trigger, String view) {
    afterwards.run(
        () -> {
          var answer =
              api.call(
                  slack -> slack.viewsOpen(asking -> asking.triggerId(trigger).viewAsString(view)));
          if (!(answer instanceof SlackAnswer.Done<?>)) {
            LOG.info("a modal could not be opened: {}", answer);
          }
        });
  }

  /** What comes of a modal: errors by field, none where it may close. */
  Map<String, String> submitted(ViewSubmissionPayload payload) {
    SlackModal.Purpose purpose = SlackModal.Purpose.read(payload.getView().getPrivateMetadata());
    String user = payload.getUser().getId();
    Actor by = team.people().actor(user, text(payload.getUser().getTeamId()));
    EventId id = new EventId("slack:view/" + payload.getView().getId());
    ViewState.Value words = value(payload, SlackModal.WORDS);
    ViewState.Value file = value(payload, SlackModal.FILE);
    List<File> attached =
        file == null || file.getFiles() == null ? List.of() : List.copyOf(file.getFiles());
    String written = words == null || words.getValue() == null ? "" : words.getValue().strip();
    if (written.isEmpty() && attached.isEmpty()) {
      return Map.of(SlackModal.WORDS, "Say it in a few words.");
    }
    if (purpose.session() != null && !sees(purpose.thread(), by)) {
      return Map.of(SlackModal.WORDS, NOT_YOURS);
    }
    if (!attached.isEmpty()) {
      return uploaded(purpose, by, id, written, attached);
    }
    Clicks.Clicked click = new Clicks.Clicked(id, purpose.thread(), by, purpose.action(), written);
    return closed(
        purpose,
        by,
        purpose.session() == null
            ? conversation.clicked(click)
            : conversation.clicked(purpose.session(), click),
        SlackModal.WORDS);
  }

  /** A file is said in the thread like one that is uploaded there, and words with it. */
  private Map<String, String> uploaded(
      SlackModal.Purpose purpose, Actor by, EventId id, String written, List<File> attached) {
    SlackFiles.Found found =
        team.files().find(attached.stream().map(team.threads()::json).toList());
    boolean error = purpose.action() instanceof Action.Ran;
    List<Source> given = found.sources().stream().filter(one -> one.content() != null).toList();
    if (given.isEmpty()) {
      return Map.of(
          SlackModal.FILE,
          found.troubles().isEmpty()
              ? error
                  ? "Attach the error as a text file."
                  : "Attach plan.yaml as it was given, edited."
              : String.join(" ", found.troubles()));
    }
    List<String> wrong = error ? List.of() : wrong(purpose, by, given);
    if (!wrong.isEmpty()) {
      return Map.of(SlackModal.FILE, PlainText.clip(String.join("; ", wrong), MOST_ERROR));
    }
    String words = error ? Clicks.failed(written) : written.isEmpty() ? "" : "change: " + written;
    return closed(
        purpose,
        by,
        conversation.said(
            new Said(
                id,
                purpose.thread(),
                by,
                words,
                false,
                true,
                false,
                false,
                Set.of(by.id()),
                given)),
        SlackModal.FILE);
  }

  /** What is wrong with the files, each with its line; said before anything is taken. */
  private List<String> wrong(SlackModal.Purpose purpose, Actor by, List<Source> plans) {
    Optional<Store.Stored> about =
        purpose.session() == null
            ? queries.in(purpose.thread())
            : queries.session(purpose.session());
    return about.stream()
        .flatMap(
            stored ->
                plans.stream()
                    .map(Source::content)
                    .filter(Objects::nonNull)
                    .flatMap(file -> queries.wrong(stored.state(), file, by.person()).stream()))
        .toList();
  }

  private Map<String, String> closed(
      SlackModal.Purpose purpose, Actor by, Response response, String field) {
    return switch (response) {
      case Response.Silence silence -> Map.of();
      case Response.Open again -> Map.of(field, "Say it in a few words.");
      case Response.Tell told -> {
        if (!told.answer()) {
          yield Map.of(field, SlackTelling.words(told.message()));
        }
        team.telling()
            .tell(
                new SlackTelling.Place(
                    purpose.thread(), by.id(), purpose.thread().channel().startsWith("D")),
                told.message());
        yield Map.of();
      }
    };
  }

  private static ViewState.@Nullable Value value(ViewSubmissionPayload payload, String field) {
    Map<String, Map<String, ViewState.Value>> values = payload.getView().getState().getValues();
    Map<String, ViewState.Value> block = values.get(field);
    return block == null ? null : block.get(field);
  }

  /** One press is one event, however often it is told. */
  private static EventId id(String where, String at, String user, Action action) {
    return new EventId(
        "slack:"
            + where
            + "/"
            + at
            + "/"
            + user
            + "/"
            + Integer.toHexString(ActionText.write(action).hashCode()));
  }

  private static String text(@Nullable String told) {
    return told == null ? "" : told;
  }
}
