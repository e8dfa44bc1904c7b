package dev.offprint.paper.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a file is by its first bytes, whatever its name or its sender says. */
public enum FileKind {
  PDF("a PDF", true),
  HTML("a web page", true),
  TEX("LaTeX", true),
  TEXT("plain text", true),
  ZIP("a zip archive", true),
  GZIP("a gzip archive", true),
  TAR("a tar archive", true),
  JSON("JSON, probably an error message", false),
  XML("XML", false),
  PNG("a PNG picture", false),
  JPEG("a JPEG picture", false),
  GIF("a GIF picture", false),
  POSTSCRIPT("PostScript", false),
  WORD("an old Word file", false),
  RICH_TEXT("a rich text (RTF) file", false),
  OTHER_ARCHIVE("an archive that is neither zip nor tar nor gzip", false),
  EMPTY("an empty file", false),
  UNKNOWN("of a kind that is not known here", false);

  /** A PDF begins within this many bytes; some senders put a few in front. */
  private static final int HEAD = 1024;

  /** Bytes that are looked at. */
  public static final int LOOKED_AT = 64 * 1024;

  private static final int TAR_MAGIC = 257;
  private static final Pattern TEX_SIGN =
      Pattern.compile(
          "(?m)^[^%\\n]{0,200}\\\\(documentclass|documentstyle|begin\\{document}|(sub)*section\\*?\\{|input\\{|usepackage)");
  private static final Pattern HTML_SIGN = Pattern.compile("<(html|head|body|!doctype html)[\\s>]");
  private static final Pattern JSON_SIGN =
      Pattern.compile("(?s)(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\d\\]]).*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} \\S");

  private final String words;
  private final boolean readable;

  FileKind(String words, boolean readable) {
    this.words = words;
    this.readable = readable;
  }

  /** For people, with its article. */
  public String words() {
    return words;
  }

  /** Whether there may be a paper in it. */
  public boolean readable() {
    return readable;
  }

  public static FileKind of(byte[] bytes) {
    if (bytes.length == 0) {
      return EMPTY;
    }
    String head = latin(bytes);
    int pdf = head.indexOf("%PDF");
    if (pdf >= 0 && pdf < HEAD) {
      return PDF;
    }
    if (head.startsWith("ustar", TAR_MAGIC)) {
      return TAR;
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
    if (text.startsWith("7z¼¯")
        || text.startsWith("Rar!")
        || text.startsWith("BZh")
        || text.startsWith("ý7zXZ")
        || text.startsWith("(µ/ý")) {
      return OTHER_ARCHIVE;
    }
    if (text.startsWith("%!PS")) {
      return POSTSCRIPT;
    }
    if (text.startsWith("ÐÏ\u0011à")) {
      return WORD;
    }
    if (text.startsWith("{\\rtf")) {
      return RICH_TEXT;
    }
    return written(text);
  }

  private static FileKind written(String text) {
    if (!printable(text)) {
      return UNKNOWN;
    }
    if (TEX_SIGN.matcher(text).find()) {
      return TEX;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html")
        || HTML_SIGN.matcher(lower).find() && !HEADING.matcher(lower).find()) {
      return HTML;
    }
    if (lower.startsWith("<?xml")
        || lower.startsWith("<") && !HEADING.matcher(lower).find() && lower.indexOf('>') > 0) {
      return lower.startsWith("<?xml") ? XML : HTML;
    }
    if (JSON_SIGN.matcher(text).matches()) {
      return JSON;
    }
    return TEXT;
  }

  private static boolean printable(String text) {
    return text.chars()
        .limit(2000)
        .allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f');
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
  }
}
