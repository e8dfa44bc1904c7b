package dev.offprint.document;

import dev.offprint.engine.Documents;
import dev.offprint.session.Ledger;
import dev.offprint.session.Paper;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans and ledgers as Markdown, YAML and pictures, and the files that follow from a plan. */
public final class PlanDocuments implements Documents {
  @Override
  public String planMarkdown(Plan plan) {
    return PlanMarkdown.of(plan);
  }

  @Override
  public String planYaml(Plan plan) {
    return PlanYaml.of(plan);
  }

  @Override
  public PlanFile readPlan(String yaml, @Nullable Plan base, Paper paper, Person by) {
    return new PlanReader(base, paper, by).read(yaml);
  }

  @Override
  public String ledgerMarkdown(Plan plan, Ledger ledger) {
    return LedgerMarkdown.of(plan, ledger);
  }

  @Override
  public List<Picture> pictures(Plan plan) {
    return Drawing.of(plan.architecture());
  }

  @Override
  public List<RepoFile> scaffold(Plan plan) {
    return Scaffold.of(plan);
  }
}
