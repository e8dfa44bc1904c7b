package dev.offprint.engine;

import dev.offprint.session.Source;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a source beside the paper: a text file as it is, a PDF as read. */
final class SourceText {
  private static final int MOST = 12_000;

  private final Ports ports;

  SourceText(Ports ports) {
    this.ports = ports;
  }

  /** What became of a source; texts are cut, and say so. */
  sealed interface Text {
    record Had(String text) implements Text {}

    record NotHad(String why) implements Text {}
  }

  Text read(Source source) {
    if (source.content() != null) {
      return text(ports.blobs().get(source.content()), source.name());
    }
    return switch (ports.fetched(source)) {
      case Downloads.Fetched.Done done -> text(done.bytes(), done.name());
      case Downloads.Fetched.Refused no -> new Text.NotHad(no.words());
    };
  }

  private Text text(byte[] bytes, String name) {
    if (bytes.length >= 5 && new String(bytes, 0, 5, StandardCharsets.ISO_8859_1).equals("%PDF-")) {
      return switch (ports.papers().read(bytes, name)) {
        case Papers.Read.Unreadable no -> new Text.NotHad(no.words());
        case Papers.Read.Done read -> {
          StringBuilder text = new StringBuilder();
          read.paper().sentences().forEach(sentence -> text.append(sentence.text()).append('\n'));
          yield new Text.Had(cut(text.toString()));
        }
      };
    }
    try {
      return new Text.Had(
          cut(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
    } catch (CharacterCodingException binary) {
      return new Text.NotHad(name + " is neither text nor a PDF");
    }
  }

  private static String cut(String text) {
    return text.length() <= MOST
        ? text
        : text.substring(0, MOST) + "\n[cut here: the source has " + text.length() + " characters]";
  }
}
