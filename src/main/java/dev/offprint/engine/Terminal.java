package dev.offprint.engine;

import dev.offprint.session.Actor;
import dev.offprint.session.ThreadRef;

/** The screen and the keyboard of whoever started this process; maybe nobody sits there. */
public interface Terminal {
  /** Whether a person can answer. */
  boolean interactive();

  /** Prints a line. */
  void say(String line);

  /** Prints a message that is no post. */
  void show(Message message);

  /** Shows how far something is, on one line that the next call replaces. */
  void progress(String line);

  /** Asks a question with yes or no; only where a person can answer, and before {@link #listen}. */
  boolean yes(String question);

  /** From now on, what is typed is said in this thread by this person. */
  void listen(ThreadRef thread, Actor person);

  /** The person is waited for: says what can be typed. */
  void prompt(String hint);
}
