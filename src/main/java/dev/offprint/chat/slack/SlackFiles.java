package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.methods.response.files.FilesInfoResponse;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Downloads;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Understanding;
import dev.offprint.session.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a message as sources. A file's bytes are fetched when they are read; only a plan file's
 * are fetched at once, since it is no source. What cannot be had is said in words for people.
 */
final class SlackFiles {
  private final SlackApi api;
  private final SlackThreads threads;
  private final Downloads downloads;
  private final Blobs blobs;

  SlackFiles(SlackApi api, SlackThreads threads, Downloads downloads, Blobs blobs) {
    this.api = api;
    this.threads = threads;
    this.downloads = downloads;
    this.blobs = blobs;
  }

  /**
   * What there is and what there is not.
   *
   * @param troubles a sentence for each file that cannot be had
   */
  record Found(List<Source> sources, List<String> troubles) {
    Found {
      sources = List.copyOf(sources);
      troubles = List.copyOf(troubles);
    }
  }

  /** What became of one file. */
  private sealed interface One {
    record Had(Source source) implements One {}

    record NotHad(String why) implements One {}
  }

  Found find(SlackMessage message) {
    return find(message.files());
  }

  Found find(List<JsonNode> files) {
    List<Source> sources = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (JsonNode file : files) {
      switch (one(file)) {
        case One.Had had -> sources.add(had.source());
        case One.NotHad not -> troubles.add(not.why());
      }
    }
    return new Found(sources, troubles);
  }

  private One one(JsonNode file) {
    return file.path("file_access").asText().equals("check_file_info")
        ? shared(file.path("id").asText())
        : described(file);
  }

  /** A file of a channel that another organisation shares: only {@code files.info} says more. */
  private One shared(String id) {
    return switch (api.call(slack -> slack.filesInfo(asking -> asking.file(id)))) {
      case SlackAnswer.Done<FilesInfoResponse> done ->
          described(threads.json(done.value().getFile()));
      case SlackAnswer.Refused<FilesInfoResponse> no ->
          new One.NotHad(
              no.error().equals("missing_scope")
                  ? "The file comes from another organisation, and I have no right to look at it"
                      + " (scope files:read). Attach the PDF in a channel of this workspace."
                  : "The file comes from another organisation and is not shared with me. Attach the"
                      + " PDF in a channel of this workspace.");
      case SlackAnswer.Later<FilesInfoResponse> later -> throw new SlackPeople.NotNow(later.why());
      case SlackAnswer.Unknown<FilesInfoResponse> unknown ->
          throw new SlackPeople.NotNow(unknown.why());
    };
  }

  private One described(JsonNode file) {
    String name = name(file);
    String mode = file.path("mode").asText();
    if (mode.equals("external") || file.path("is_external").asBoolean()) {
      return new One.NotHad(
          name
              + " is kept by "
              + keeper(file.path("external_type").asText())
              + ", where I have no access. Attach the PDF itself.");
    }
    if (mode.equals("tombstone")) {
      return new One.NotHad(name + " is deleted. Attach it once more.");
    }
    if (mode.equals("hidden_by_limit")) {
      return new One.NotHad(
          name + " is older than this workspace's plan shows. Attach it once more.");
    }
    String address =
        file.hasNonNull("url_private_download")
            ? file.path("url_private_download").asText()
            : file.path("url_private").asText();
    if (address.isEmpty()) {
      return new One.NotHad(name + " is not shared with me. Attach it where I am a member.");
    }
    try {
      Source source =
          new Source(
              Source.Role.PAPER, new Source.Origin.PlatformFile(URI.create(address)), name, null);
      return Understanding.reads(name) ? fetched(source) : new One.Had(source);
    } catch (IllegalArgumentException noAddress) {
      return new One.NotHad(name + " has an address that cannot be read. Attach it once more.");
    }
  }

  private One fetched(Source source) {
    if (!(source.origin() instanceof Source.Origin.PlatformFile kept)) {
      return new One.Had(source);
    }
    return switch (downloads.fetchKept(kept.address())) {
      case Downloads.Fetched.Done done ->
          new One.Had(new Source(source.role(), kept, source.name(), blobs.put(done.bytes())));
      case Downloads.Fetched.Refused no -> new One.NotHad(source.name() + ": " + no.words());
    };
  }

  private static String name(JsonNode file) {
    String name = PlainText.brief(file.path("name").asText(), 120);
    String title = PlainText.brief(file.path("title").asText(), 120);
    return name.isEmpty() ? title.isEmpty() ? "The file" : title : name;
  }

  private static String keeper(String type) {
    return switch (type) {
      case "gdrive" -> "Google Drive";
      case "dropbox" -> "Dropbox";
      case "box" -> "Box";
      case "onedrive" -> "OneDrive";
      default -> "another service";
    };
  }
}
