package dev.offprint.paper;

import java.util.regex.Pattern;

/**
 * One drawn character or ligature: points from the page's upper left corner, baseline {@code y}.
 *
 * @param figure drawn by a form within the page, as figures are
 */
record Glyph(String text, float x0, float x1, float y, float size, Face face, boolean figure) {
  /** The look of a font, as far as reading needs it. */
  record Face(String name, boolean bold, boolean italic, boolean maths, boolean mono) {
    private static final Pattern MONO =
        Pattern.compile(
            "(?iu).*(mono|courier|cmtt|sftt|typewriter|inconsolata|consol|code|menlo|lmtt|txtt|nimbusmon).*");

    Face(String name, boolean bold, boolean italic, boolean maths) {
      this(name, bold, italic, maths, mono(name));
    }

    /** Whether a font is one of a typewriter, as code is set in. */
    static boolean mono(String name) {
      return MONO.matcher(name).matches();
    }
  }
}
