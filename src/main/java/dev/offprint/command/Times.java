package dev.offprint.command;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as whoever sits here reads them. */
final class Times {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Times() {}

  static String shown(Instant instant) {
    return SHOWN.format(instant.atZone(ZoneId.systemDefault()));
  }
}
