package dev.offprint.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text file after a delivery that says something of a run: an error, a log, results. It is read
 * like words that were pasted, for which platforms leave little room.
 */
final class Pasted {
  private static final Pattern REPORT = Pattern.compile("(?i).*\\.(txt|log|out|err|json|text)");
  private static final int MOST = 50_000;

  private Pasted() {}

  /** Whether a file of that name may be one. */
  static boolean named(String name) {
    return REPORT.matcher(name).matches();
  }

  /** The text; of a long one the end, where errors are. Empty where the file is something else. */
  static Optional<String> text(String name, byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
    boolean report = text.indexOf('\0') < 0 && (named(name) || text.contains(RunReport.TRACEBACK));
    if (!report || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        text.length() <= MOST ? text : "[…]\n" + text.substring(text.length() - MOST));
  }
}
