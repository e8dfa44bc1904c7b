package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.Answer;
import dev.offprint.session.Brief;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Finding;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Paper;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The work that models do, one method per stage. Every method reads only its arguments, makes its
 * calls through {@link Job#asking} and returns a typed, checked result.
 */
public interface Stages {
  /** What is to be seen of each part: one call each, of which some may come to nothing. */
  Looked look(Job job, List<View> views) throws StageStopped;

  /** Screening beside Planning's first calls. */
  Planned plan(Job job, List<Beside> beside) throws StageStopped;

  /** The four planning artifacts, as the given version. */
  Plan design(Job job, PlanDraft draft, List<Answer> answers) throws StageStopped;

  /** Changes in words, applied to a plan as edits by id. The changes are taken together. */
  Revised revise(Job job, Plan plan, List<Wanted> wanted) throws StageStopped;

  /** Screens a plan that people changed: empty, or the reason to decline. */
  Optional<String> screen(Job job, Plan plan) throws StageStopped;

  /** One specification and contract per task, reconciled. {@code taken} are kept as they are. */
  List<Analysis> analyse(Job job, Plan plan, List<Analysis> taken) throws StageStopped;

  /** The files of the plan's tasks; those of {@code taken} are kept as they are. */
  Tree generate(Job job, Plan plan, List<Analysis> analyses, Tree taken) throws StageStopped;

  /**
   * What became of each requirement, said by a model that sees the code and what the gates said.
   * The lines it names are confirmed by the engine, not here.
   *
   * @param versions of the repository, one for each round of review and repair so far: the last is
   *     the one to review, the others are what earlier rounds were shown
   */
  List<Judged> review(Job job, Plan plan, List<Tree> versions, List<GateResult> gates)
      throws StageStopped;

  /** The files of {@code tree} that repair what was found; the rest stays. */
  List<RepoFile> fix(
      Job job, Plan plan, List<Analysis> analyses, Tree tree, List<Finding> findings, int round)
      throws StageStopped;

  /** Sorts a message after delivery and, where it is a question, answers it. */
  Sorted followUp(Job job, Plan plan, Tree tree, Ledger ledger, String words) throws StageStopped;

  /**
   * What every stage gets.
   *
   * @param paper what the models read
   * @param delivery the number of the delivery that the work is for, from 1
   */
  record Job(
      EffectKey key, PlanVersion version, int delivery, Paper paper, Brief brief, Asking asking) {}

  /** A part of the paper's pages as a picture. */
  record View(Paper.Part part, Picture picture) {}

  /** What models said of parts, and the parts of which none could say anything. */
  record Looked(List<Paper.Seen> seen, List<Paper.Unread> unread) {
    public Looked {
      seen = List.copyOf(seen);
      unread = List.copyOf(unread);
    }
  }

  /** The text of something that was handed in beside the paper. */
  record Beside(String name, String text) {}

  /** What Planning came to. */
  sealed interface Planned {
    record Drafted(PlanDraft draft) implements Planned {}

    record Declined(String reason) implements Planned {}
  }

  /**
   * A change in words.
   *
   * @param own whether the words are the person's, and not ours about an answer or a source
   */
  record Wanted(EventId event, Person by, String words, boolean own) {}

  /**
   * The plan after the changes (the same where none was applied) and, for each change not applied,
   * why.
   */
  record Revised(Plan plan, Map<EventId, String> declined) {
    public Revised {
      declined = Map.copyOf(declined);
    }
  }

  /** A reviewer's word on one requirement. */
  record Judged(
      RequirementId requirement,
      Word word,
      @Nullable RepoPath file,
      int firstLine,
      int lastLine,
      String caveat) {
    /** What a reviewer may say. */
    public enum Word {
      IMPLEMENTED,
      PARTIAL,
      MISSING
    }
  }

  /** What a message after delivery was. */
  sealed interface Sorted {
    /**
     * A question with its answer. What it rests on is confirmed by the engine, not here.
     *
     * @param pages of the paper
     */
    record Answered(String words, List<Place> places, List<Integer> pages) implements Sorted {
      public Answered {
        places = List.copyOf(places);
        pages = List.copyOf(pages);
      }
    }

    /** Lines of a file, from 1; 0 where the whole file is meant. */
    record Place(RepoPath file, int firstLine, int lastLine) {}

    /** Numbers that somebody got. */
    record Reported(List<Event.Reported> numbers) implements Sorted {
      public Reported {
        numbers = List.copyOf(numbers);
      }
    }

    record Traceback() implements Sorted {}

    record ChangeWanted() implements Sorted {}
  }
}
