package dev.offprint.chat.slack;

import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.methods.response.files.FilesCompleteUploadExternalResponse;
import com.slack.api.methods.response.files.FilesGetUploadURLExternalResponse;
import com.slack.api.methods.response.files.FilesInfoResponse;
import com.slack.api.model.File;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.PlainText;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files on their way into a thread, in Slack's three steps: announced, sent, shared. Only the last
 * can be seen, and all files of a message are shared at once. The bytes are held once, one file at
 * a time.
 */
final class SlackUploads {
  private static final Logger LOG = LoggerFactory.getLogger(SlackUploads.class);
  private static final int TRIES = 4;
  private static final Duration MOST_PAUSE = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final SlackApi api;
  private final SlackSettings settings;
  private final Blobs blobs;
  private final Pause pause;
  private final OkHttpClient http;

  SlackUploads(SlackApi api, SlackSettings settings, Blobs blobs, Pause pause) {
    this.api = api;
    this.settings = settings;
    this.blobs = blobs;
    this.pause = pause;
    Duration most = settings.timeout().multipliedBy(3);
    this.http =
        api.http().newBuilder().callTimeout(most).writeTimeout(most).readTimeout(most).build();
  }

  /**
   * Files that Slack has and nobody sees yet.
   *
   * @param ids Slack's own names for them, in order
   * @param failed what could not be sent, with why, in words
   */
  record Sent(List<String> ids, List<String> failed) {
    Sent {
      ids = List.copyOf(ids);
      failed = List.copyOf(failed);
    }
  }

  /** Announces and sends. */
  Sent send(List<Attachment> files) {
    List<String> ids = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Attachment file : files) {
      String name = PlainText.brief(file.name(), 200).replace('/', '-');
      switch (send(file, name)) {
        case SlackAnswer.Done<String> done -> ids.add(done.value());
        case SlackAnswer.Refused<String> no -> failed.add(name + " (" + no.error() + ")");
        case SlackAnswer.Later<String> later -> failed.add(name + " (" + later.why() + ")");
        case SlackAnswer.Unknown<String> unknown -> failed.add(name + " (" + unknown.why() + ")");
      }
    }
    return new Sent(ids, failed);
  }

  private SlackAnswer<String> send(Attachment file, String name) {
    byte[] bytes = blobs.get(file.content());
    if (bytes.length == 0) {
      return new SlackAnswer.Refused<>("it is empty", null);
    }
    return patiently(() -> send(bytes, name, file.mediaType().startsWith("image/")));
  }

  private SlackAnswer<String> send(byte[] bytes, String name, boolean picture) {
    SlackAnswer<FilesGetUploadURLExternalResponse> announced =
        api.call(
            slack ->
                slack.filesGetUploadURLExternal(
                    asking -> {
                      asking.filename(name).length(bytes.length);
                      return picture ? asking.altTxt("A diagram of the plan: " + name) : asking;
                    }));
    return switch (announced) {
      case SlackAnswer.Done<FilesGetUploadURLExternalResponse> done ->
          put(done.value().getUploadUrl(), bytes)
              .<SlackAnswer<String>>map(SlackAnswer.Unknown::new)
              .orElseGet(() -> new SlackAnswer.Done<>(done.value().getFileId()));
      case SlackAnswer.Refused<FilesGetUploadURLExternalResponse> no ->
          new SlackAnswer.Refused<>(no.error(), no.needed());
      case SlackAnswer.Later<FilesGetUploadURLExternalResponse> later ->
          new SlackAnswer.Later<>(later.after(), later.why());
      case SlackAnswer.Unknown<FilesGetUploadURLExternalResponse> unknown ->
          new SlackAnswer.Unknown<>(unknown.why());
    };
  }

  /** Why the bytes did not get through; empty where they did. */
  private Optional<String> put(String address, byte[] bytes) {
    URI to = URI.create(address);
    if (!ours(settings, to)) {
      return Optional.of("Slack names a strange place to send it to");
    }
    Request request =
        new Request.Builder()
            .url(to.toString())
            .post(RequestBody.create(bytes, MediaType.get("application/octet-stream")))
            .build();
    try (Response answer = http.newCall(request).execute()) {
      return answer.code() == 200
          ? Optional.empty()
          : Optional.of("Slack's file host answers with status " + answer.code());
    } catch (IOException cut) {
      return Optional.of("Slack's file host does not answer");
    }
  }

  /** Slack's own hosts, or the one that stands for Slack. */
  static boolean ours(SlackSettings settings, URI to) {
    String host = to.getHost() == null ? "" : to.getHost();
    return host.equals(settings.api().getHost())
        ? to.getScheme().equals(settings.api().getScheme())
        : "https".equals(to.getScheme()) && host.endsWith(".slack.com");
  }

  /** Shows sent files in a thread, by one message; why not, where it cannot be. */
  Optional<String> share(String channel, String thread, List<String> ids) {
    List<FileDetails> files = ids.stream().map(id -> FileDetails.builder().id(id).build()).toList();
    boolean[] perhaps = {false};
    SlackAnswer<FilesCompleteUploadExternalResponse> answer =
        patiently(
            () -> {
              if (perhaps[0] && shared(channel, ids.getFirst())) {
                return new SlackAnswer.Done<>(new FilesCompleteUploadExternalResponse());
              }
              SlackAnswer<FilesCompleteUploadExternalResponse> tried =
                  api.call(
                      slack ->
                          slack.filesCompleteUploadExternal(
                              asking ->
                                  asking
                                      .files(files)
                                      .channelId(channel)
                                      .threadTs(thread.isEmpty() ? null : thread)));
              perhaps[0] |= tried instanceof SlackAnswer.Unknown<?>;
              return tried;
            });
    return switch (answer) {
      case SlackAnswer.Done<?> done -> Optional.empty();
      case SlackAnswer.Refused<?> no -> Optional.of(no.error());
      case SlackAnswer.Later<?> later -> Optional.of(later.why());
      case SlackAnswer.Unknown<?> unknown -> Optional.of(unknown.why());
    };
  }

  /** Whether a file stands in a channel. */
  boolean shared(String channel, String id) {
    return api.call(slack -> slack.filesInfo(asking -> asking.file(id)))
            instanceof SlackAnswer.Done<FilesInfoResponse> done
        && in(done.value().getFile(), channel);
  }

  private static boolean in(File file, String channel) {
    File.Shares shares = file.getShares();
    return shares != null
        && ((shares.getPublicChannels() != null && shares.getPublicChannels().containsKey(channel))
            || (shares.getPrivateChannels() != null
                && shares.getPrivateChannels().containsKey(channel)));
  }

  /** Tries again what was put off or cut: nothing of it can be seen twice. */
  private <T> SlackAnswer<T> patiently(Supplier<SlackAnswer<T>> request) {
    SlackAnswer<T> answer = request.get();
    for (int i = 1; i < TRIES; i++) {
      Duration wait =
          switch (answer) {
            case SlackAnswer.Done<T> done -> Duration.ZERO;
            case SlackAnswer.Refused<T> no -> Duration.ZERO;
            case SlackAnswer.Later<T> later ->
                later.after().compareTo(MOST_PAUSE) < 0 ? later.after() : MOST_PAUSE;
            case SlackAnswer.Unknown<T> unknown -> BETWEEN;
          };
      if (wait.isZero()) {
        return answer;
      }
      LOG.debug("a file waits: {}", answer);
      pause.of(wait);
      answer = request.get();
    }
    return answer;
  }
}
