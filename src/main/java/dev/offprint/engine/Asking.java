package dev.offprint.engine;

import java.util.List;

/**
 * Model calls as a stage sees them: journalled, budgeted, retried, cancelled from outside. A call
 * that is in the journal costs nothing.
 */
public interface Asking {
  /** So often the same is asked, at most. */
  int TRIES = 3;

  Traits traits(Role role);

  /**
   * Asks until the reader accepts the answer, {@link #TRIES} times at most; an unusable answer goes
   * back with what is wrong with it. A model that only says it again is not asked once more.
   */
  <T> T ask(Prompt prompt, AnswerReader<T> reader) throws StageStopped;

  /**
   * Runs calls side by side, as many at once as the role's model takes; results in the order given.
   * The first runs alone until its first token, so that the others find its prefix cached. When one
   * cannot go on no more are started, those in flight end, and the cause of lowest rank is thrown.
   */
  <T> List<T> together(Role role, List<Part<T>> parts) throws StageStopped;

  /**
   * Says what is done: {@code done} of {@code all} parts of the running stage, and the last in a
   * few words.
   */
  void progress(int done, int all, String last);

  /** One of several calls. */
  interface Part<T> {
    T run() throws StageStopped;
  }

  /** Makes a value of an answer, or says what is wrong with it. */
  interface AnswerReader<T> {
    /**
     * @param attempt from 1; {@link #TRIES} where nothing better will come, or where the answer was
     *     accepted before
     */
    T read(Reply reply, int attempt) throws Unusable;
  }

  /** What is wrong with an answer, in words that the model gets back. */
  final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    public Unusable(String why) {
      super(why);
    }

    /** What is wrong; never null. */
    public String why() {
      return String.valueOf(getMessage());
    }
  }
}
