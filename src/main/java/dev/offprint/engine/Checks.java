package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.GateResult;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Stated;
import dev.offprint.session.Tree;
import java.util.List;
import java.util.Optional;

/** The gates: deterministic checks on the generated repository. They parse, they never import. */
public interface Checks {
  /**
   * All gates, in order; what could not run says so.
   *
   * @param stated what the paper states of settings
   */
  List<GateResult> run(Plan plan, List<Analysis> analyses, Tree tree, List<Stated> stated);

  /**
   * Whether these lines (from 1, both included) exist and hold code, not only comments and blanks.
   */
  boolean isCode(Tree tree, RepoPath file, int firstLine, int lastLine);

  /**
   * What a Python text really defines, in the form of a contract; empty where it does not parse.
   */
  Optional<Contract> outline(String python);
}
