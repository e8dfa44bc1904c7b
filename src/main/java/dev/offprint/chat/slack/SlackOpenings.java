package dev.offprint.chat.slack;

import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Queries;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.util.List;
import java.util.Optional;

/**
 * First messages of threads that are asked for by command. One that no session came of, because the
 * program ended or Slack did not answer in between, is found again when the same is asked again.
 */
final class SlackOpenings {
  private static final int MOST_SHOWN = 500;

  private final SlackApi api;
  private final SlackPosts posts;
  private final Queries queries;

  SlackOpenings(SlackApi api, Queries queries) {
    this.api = api;
    this.posts = new SlackPosts(api);
    this.queries = queries;
  }

  /** The thread for this request: its first message says who asked for what. */
  SlackAnswer<ThreadRef> open(String channel, PersonId by, String text) {
    String key = SlackPosts.opaque("asked " + channel + " " + by.value() + " " + text);
    SlackAnswer<Optional<ThreadRef>> before = bare(channel, key);
    return switch (before) {
      case SlackAnswer.Done<Optional<ThreadRef>> done ->
          done.value()
              .<SlackAnswer<ThreadRef>>map(SlackAnswer.Done::new)
              .orElseGet(() -> posted(channel, by, text, key));
      // Where nothing can be read, nothing is found again.
      case SlackAnswer.Refused<Optional<ThreadRef>> no -> posted(channel, by, text, key);
      case SlackAnswer.Later<Optional<ThreadRef>> later ->
          new SlackAnswer.Later<>(later.after(), later.why());
      case SlackAnswer.Unknown<Optional<ThreadRef>> unknown ->
          new SlackAnswer.Unknown<>(unknown.why());
    };
  }

  private SlackAnswer<ThreadRef> posted(String channel, PersonId by, String text, String key) {
    SlackAnswer<ChatPostMessageResponse> posted = say(channel, by, text, key);
    return switch (posted) {
      case SlackAnswer.Done<ChatPostMessageResponse> done ->
          new SlackAnswer.Done<>(
              SlackNames.thread(done.value().getChannel(), done.value().getTs()));
      case SlackAnswer.Refused<ChatPostMessageResponse> no ->
          new SlackAnswer.Refused<>(no.error(), no.needed());
      case SlackAnswer.Later<ChatPostMessageResponse> later ->
          new SlackAnswer.Later<>(later.after(), later.why());
      case SlackAnswer.Unknown<ChatPostMessageResponse> unknown ->
          bare(channel, key) instanceof SlackAnswer.Done<Optional<ThreadRef>> done
                  && done.value().isPresent()
              ? new SlackAnswer.Done<>(done.value().get())
              : new SlackAnswer.Unknown<>(unknown.why());
    };
  }

  private SlackAnswer<ChatPostMessageResponse> say(
      String channel, PersonId by, String text, String key) {
    String words =
        "<@"
            + SlackNames.user(by)
            + "> asks for a reproduction: "
            + SlackTelling.escaped(PlainText.brief(text, MOST_SHOWN));
    return api.call(
        slack ->
            slack.chatPostMessage(
                saying ->
                    saying
                        .channel(channel)
                        .text(words)
                        .mrkdwn(false)
                        .metadataAsString(SlackPosts.metadata(key, List.of()))
                        .unfurlLinks(false)
                        .unfurlMedia(false)));
  }

  /** A message for the same request, by the same person, that has no session. */
  private SlackAnswer<Optional<ThreadRef>> bare(String channel, String key) {
    SlackAnswer<List<SlackPosts.Kept>> kept = posts.last(channel, key);
    return switch (kept) {
      case SlackAnswer.Done<List<SlackPosts.Kept>> done ->
          new SlackAnswer.Done<>(
              done.value().stream()
                  .map(post -> SlackNames.thread(channel, post.ts()))
                  .filter(thread -> queries.in(thread).isEmpty())
                  .findFirst());
      case SlackAnswer.Refused<List<SlackPosts.Kept>> no ->
          new SlackAnswer.Refused<>(no.error(), no.needed());
      case SlackAnswer.Later<List<SlackPosts.Kept>> later ->
          new SlackAnswer.Later<>(later.after(), later.why());
      case SlackAnswer.Unknown<List<SlackPosts.Kept>> unknown ->
          new SlackAnswer.Unknown<>(unknown.why());
    };
  }
}
