package dev.offprint.chat.slack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The one file in an upload, as a form or as it is. */
final class Multipart {
  private Multipart() {}

  static byte[] content(@Nullable String type, byte[] body) {
    if (type == null || !type.startsWith("multipart/form-data")) {
      return body;
    }
    // Latin-1 keeps one character a byte.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    int start = text.indexOf("\r\n\r\n") + 4;
    int end = text.lastIndexOf("\r\n--", text.length() - 5);
    return Arrays.copyOfRange(body, start, Math.max(start, end));
  }
}
