package dev.offprint.chat.slack;

import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.methods.response.conversations.ConversationsOpenResponse;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we say on Slack. A post carries its key as metadata, by which it is found again, and the
 * files that belong to it: they are sent before and shared after, so that a crash in between can be
 * made good when the post is looked up.
 */
public final class SlackChat implements Chat, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackChat.class);

  /** Slack takes about fifty edits a minute of an app: 46 leave some room. */
  private static final Pace EDITS = new Pace(Duration.ofMillis(1_300), Duration.ofSeconds(15));

  private static final Limits LIMITS = new Limits(6_500, 25, 75, 100L << 20, true, EDITS);
  private static final Duration UNTIL_MENDED = Duration.ofMinutes(1);

  private final SlackApi api;
  private final SlackUploads uploads;
  private final SlackPosts posts;
  private final SlackMarks marks;
  private final PostPace pace;
  private volatile @Nullable Ourselves ourselves;

  public SlackChat(SlackSettings settings, Blobs blobs, InstantSource clock) {
    this(settings, blobs, clock, Pause.REAL);
  }

  SlackChat(SlackSettings settings, Blobs blobs, InstantSource clock, Pause pause) {
    this.api = new SlackApi(settings);
    this.uploads = new SlackUploads(api, settings, blobs, pause);
    this.posts = new SlackPosts(api);
    this.marks = new SlackMarks(api, clock);
    this.pace = new PostPace(clock);
  }

  @Override
  public String connection() {
    return SlackNames.CONNECTION;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public Posted post(ThreadRef thread, PostKey key, Message message) {
    Duration wait = pace.take(thread.channel());
    if (!wait.isZero()) {
      return new Posted.Later(wait);
    }
    SlackUploads.Sent files = uploads.send(files(message));
    SlackDrawing drawing = SlackDrawing.draw(message, links(thread), files.failed());
    SlackAnswer<ChatPostMessageResponse> answer =
        joining(thread.channel(), () -> say(thread, key, drawing, files.ids()));
    return switch (answer) {
      case SlackAnswer.Done<ChatPostMessageResponse> done -> {
        show(thread, files.ids());
        yield new Posted.Done(new PostId(done.value().getTs()));
      }
      case SlackAnswer.Refused<ChatPostMessageResponse> no -> refused(no);
      case SlackAnswer.Later<ChatPostMessageResponse> later -> {
        pace.putOff(thread.channel(), later.after());
        yield new Posted.Later(later.after());
      }
      case SlackAnswer.Unknown<ChatPostMessageResponse> unknown ->
          new Posted.Unknown(unknown.why());
    };
  }

  private static Posted refused(SlackAnswer.Refused<?> no) {
    return no.error().equals("missing_scope")
        ? new Posted.Later(UNTIL_MENDED)
        : new Posted.Refused(no.threadGone(), "Slack says " + no.error());
  }

  private static List<Attachment> files(Message message) {
    return switch (message) {
      case Message.Header header -> List.of();
      case Message.Questions questions -> questions.files();
      case Message.PlanCard card -> card.details();
      case Message.Delivered delivered -> delivered.files();
      case Message.Stopped stopped -> stopped.files();
      case Message.Note note -> note.files();
    };
  }

  private SlackAnswer<ChatPostMessageResponse> say(
      ThreadRef thread, PostKey key, SlackDrawing drawing, List<String> files) {
    return api.call(
        slack ->
            slack.chatPostMessage(
                saying ->
                    saying
                        .channel(thread.channel())
                        .threadTs(thread.thread().isEmpty() ? null : thread.thread())
                        .text(drawing.text())
                        .blocksAsString(drawing.blocks().toString())
                        .metadataAsString(SlackPosts.metadata(key, files))
                        .unfurlLinks(false)
                        .unfurlMedia(false)));
  }

  /** A public channel that we were not invited to can be joined, once. */
  private <T> SlackAnswer<T> joining(String channel, Supplier<SlackAnswer<T>> request) {
    SlackAnswer<T> answer = request.get();
    boolean outside =
        answer instanceof SlackAnswer.Refused<T> no && no.error().equals("not_in_channel");
    return outside
            && api.call(slack -> slack.conversationsJoin(asking -> asking.channel(channel)))
                instanceof SlackAnswer.Done<?>
        ? request.get()
        : answer;
  }

  /** Shares what belongs to a post; where that cannot be, the thread is told. */
  private void show(ThreadRef thread, List<String> files) {
    if (files.isEmpty()) {
      return;
    }
    Optional<String> failed = uploads.share(thread.channel(), thread.thread(), files);
    if (failed.isEmpty()) {
      pace.putOff(thread.channel(), Duration.ofSeconds(1));
      return;
    }
    LOG.warn("files could not be shared in {}: {}", thread, failed.get());
    SlackDrawing words =
        SlackDrawing.draw(
            new Message.Note(
                List.of(),
                "The files of my last message could not be put here: Slack says "
                    + failed.get()
                    + ". Say \"details\" to have those of the plan again.",
                List.of(),
                List.of()),
            post -> "");
    var told =
        api.call(
            slack ->
                slack.chatPostMessage(
                    saying ->
                        saying
                            .channel(thread.channel())
                            .threadTs(thread.thread().isEmpty() ? null : thread.thread())
                            .text(words.text())
                            .blocksAsString(words.blocks().toString())));
    if (!(told instanceof SlackAnswer.Done<?>)) {
      LOG.warn("nor could that be said: {}", told);
    }
  }

  @Override
  public Posted edit(ThreadRef thread, PostId post, Message message) {
    SlackDrawing drawing = SlackDrawing.draw(message, links(thread));
    SlackAnswer<ChatUpdateResponse> answer =
        api.call(
            slack ->
                slack.chatUpdate(
                    saying ->
                        saying
                            .channel(thread.channel())
                            .ts(post.value())
                            .text(drawing.text())
                            .blocksAsString(drawing.blocks().toString())));
    return switch (answer) {
      case SlackAnswer.Done<ChatUpdateResponse> done -> new Posted.Done(post);
      case SlackAnswer.Refused<ChatUpdateResponse> no -> refused(no);
      case SlackAnswer.Later<ChatUpdateResponse> later -> new Posted.Later(later.after());
      case SlackAnswer.Unknown<ChatUpdateResponse> unknown -> new Posted.Unknown(unknown.why());
    };
  }

  /**
   * Looks through the thread. Files that a crash kept from being shared are shared now.
   *
   * @throws IllegalStateException where Slack does not answer now: whoever asks asks again
   */
  @Override
  public Optional<PostId> find(ThreadRef thread, PostKey key) {
    Optional<SlackPosts.Kept> kept =
        kept(
            thread.thread().isEmpty()
                ? posts.inConversation(thread.channel(), key)
                : posts.inThread(thread, key));
    kept.filter(post -> !post.files().isEmpty())
        .filter(post -> !uploads.shared(thread.channel(), post.files().getFirst()))
        .ifPresent(post -> show(thread, post.files()));
    return kept.map(post -> new PostId(post.ts()));
  }

  private static Optional<SlackPosts.Kept> kept(SlackAnswer<Optional<SlackPosts.Kept>> answer) {
    return switch (answer) {
      case SlackAnswer.Done<Optional<SlackPosts.Kept>> done -> done.value();
      case SlackAnswer.Refused<Optional<SlackPosts.Kept>> no -> {
        LOG.info("posts cannot be looked up there: {}", no.error());
        yield Optional.empty();
      }
      case SlackAnswer.Later<Optional<SlackPosts.Kept>> later ->
          throw new IllegalStateException("Slack looks nothing up now: " + later.why());
      case SlackAnswer.Unknown<Optional<SlackPosts.Kept>> unknown ->
          throw new IllegalStateException("Slack looks nothing up now: " + unknown.why());
    };
  }

  @Override
  public Posted direct(Person to, PostKey key, Message message) {
    String user = SlackWords.user(to);
    if (user.isEmpty()) {
      return new Posted.Refused(false, to.name() + " is not on Slack");
    }
    SlackAnswer<ConversationsOpenResponse> open =
        api.call(slack -> slack.conversationsOpen(asking -> asking.users(List.of(user))));
    return switch (open) {
      case SlackAnswer.Done<ConversationsOpenResponse> done ->
          direct(done.value().getChannel().getId(), key, message);
      case SlackAnswer.Refused<ConversationsOpenResponse> no ->
          new Posted.Refused(false, "Slack says " + no.error());
      case SlackAnswer.Later<ConversationsOpenResponse> later -> new Posted.Later(later.after());
      case SlackAnswer.Unknown<ConversationsOpenResponse> unknown ->
          new Posted.Later(Duration.ofSeconds(5));
    };
  }

  /** Nobody looks up a direct message afterwards: it is looked for before. */
  private Posted direct(String channel, PostKey key, Message message) {
    ThreadRef conversation = SlackNames.thread(channel, "");
    Posted posted =
        switch (posts.inConversation(channel, key)) {
          case SlackAnswer.Done<Optional<SlackPosts.Kept>> before ->
              before
                  .value()
                  .<Posted>map(kept -> new Posted.Done(new PostId(kept.ts())))
                  .orElseGet(() -> post(conversation, key, message));
          // It cannot be looked up at all: better twice than never.
          case SlackAnswer.Refused<?> no -> post(conversation, key, message);
          case SlackAnswer.Later<?> later -> new Posted.Later(later.after());
          case SlackAnswer.Unknown<?> unknown -> new Posted.Later(Duration.ofSeconds(5));
        };
    return posted instanceof Posted.Done done
        ? new Posted.Done(new PostId(channel + "/" + done.id().value()))
        : posted;
  }

  @Override
  public void mark(ThreadRef thread, EventId asked, Mark mark) {
    marks.mark(thread, asked, mark);
  }

  /** Where posts of a thread can be seen. */
  private Function<PostId, String> links(ThreadRef thread) {
    return post -> {
      Ourselves known = ourselves;
      if (known == null && Ourselves.ask(api) instanceof SlackAnswer.Done<Ourselves> done) {
        known = done.value();
        ourselves = known;
      }
      String link = known == null ? "" : known.link(thread.channel(), post.value());
      return link.isEmpty() || thread.thread().isEmpty()
          ? link
          : link + "?thread_ts=" + thread.thread() + "&cid=" + thread.channel();
    };
  }

  /** The scopes that Slack has asked for and the app does not have, as far as seen. */
  public Set<String> missingScopes() {
    return api.missingScopes();
  }

  @Override
  public void close() {
    api.close();
  }
}
