package dev.offprint.engine;

import dev.offprint.session.Paper;
import dev.offprint.session.Source;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The text of a source beside the paper: a text file as it is, all else as read. */
final class SourceText {
  private static final int MOST = 12_000;

  /** Read as people would see it; all other text is read as it is. */
  private static final Pattern MARKUP =
      Pattern.compile("(?i)\\s*(<!doctype html|<html|\\\\documentclass)");

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
    try {
      String plain = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean made = plain.startsWith("%PDF-") || plain.indexOf('\0') >= 0;
      return made || MARKUP.matcher(plain).lookingAt()
          ? read(bytes, name)
          : new Text.Had(cut(plain));
    } catch (CharacterCodingException binary) {
      return read(bytes, name);
    }
  }

  private Text read(byte[] bytes, String name) {
    return switch (ports.papers().read(bytes, name)) {
      case Papers.Read.Unreadable no -> new Text.NotHad(no.words());
      case Papers.Read.Scan no -> new Text.NotHad(no.words());
      case Papers.Read.NoPaper other -> new Text.Had(cut(text(other.text())));
      case Papers.Read.Done read -> new Text.Had(cut(text(read.paper())));
    };
  }

  private static String text(Paper paper) {
    StringBuilder text = new StringBuilder();
    paper.sentences().forEach(sentence -> text.append(sentence.text()).append('\n'));
    return text.toString();
  }

  private static String cut(String text) {
    return text.length() <= MOST
        ? text
        : text.substring(0, MOST) + "\n[cut here: the source has " + text.length() + " characters]";
  }
}
