package dev.offprint.engine;

import dev.offprint.session.Estimate;
import dev.offprint.session.Paper;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is still to come, as ranges: from the plan and what earlier sessions of the same model took.
 * Where there are none, from what this session's calls have taken so far and the calls that are
 * left: the low end has no repair; the high end has four rounds of review and repair and half as
 * much again for answers that come back unusable.
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

  /** What work is reckoned from. */
  record Basis(
      List<Journal.Entry> made,
      Optional<Money> spent,
      Past past,
      Function<Stage, Optional<Price>> prices,
      int parallel) {
    Basis {
      made = List.copyOf(made);
    }

    /** Nothing but the session's own calls. */
    static Basis own(List<Journal.Entry> made, Optional<Money> spent, int parallel) {
      return new Basis(made, spent, Past.NONE, stage -> Optional.empty(), parallel);
    }

    /**
     * How much more a call reads here than in earlier sessions: papers differ in length. By the
     * stages that read all of it; a factor of four at most.
     */
    private double reading() {
      double here = 0;
      double usual = 0;
      for (Journal.Entry entry : made) {
        Reply reply = entry.reply();
        Optional<Past.Typical> typical =
            MEASURES.contains(entry.key().stage())
                ? past.of(entry.key().stage())
                : Optional.empty();
        if (reply != null && typical.isPresent()) {
          here += reply.usage().read();
          usual += typical.get().read();
        }
      }
      return here == 0 || usual == 0 ? 1 : Math.clamp(here / usual, 0.25, 4);
    }

    private long answered(Stage stage) {
      return made.stream()
          .filter(entry -> entry.key().stage() == stage && entry.reply() != null)
          .count();
    }
  }

  private static final List<Stage> MEASURES = List.of(Stage.PLANNING, Stage.DESIGNING);
  private static final List<Stage> BUILDING =
      List.of(Stage.ANALYSING, Stage.GENERATING, Stage.CHECKING);
  private static final List<Stage> WHOLE =
      List.of(Stage.PLANNING, Stage.DESIGNING, Stage.ANALYSING, Stage.GENERATING, Stage.CHECKING);

  /**
   * The whole work, of a paper that has been read and not planned. From its length: every call
   * reads it, mostly from the provider's cache; how many calls there are, what they write and how
   * long they take is known from earlier sessions where there are any, else reckoned, without
   * times. Empty for a small model that nobody knows yet: it gets little of the paper at a time.
   */
  static Optional<Forecast> ofPaper(Paper paper, Traits reader, Basis basis) {
    Past past = basis.past();
    if (past.knows(WHOLE)) {
      long own = length(paper, reader) + OWN;
      double usual = WHOLE.stream().mapToDouble(stage -> past.of(stage).orElseThrow().read()).sum();
      double reading = reader.compact() ? 1 : Math.clamp(own * WHOLE.size() / usual, 0.25, 4);
      Sum sum = new Sum(basis, reading);
      for (Stage stage : WHOLE) {
        Past.Typical typical = past.of(stage).orElseThrow();
        boolean perFile = Past.perFile(stage);
        sum.add(
            stage,
            typical.fewest() * (perFile ? past.fewestFiles() : 1),
            typical.most() * (perFile ? past.mostFiles() : 1));
      }
      return Optional.of(sum.forecast());
    }
    if (reader.compact()) {
      return Optional.empty();
    }
    long prefix = length(paper, reader);
    Usage few = usage(8 + 2 * FEWEST_FILES + 2, prefix);
    Usage many = usage(8 + 3 * MOST_FILES + REPAIR, prefix);
    Optional<Price> price = basis.prices().apply(Stage.PLANNING);
    return Optional.of(
        new Forecast(
            few.total(),
            many.total(),
            Duration.ZERO,
            Duration.ZERO,
            price.map(one -> one.of(few)).orElse(null),
            price.map(one -> one.of(many)).orElse(null)));
  }

  /** Tokens that every call begins with. */
  private static long length(Paper paper, Traits reader) {
    long letters = paper.sentences().stream().mapToLong(one -> one.text().length() + 8L).sum();
    return Math.min(letters / 4, reader.context() / 2) + BEFORE_THE_TASK;
  }

  private static Usage usage(long calls, long prefix) {
    return new Usage(calls * (prefix + OWN), (calls - 1) * prefix, calls * ANSWER);
  }

  /** All of the work after approval; empty while no call has been answered. */
  static Optional<Forecast> afterApproval(Basis basis, int tasks) {
    if (basis.past().knows(BUILDING)) {
      Sum sum = new Sum(basis, basis.reading());
      BUILDING.forEach(stage -> sum.add(stage, Past.perFile(stage) ? tasks : 1, 0));
      return Optional.of(sum.forecast());
    }
    Left files = Left.sideBySide(tasks, basis.parallel());
    return from(basis, files.times(2).plus(Left.inTurn(2)), REPAIR);
  }

  /**
   * What is left of the work while a stage runs: until the plan card before approval, until the
   * delivery after it.
   *
   * @param done of {@code all} parts of the stage
   * @param tasks files to write; 0 where no plan says so yet
   */
  static Optional<Forecast> whileIn(Basis basis, Stage stage, int done, int all, int tasks) {
    int parallel = basis.parallel();
    int left = Math.max(1, (all > 0 ? all : tasks) - done);
    Optional<Forecast> known = whileIn(basis, stage, left, tasks);
    if (known.isPresent()) {
      return known;
    }
    Left files = Left.sideBySide(left, parallel);
    return switch (stage) {
      case READING -> from(basis, Left.inTurn(6), 0);
      case PLANNING ->
          from(basis, Left.sideBySide(Math.max(1, all - done), parallel).plus(Left.inTurn(3)), 0);
      case DESIGNING -> from(basis, Left.inTurn(Math.max(1, (all > 0 ? all : 3) - done)), 0);
      case REVISING, FOLLOWING_UP -> from(basis, Left.inTurn(1), 0);
      case ANALYSING ->
          from(basis, files.plus(Left.sideBySide(tasks, parallel)).plus(Left.inTurn(2)), REPAIR);
      case GENERATING -> from(basis, files.plus(Left.inTurn(1)), REPAIR);
      case CHECKING -> from(basis, Left.inTurn(1), REPAIR);
    };
  }

  /** By what earlier sessions took; empty where there are none, or the stage is none of theirs. */
  private static Optional<Forecast> whileIn(Basis basis, Stage stage, int left, int tasks) {
    List<Stage> later =
        switch (stage) {
          case READING -> MEASURES;
          case PLANNING -> List.of(Stage.DESIGNING);
          case DESIGNING, CHECKING -> List.of();
          case ANALYSING -> List.of(Stage.GENERATING, Stage.CHECKING);
          case GENERATING -> List.of(Stage.CHECKING);
          case REVISING, FOLLOWING_UP -> List.of();
        };
    boolean counted = stage != Stage.READING;
    if (stage == Stage.REVISING
        || stage == Stage.FOLLOWING_UP
        || !basis.past().knows(later)
        || (counted && basis.past().of(stage).isEmpty())) {
      return Optional.empty();
    }
    Sum sum = new Sum(basis, basis.reading());
    if (counted) {
      sum.add(
          stage, Past.perFile(stage) ? left : 1, Past.perFile(stage) ? 0 : basis.answered(stage));
    }
    later.forEach(one -> sum.add(one, Past.perFile(one) ? Math.max(1, tasks) : 1, 0));
    return Optional.of(sum.forecast());
  }

  /** Stages added up by what earlier sessions took of them. */
  private static final class Sum {
    private final Basis basis;
    private final double reading;
    private long fewest;
    private long most;
    private double shortest;
    private double longest;
    private @Nullable Money least = Money.NONE;
    private @Nullable Money dearest = Money.NONE;

    Sum(Basis basis, double reading) {
      this.basis = basis;
      this.reading = reading;
    }

    /** So many times the usual, of which some calls are made already. */
    void add(Stage stage, int times, long made) {
      Past.Typical typical = basis.past().of(stage).orElseThrow();
      add(
          stage,
          Math.max(1, typical.fewest() * times - made),
          Math.max(1, typical.most() * times - made));
    }

    void add(Stage stage, double few, double many) {
      Past.Typical typical = basis.past().of(stage).orElseThrow();
      Usage low = typical.usage(few, reading);
      Usage high = typical.usage(many, reading);
      fewest += low.total();
      most += high.total();
      shortest += typical.seconds() * Math.ceil(few / basis.parallel());
      longest +=
          typical.seconds() * (Past.perFile(stage) ? Math.ceil(many / basis.parallel()) : many);
      Optional<Price> price = basis.prices().apply(stage);
      least = sum(least, price, low);
      dearest = sum(dearest, price, high);
    }

    private static @Nullable Money sum(@Nullable Money so, Optional<Price> price, Usage usage) {
      return so == null ? null : price.map(one -> so.plus(one.of(usage))).orElse(null);
    }

    Forecast forecast() {
      return new Forecast(
          fewest,
          most,
          Duration.ofMillis(Math.round(shortest * 1000)),
          Duration.ofMillis(Math.round(longest * 1000)),
          least,
          dearest);
    }
  }

  private static Optional<Forecast> from(Basis basis, Left left, int repair) {
    long calls = 0;
    long tokens = 0;
    Duration took = Duration.ZERO;
    for (Journal.Entry entry : basis.made()) {
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
    Optional<Money> spent = basis.spent();
    return Optional.of(
        new Forecast(
            Math.round(left.calls() * each),
            Math.round(most.calls() * each),
            Duration.ofMillis(Math.round(left.inTurn() * millis)),
            Duration.ofMillis(Math.round(most.inTurn() * millis)),
            spent.map(money -> money.times(left.calls() * one)).orElse(null),
            spent.map(money -> money.times(most.calls() * one)).orElse(null)));
  }

  /** As the session keeps it; what is free of charge costs nothing instead of nobody knows what. */
  Estimate estimate(boolean free) {
    return new Estimate(
        fewest,
        most,
        free ? BigDecimal.ZERO : least == null ? null : least.dollars(),
        free ? BigDecimal.ZERO : dearest == null ? null : dearest.dollars(),
        shortest,
        longest);
  }

  /** As it was kept. */
  static Forecast of(Estimate kept) {
    boolean priced = kept.dearest() != null && kept.dearest().signum() > 0;
    return new Forecast(
        kept.fewest(),
        kept.most(),
        kept.shortest(),
        kept.longest(),
        priced && kept.least() != null ? new Money(kept.least()) : null,
        priced && kept.dearest() != null ? new Money(kept.dearest()) : null);
  }

  /** Whether anything is known about times. */
  boolean timed() {
    return !longest.isZero();
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
