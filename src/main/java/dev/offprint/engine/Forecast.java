package dev.offprint.engine;

import dev.offprint.session.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is still to come, as ranges: from what this session's calls have taken so far and the calls
 * that are left. The low end has no repair; the high end has four rounds of review and repair and
 * half as much again for answers that come back unusable.
 *
 * @param fewest tokens
 * @param most tokens
 */
record Forecast(long fewest, long most, Duration shortest, Duration longest) {
  /** Four rounds, each a review and a repair. */
  private static final int REPAIR = 8;

  /** Calls left, and how many of them wait for each other. */
  private record Left(double calls, double inTurn) {
    Left plus(Left other) {
      return new Left(calls + other.calls, inTurn + other.inTurn);
    }

    Left times(double factor) {
      return new Left(calls * factor, inTurn * factor);
    }

    static Left sideBySide(double calls, int parallel) {
      return new Left(calls, Math.ceil(calls / parallel));
    }

    static Left inTurn(double calls) {
      return new Left(calls, calls);
    }
  }

  /** All of the work after approval; empty while no call has been answered. */
  static Optional<Forecast> afterApproval(List<Journal.Entry> made, int tasks, int parallel) {
    Left files = Left.sideBySide(tasks, parallel);
    return from(made, files.times(2).plus(Left.inTurn(2)), REPAIR);
  }

  /**
   * What is left of the work while a stage runs: until the plan card before approval, until the
   * delivery after it.
   *
   * @param done of {@code all} parts of the stage
   * @param tasks files to write; 0 where no plan says so yet
   */
  static Optional<Forecast> whileIn(
      List<Journal.Entry> made, Stage stage, int done, int all, int tasks, int parallel) {
    Left files = Left.sideBySide(Math.max(1, (all > 0 ? all : tasks) - done), parallel);
    return switch (stage) {
      case READING -> from(made, Left.inTurn(6), 0);
      case PLANNING ->
          from(made, Left.sideBySide(Math.max(1, all - done), parallel).plus(Left.inTurn(3)), 0);
      case DESIGNING -> from(made, Left.inTurn(Math.max(1, (all > 0 ? all : 3) - done)), 0);
      case REVISING, FOLLOWING_UP -> from(made, Left.inTurn(1), 0);
      case ANALYSING ->
          from(made, files.plus(Left.sideBySide(tasks, parallel)).plus(Left.inTurn(2)), REPAIR);
      case GENERATING -> from(made, files.plus(Left.inTurn(1)), REPAIR);
      case CHECKING -> from(made, Left.inTurn(1), REPAIR);
    };
  }

  private static Optional<Forecast> from(List<Journal.Entry> made, Left left, int repair) {
    long calls = 0;
    long tokens = 0;
    Duration took = Duration.ZERO;
    for (Journal.Entry entry : made) {
      Reply reply = entry.reply();
      if (reply != null) {
        calls++;
        tokens += reply.usage().total();
        took = took.plus(reply.took());
      }
    }
    if (calls == 0) {
      return Optional.empty();
    }
    double each = (double) tokens / calls;
    double millis = (double) took.toMillis() / calls;
    Left most = left.times(1.5).plus(Left.inTurn(repair));
    return Optional.of(
        new Forecast(
            Math.round(left.calls() * each),
            Math.round(most.calls() * each),
            Duration.ofMillis(Math.round(left.inTurn() * millis)),
            Duration.ofMillis(Math.round(most.inTurn() * millis))));
  }

  /** {@code 6–9 min}. */
  String time() {
    long longestSeconds = Math.max(1, longest.toSeconds());
    if (longestSeconds < 90) {
      return range(shortest.toSeconds(), longestSeconds, 10) + " s";
    }
    if (longestSeconds < 90 * 60) {
      return range(shortest.toSeconds() / 60, (longestSeconds + 59) / 60, 1) + " min";
    }
    return range(shortest.toMinutes() / 60, (longest.toMinutes() + 59) / 60, 1) + " h";
  }

  /** {@code 60,000–110,000 tokens}. */
  String tokens() {
    return range(fewest, most, 1000) + " tokens";
  }

  private static String range(long low, long high, long step) {
    long from = low / step * step;
    long to = (high + step - 1) / step * step;
    return from == 0
        ? "up to " + PlainText.number(to)
        : from == to
            ? "about " + PlainText.number(to)
            : PlainText.number(from) + "–" + PlainText.number(to);
  }

  /** {@code 40 s}, {@code 6 min}, {@code 2 h 5 min}. */
  static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 90) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    return minutes < 90 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
