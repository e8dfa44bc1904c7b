package dev.offprint.agent;

/** Every prompt with its variables; the file is named after the type, {@code fix-file.mustache}. */
sealed interface Template {

  /** What all calls share, word for word. */
  record System() implements Template {}

  /** Request and paper as they stand before every task. */
  record Paper(
      boolean wished,
      String request,
      String paper,
      boolean cut,
      String leftOut,
      boolean seen,
      boolean unread,
      String notRead)
      implements Template {}

  /** What is asked of a picture: just one of the three kinds, and the words around it. */
  record Look(boolean figure, boolean equation, boolean page, boolean near, String words)
      implements Template {}

  /** Something that was handed in beside the paper. */
  record Beside(String name, String text, boolean cut) implements Template {}

  record Screen(boolean planned) implements Template {}

  /**
   * @param translated whether the paper names another language than Python for its code
   */
  record Roadmap(int steps, boolean wished, boolean translated) implements Template {}

  /**
   * @param translated as in {@link Roadmap}
   */
  record Requirements(boolean part, int first, int last, int least, int most, boolean translated)
      implements Template {}

  record Open(int questions, int datasets, int targets, boolean found, String candidates)
      implements Template {}

  record Architecture(int least, int most, boolean compact, int methods) implements Template {}

  record Logic(String requirements, int conventions) implements Template {}

  record Config(int most, boolean compact, boolean found, String stated) implements Template {}

  record Serve(String requirements, String files) implements Template {}

  record Revise(String changes) implements Template {}

  record Analyse(
      String path,
      String purpose,
      String serves,
      String settings,
      String dependencies,
      boolean entry,
      boolean aims,
      String targets,
      boolean runs,
      String part,
      boolean compact)
      implements Template {}

  /** The same for every file, so it can stand before the tasks. */
  record AnalyseRules(boolean compact, int most, boolean several) implements Template {}

  record Reconcile(String contradictions) implements Template {}

  /** What is new to a file's author; all else stands in plan, contracts and rules. */
  record Code(
      String path,
      String specification,
      boolean otherwise,
      String imports,
      boolean entry,
      boolean aims,
      String targets,
      String frame)
      implements Template {}

  /** The same for every file. */
  record CodeRules(String packages, boolean usual, String imports) implements Template {}

  /** All that a small model needs for a file, in one place. */
  record CodeCompact(
      String path,
      String purpose,
      String specification,
      String packages,
      String imports,
      String settings,
      boolean entry,
      boolean aims,
      String targets,
      String frame)
      implements Template {}

  record Review(String requirements, boolean compact) implements Template {}

  /** The same for every group of requirements. */
  record ReviewRules(boolean compact) implements Template {}

  /** Files that were changed since the code before them was shown. */
  record Mended(String files) implements Template {}

  record Fix(String findings, String files) implements Template {}

  record FixFile(String path, String findings, String text, String neighbours, String packages)
      implements Template {}

  record FollowUp(String words) implements Template {}
}
