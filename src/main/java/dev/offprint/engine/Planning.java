package dev.offprint.engine;

import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.OpenQuestion;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.Roadmap;
import dev.offprint.session.Source;
import java.util.ArrayList;
import java.util.List;

/** Screening and the first half of the plan, from the paper and what was handed in beside it. */
final class Planning implements StageRun {
  private final Ports ports;
  private final SourceText sources;
  private final PaperPolicy papers;

  Planning(Ports ports, PaperPolicy papers) {
    this.ports = ports;
    this.papers = papers;
    this.sources = new SourceText(ports);
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    Artifacts artifacts = ports.artifacts();
    List<Stages.Beside> beside = new ArrayList<>();
    Stages.Job job = StageRun.job(artifacts, effect, asking);
    List<String> unread = new ArrayList<>();
    for (Source source : StageInputs.beside(effect.inputs()).toList()) {
      switch (text(effect, source)) {
        case SourceText.Text.Had had -> beside.add(new Stages.Beside(source.name(), had.text()));
        case SourceText.Text.NotHad no ->
            unread.add(PlainText.brief(source.name(), 80) + " is not used: " + no.why());
      }
    }
    unread.addAll(job.paper().notRead());
    return switch (ports.stages().plan(job, beside)) {
      case Stages.Planned.Declined no -> new Event.ScreenedOut(effect.key(), no.reason());
      case Stages.Planned.Drafted drafted ->
          new Event.DraftPlanned(
              effect.key(),
              artifacts.put(effect.key().session(), without(drafted.draft(), unread)),
              drafted.draft().questions().stream().map(OpenQuestion::of).toList());
    };
  }

  private SourceText.Text text(Effect.RunStage effect, Source source) {
    return papers
        .leavesOut(ports.place(effect.key().session()), source, ports.models())
        .<SourceText.Text>map(SourceText.Text.NotHad::new)
        .orElseGet(() -> sources.read(source));
  }

  /**
   * The plan says of each source that could not be read that it was left out, and what of the paper
   * was not: what somebody handed in comes first, the card has no room for all.
   */
  private static PlanDraft without(PlanDraft draft, List<String> unread) {
    List<String> leftOut = new ArrayList<>(unread);
    leftOut.addAll(draft.roadmap().leftOut());
    return new PlanDraft(
        draft.brief(),
        draft.requirements(),
        draft.questions(),
        draft.datasets(),
        draft.targets(),
        new Roadmap(draft.roadmap().summary(), draft.roadmap().steps(), leftOut));
  }
}
