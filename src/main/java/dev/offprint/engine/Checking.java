package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.BlobId;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.Finding;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.State;
import dev.offprint.session.Tree;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Gates, review and repair, then the archive. */
final class Checking implements StageRun {
  private final Ports ports;
  private final Packing packing;

  Checking(Ports ports, Packing packing) {
    this.ports = ports;
    this.packing = packing;
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    Artifacts artifacts = ports.artifacts();
    Effect.Inputs inputs = effect.inputs();
    BlobId planId = StageRun.needed(inputs.plan(), "plan");
    BlobId specifiedId = StageRun.needed(inputs.analyses(), "specifications");
    Plan plan = artifacts.plan(planId);
    List<Analysis> analyses = artifacts.specified(specifiedId).analyses();
    Tree written = artifacts.written(StageRun.needed(inputs.tree(), "files")).tree();
    State.FollowUp followUp = inputs.followUp();
    List<Finding> reported =
        followUp == null
            ? List.of()
            : List.of(Traceback.finding(ports.blobs().text(followUp.words()), plan));
    Stages.Job job = StageRun.job(artifacts, effect, asking);
    Repair.Version best =
        new Repair(ports.stages(), ports.checks())
            .run(job, plan, analyses, joined(written, ports.documents().scaffold(plan)), reported);
    BlobId tree =
        artifacts.put(effect.key().session(), new Written(planId, specifiedId, best.tree()));
    Delivery delivery = packing.pack(effect, job, plan, best, tree);
    return new Event.Checked(effect.key(), tree, artifacts.put(effect.key().session(), delivery));
  }

  /** What Offprint writes from the plan stands in for whatever else has its name. */
  static Tree joined(Tree written, List<RepoFile> scaffold) {
    Set<String> ours =
        scaffold.stream().map(file -> file.path().fold()).collect(Collectors.toSet());
    List<RepoFile> others =
        written.files().stream().filter(file -> !ours.contains(file.path().fold())).toList();
    return new Tree(others).with(scaffold);
  }
}
