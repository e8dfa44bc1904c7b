package dev.offprint.engine;

import dev.offprint.session.Ledger;
import dev.offprint.session.Paper;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans and ledgers as files that people read and edit, and the files of the repository that follow
 * from the plan.
 */
public interface Documents {
  /** The plan as Markdown, with Mermaid diagrams. */
  String planMarkdown(Plan plan);

  /** The plan as YAML, to be edited and given back. */
  String planYaml(Plan plan);

  /**
   * An edited plan file, read against the plan that it was made from. Quotes are cut from the paper
   * by their number.
   *
   * @param base the newest plan; null before version 1
   * @param by who edited the file: an answer that differs from the one in use is theirs
   * @return a plan of the version after {@code base}, or what is wrong
   */
  PlanFile readPlan(String yaml, @Nullable Plan base, Paper paper, Person by);

  String ledgerMarkdown(Plan plan, Ledger ledger);

  /** Class and sequence diagram, in this order; one that has nothing to show is left out. */
  List<Picture> pictures(Plan plan);

  /**
   * What Offprint itself writes into the repository: README.md, requirements.txt, config.yaml,
   * reproduce.sh, data/get.py, compare.py, tests/test_smoke.py.
   */
  List<RepoFile> scaffold(Plan plan);

  /** A diagram, drawn. */
  record Picture(String name, byte[] png, String svg) {}

  /** What an edited plan file came to. */
  sealed interface PlanFile {
    record Valid(Plan plan) implements PlanFile {}

    /** What is wrong, each with its line. */
    record Invalid(List<String> errors) implements PlanFile {
      public Invalid {
        errors = List.copyOf(errors);
      }
    }
  }
}
