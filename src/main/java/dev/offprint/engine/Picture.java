package dev.offprint.engine;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/**
 * A picture that goes to a model with a question, as every provider takes it.
 *
 * @param png a PNG file in Base64, at most {@value #MOST_CHARACTERS} characters, {@value
 *     #LONGEST_SIDE} pixels wide and high
 */
public record Picture(String png) {
  /** In pixels; models scale larger pictures down themselves. */
  public static final int LONGEST_SIDE = 2_000;

  /** In characters of Base64; the strictest provider takes five million bytes. */
  public static final int MOST_CHARACTERS = 5_000_000;

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int HEADER = 24;
  private static final int DIGITS = 12;

  public Picture {
    if (png.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "a picture of " + png.length() + " characters, more than " + MOST_CHARACTERS);
    }
    ByteBuffer header = header(png);
    if (header.limit() < HEADER || header.getLong(0) != SIGNATURE) {
      throw new IllegalArgumentException("a picture that is no PNG file");
    }
    int longest = Math.max(header.getInt(16), header.getInt(20));
    int shortest = Math.min(header.getInt(16), header.getInt(20));
    if (shortest < 1 || longest > LONGEST_SIDE) {
      throw new IllegalArgumentException(
          "a picture of " + longest + " pixels, more than " + LONGEST_SIDE);
    }
  }

  /** Tells this picture from others. */
  public String hash() {
    return Digest.of(List.of(png)).substring(0, DIGITS);
  }

  /** In pixels. */
  public int width() {
    return header(png).getInt(16);
  }

  /** In pixels. */
  public int height() {
    return header(png).getInt(20);
  }

  private static ByteBuffer header(String png) {
    int characters = Math.min(png.length(), HEADER / 3 * 4);
    return ByteBuffer.wrap(Base64.getDecoder().decode(png.substring(0, characters)));
  }
}
