package dev.offprint.paper;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is by its first bytes, whatever its name or its sender says. */
enum FileKind {
  PDF("a PDF"),
  LOGIN("a login page"),
  CAPTCHA("a page that asks whether you are human"),
  HTML("a web page"),
  JSON("JSON, probably an error message"),
  XML("XML"),
  PNG("a PNG picture"),
  JPEG("a JPEG picture"),
  GIF("a GIF picture"),
  ZIP("a zip archive"),
  GZIP("a gzip archive"),
  POSTSCRIPT("PostScript"),
  WORD("an old Word file"),
  EMPTY("an empty file"),
  TEXT("plain text"),
  UNKNOWN("of a kind that is not known here");

  /** A PDF begins within this many bytes; some senders put a few in front. */
  private static final int HEAD = 1024;

  private static final int LOOKED_AT = 64 * 1024;

  private final String words;

  FileKind(String words) {
    this.words = words;
  }

  /** For people, with its article. */
  String words() {
    return words;
  }

  static FileKind of(byte[] bytes) {
    if (bytes.length == 0) {
      return EMPTY;
    }
    String head = latin(bytes, LOOKED_AT);
    int pdf = head.indexOf("%PDF");
    if (pdf >= 0 && pdf < HEAD) {
      return PDF;
    }
    String text = head.replaceFirst("^(ï»¿|\\s)+", "");
    if (text.startsWith("\u0089PNG")) {
      return PNG;
    }
    if (text.startsWith("ÿØÿ")) {
      return JPEG;
    }
    if (text.startsWith("GIF8")) {
      return GIF;
    }
    if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) {
      return ZIP;
    }
    if (text.startsWith("\u001f\u008b")) {
      return GZIP;
    }
    if (text.startsWith("%!PS")) {
      return POSTSCRIPT;
    }
    if (text.startsWith("ÐÏ\u0011à")) {
      return WORD;
    }
    return written(text);
  }

  private static FileKind written(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html")
        || lower.startsWith("<html")
        || lower.contains("<head")
        || lower.contains("<body")) {
      return page(lower);
    }
    if (lower.startsWith("<?xml") || lower.startsWith("<")) {
      return lower.contains("<html") ? page(lower) : XML;
    }
    if (lower.startsWith("{") || lower.startsWith("[")) {
      return JSON;
    }
    boolean printable =
        text.chars().limit(2000).allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
    return printable ? TEXT : UNKNOWN;
  }

  private static FileKind page(String lower) {
    if (lower.matches(
        "(?s).*(captcha|are human|not a robot|unusual traffic|cf-challenge|just a moment|verify you are).*")) {
      return CAPTCHA;
    }
    if (lower.matches(
        "(?s).*(type=[\"']?password|sign in|signin|log in to|login|institutional access|shibboleth).*")) {
      return LOGIN;
    }
    return HTML;
  }

  private static String latin(byte[] bytes, int most) {
    return new String(bytes, 0, Math.min(bytes.length, most), StandardCharsets.ISO_8859_1);
  }
}
