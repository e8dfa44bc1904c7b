package dev.offprint.engine;

import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier sessions took of the models that work now, by stage: from this, and from what the
 * session itself has taken, follows what is still to come.
 */
record Past(Map<Stage, Typical> stages, int fewestFiles, int mostFiles) {
  static final Past NONE = new Past(Map.of(), 0, 0);

  /** Sessions that are looked at, the newest. */
  static final int SESSIONS = 20;

  /** Fewer sessions than these say little about how far the next may go. */
  private static final int FEW = 3;

  private static final double BEYOND_FEW = 1.5;

  /**
   * One stage.
   *
   * @param fewest calls; of Analysing and Generating, per file
   * @param most calls; of Analysing and Generating, per file
   * @param read tokens per call
   * @param cached of those read, per call
   * @param written tokens per call
   * @param seconds per call; 0 where nobody knows
   */
  record Typical(
      double fewest, double most, double read, double cached, double written, double seconds) {

    /**
     * So many calls.
     *
     * @param reading how much more than usual a call reads here
     */
    Usage usage(double calls, double reading) {
      return new Usage(
          Math.round(calls * read * reading),
          Math.round(calls * cached * reading),
          Math.round(calls * written));
    }
  }

  Past {
    stages = Map.copyOf(stages);
  }

  /** Whether a stage's calls are counted per file. */
  static boolean perFile(Stage stage) {
    return switch (stage) {
      case ANALYSING, GENERATING -> true;
      case READING, PLANNING, DESIGNING, REVISING, CHECKING, FOLLOWING_UP -> false;
    };
  }

  Optional<Typical> of(Stage stage) {
    return Optional.ofNullable(stages.get(stage));
  }

  boolean knows(List<Stage> all) {
    return stages.keySet().containsAll(all);
  }

  /**
   * What can be told from these.
   *
   * @param took of each stage, by the model that works in it now
   * @param except the session that is asked about
   */
  static Past of(Map<Stage, List<Journal.Took>> took, SessionId except) {
    Map<SessionId, Integer> files = new LinkedHashMap<>();
    others(took, Stage.GENERATING, except).forEach(one -> files.put(one.session(), one.steps()));
    Map<Stage, Typical> stages = new EnumMap<>(Stage.class);
    for (Stage stage : took.keySet()) {
      typical(stage, others(took, stage, except), files).ifPresent(one -> stages.put(stage, one));
    }
    return new Past(
        stages,
        files.values().stream().mapToInt(Integer::intValue).min().orElse(0),
        files.values().stream().mapToInt(Integer::intValue).max().orElse(0));
  }

  private static List<Journal.Took> others(
      Map<Stage, List<Journal.Took>> took, Stage stage, SessionId except) {
    return took.getOrDefault(stage, List.of()).stream()
        .filter(one -> one.stage() == stage && !one.session().equals(except))
        .toList();
  }

  private static Optional<Typical> typical(
      Stage stage, List<Journal.Took> took, Map<SessionId, Integer> files) {
    List<Double> calls = new ArrayList<>();
    Usage usage = Usage.NONE;
    int all = 0;
    int timed = 0;
    Duration time = Duration.ZERO;
    for (Journal.Took one : took) {
      int per = perFile(stage) ? files.getOrDefault(one.session(), 0) : 1;
      if (per > 0) {
        calls.add((double) one.calls() / per);
      }
      usage = usage.plus(one.usage());
      all += one.calls();
      timed += one.timed();
      time = time.plus(one.time());
    }
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    calls.sort(Double::compare);
    // One session in ten at each end says nothing about the others.
    int cut = calls.size() / 10;
    double most = calls.get(calls.size() - 1 - cut);
    return Optional.of(
        new Typical(
            calls.get(cut),
            calls.size() < FEW ? most * BEYOND_FEW : most,
            (double) usage.read() / all,
            (double) usage.cached() / all,
            (double) usage.written() / all,
            timed == 0 ? 0 : time.toMillis() / 1000.0 / timed));
  }
}
