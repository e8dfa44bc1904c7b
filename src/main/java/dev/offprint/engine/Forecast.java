package dev.offprint.engine;

import dev.offprint.session.Paper;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is still to come, as ranges: from what this session's calls have taken so far and the calls
 * that are left. The low end has no repair; the high end has four rounds of review and repair and
 * half as much again for answers that come back unusable.
 *
 * @param fewest tokens
 * @param most tokens
 * @param least money; null where a model has no price
 * @param dearest money; null where a model has no price
 */
record Forecast(
    long fewest,
    long most,
    Duration shortest,
    Duration longest,
    @Nullable Money least,
    @Nullable Money dearest) {
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

  /** Files of a repository before anybody has planned them. */
  private static final int FEWEST_FILES = 4;

  private static final int MOST_FILES = 14;

  /**
   * Tokens, counted in runs of the pipeline: instructions and plan; what a call adds; an answer.
   */
  private static final int BEFORE_THE_TASK = 7_000;

  private static final int OWN = 1_800;
  private static final int ANSWER = 1_300;

  /**
   * The whole work, of a paper that has been read and not planned, from its length: every call
   * reads it, mostly from the provider's cache. Without times, which only calls can tell; empty for
   * a small model, which gets little of the paper at a time.
   */
  static Optional<Forecast> ofPaper(Paper paper, Traits reader, Optional<Price> price) {
    if (reader.compact()) {
      return Optional.empty();
    }
    long letters = paper.sentences().stream().mapToLong(one -> one.text().length() + 8L).sum();
    long prefix = Math.min(letters / 4, reader.context() / 2) + BEFORE_THE_TASK;
    Usage few = usage(8 + 2 * FEWEST_FILES + 2, prefix);
    Usage many = usage(8 + 3 * MOST_FILES + REPAIR, prefix);
    return Optional.of(
        new Forecast(
            few.total(),
            many.total(),
            Duration.ZERO,
            Duration.ZERO,
            price.map(one -> one.of(few)).orElse(null),
            price.map(one -> one.of(many)).orElse(null)));
  }

  private static Usage usage(long calls, long prefix) {
    return new Usage(calls * (prefix + OWN), (calls - 1) * prefix, calls * ANSWER);
  }

  /** All of the work after approval; empty while no call has been answered. */
  static Optional<Forecast> afterApproval(
      List<Journal.Entry> made, Optional<Money> spent, int tasks, int parallel) {
    Left files = Left.sideBySide(tasks, parallel);
    return from(made, spent, files.times(2).plus(Left.inTurn(2)), REPAIR);
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
    Optional<Money> spent = Optional.empty();
    return switch (stage) {
      case READING -> from(made, spent, Left.inTurn(6), 0);
      case PLANNING ->
          from(
              made,
              spent,
              Left.sideBySide(Math.max(1, all - done), parallel).plus(Left.inTurn(3)),
              0);
      case DESIGNING -> from(made, spent, Left.inTurn(Math.max(1, (all > 0 ? all : 3) - done)), 0);
      case REVISING, FOLLOWING_UP -> from(made, spent, Left.inTurn(1), 0);
      case ANALYSING ->
          from(
              made,
              spent,
              files.plus(Left.sideBySide(tasks, parallel)).plus(Left.inTurn(2)),
              REPAIR);
      case GENERATING -> from(made, spent, files.plus(Left.inTurn(1)), REPAIR);
      case CHECKING -> from(made, spent, Left.inTurn(1), REPAIR);
    };
  }

  private static Optional<Forecast> from(
      List<Journal.Entry> made, Optional<Money> spent, Left left, int repair) {
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
    double one = 1.0 / calls;
    double each = tokens * one;
    double millis = (double) took.toMillis() / calls;
    Left most = left.times(1.5).plus(Left.inTurn(repair));
    return Optional.of(
        new Forecast(
            Math.round(left.calls() * each),
            Math.round(most.calls() * each),
            Duration.ofMillis(Math.round(left.inTurn() * millis)),
            Duration.ofMillis(Math.round(most.inTurn() * millis)),
            spent.map(money -> money.times(left.calls() * one)).orElse(null),
            spent.map(money -> money.times(most.calls() * one)).orElse(null)));
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

  /** {@code $0.60–1.10}, or tokens where a model has no price. */
  String cost() {
    return least == null || dearest == null ? tokens() : Money.range(least, dearest);
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
