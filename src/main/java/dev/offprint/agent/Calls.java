package dev.offprint.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Picture;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Beside;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Traits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one way from an agent to a model: system prompt and paper first, then what the stage shares,
 * the task last, so that caches hit.
 */
final class Calls {
  private final Prompts prompts;

  Calls(Prompts prompts) {
    this.prompts = prompts;
  }

  /** Turns an answer into what the stage needs; {@code attempt} counts from 1. */
  interface Making<A, T> {
    T make(A answer, int attempt) throws Unusable;
  }

  Sizes sizes(Job job, Role role) {
    return Sizes.of(job.asking().traits(role));
  }

  /** Asks for an answer of a shape. */
  <A, T> T ask(
      Job job,
      Role role,
      String step,
      List<String> shared,
      Template task,
      Shape shape,
      Class<A> type,
      Making<A, T> making)
      throws StageStopped {
    Sizes sizes = sizes(job, role);
    Prompt prompt = prompt(job, role, step, shared, task, shape.schema(), sizes.list());
    return asked(job, prompt, shape, type, making);
  }

  /**
   * Asks by rules that are the same for many tasks: they stand before them, where caches find them;
   * a small model gets them last, after its task.
   */
  <A, T> T ask(
      Job job,
      Role role,
      String step,
      List<String> shared,
      Template rules,
      Template task,
      Shape shape,
      Class<A> type,
      Making<A, T> making)
      throws StageStopped {
    Sizes sizes = sizes(job, role);
    Prompt prompt =
        sizes.compact()
            ? prompt(
                job,
                role,
                step,
                shared,
                prompts.render(task) + "\n" + prompts.render(rules),
                shape.schema(),
                sizes.list())
            : prompt(job, role, step, ruled(shared, rules), task, shape.schema(), sizes.list());
    return asked(job, prompt, shape, type, making);
  }

  /** What is shared, with rules at its end. */
  List<String> ruled(List<String> shared, Template rules) {
    List<String> all = new ArrayList<>(shared);
    all.add(prompts.render(rules));
    return all;
  }

  /** Asks about a picture, with nothing before it but what all calls share. */
  <A, T> T look(
      Job job,
      Picture picture,
      String step,
      Template task,
      Shape shape,
      int most,
      Class<A> type,
      Making<A, T> making)
      throws StageStopped {
    Traits traits = job.asking().traits(Role.VIEWER);
    String words = prompts.render(task);
    if (!traits.schema()) {
      words += "\nThe JSON schema of the answer: " + shape.schema();
    }
    Prompt prompt =
        new Prompt(
                Role.VIEWER,
                step,
                prompts.render(new Template.System()),
                List.of(),
                words,
                List.of(),
                "",
                shape.schema(),
                Math.max(1, Math.min(most, traits.output())))
            .showing(List.of(picture));
    return asked(job, prompt, shape, type, making);
  }

  private static <A, T> T asked(
      Job job, Prompt prompt, Shape shape, Class<A> type, Making<A, T> making) throws StageStopped {
    int[] attempt = {0};
    return job.asking()
        .ask(
            prompt,
            reply -> {
              attempt[0]++;
              try {
                return making.make(Answered.as(type, reply, shape), attempt[0]);
              } catch (IllegalArgumentException refused) {
                // The types of a session check themselves and say what is wrong.
                throw new Unusable(String.valueOf(refused.getMessage()));
              }
            });
  }

  /** What was handed in beside the paper; all of it together gets half of the paper's room. */
  List<String> beside(Job job, Role role, List<Beside> sources) {
    List<String> blocks = new ArrayList<>();
    for (Beside source : sources) {
      int room = sizes(job, role).paper() / 2 / sources.size();
      String whole = source.text().strip();
      String text = PaperText.start(whole, room);
      blocks.add(
          prompts.render(
              new Template.Beside(
                  Material.safe(source.name()),
                  Material.safe(text),
                  text.length() < whole.length())));
    }
    return blocks;
  }

  Prompt prompt(
      Job job,
      Role role,
      String step,
      List<String> shared,
      Template task,
      @Nullable JsonNode schema,
      int most) {
    return prompt(job, role, step, shared, prompts.render(task), schema, most);
  }

  private Prompt prompt(
      Job job,
      Role role,
      String step,
      List<String> shared,
      String task,
      @Nullable JsonNode schema,
      int most) {
    Traits traits = job.asking().traits(role);
    List<String> prefix = new ArrayList<>();
    prefix.add(paper(job, traits));
    prefix.addAll(shared);
    String words = task;
    if (schema != null && !traits.schema()) {
      words += "\nThe JSON schema of the answer: " + schema;
    }
    return new Prompt(
        role,
        step,
        prompts.render(new Template.System()),
        prefix,
        words,
        List.of(),
        "",
        schema,
        Math.max(1, Math.min(most, traits.output())));
  }

  private String paper(Job job, Traits traits) {
    PaperText text = PaperText.of(job.paper(), Sizes.of(traits).paper());
    String request = Material.safe(job.brief().words());
    return prompts.render(
        new Template.Paper(
            !request.isBlank(),
            request,
            text.text(),
            !text.leftOut().isEmpty(),
            String.join("; ", text.leftOut()),
            !job.paper().seen().isEmpty(),
            !job.paper().unread().isEmpty(),
            Material.safe(String.join("; ", job.paper().notRead()))));
  }
}
