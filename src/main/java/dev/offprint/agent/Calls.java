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
import java.util.stream.Collectors;
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
    Prompt prompt =
        prompt(job, role, step, shared, prompts.render(task) + form(job, role, shape), shape);
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
      List<Template> tasks,
      Shape shape,
      Class<A> type,
      Making<A, T> making)
      throws StageStopped {
    String words = tasks.stream().map(prompts::render).collect(Collectors.joining("\n"));
    String same = prompts.render(rules) + form(job, role, shape);
    Prompt prompt =
        sizes(job, role).compact()
            ? prompt(job, role, step, shared, words + "\n" + same, shape)
            : prompt(job, role, step, with(shared, same), words, shape);
    return asked(job, prompt, shape, type, making);
  }

  /** What is shared, with rules at its end. */
  List<String> ruled(List<String> shared, Template rules) {
    return with(shared, prompts.render(rules));
  }

  private static List<String> with(List<String> shared, String last) {
    List<String> all = new ArrayList<>(shared);
    all.add(last);
    return all;
  }

  /** How the answer looks, for a model that no schema holds to it. */
  private static String form(Job job, Role role, Shape shape) {
    return job.asking().traits(role).schema() ? "" : "\nThe form of the answer: " + shape.sketch();
  }

  private static @Nullable JsonNode schema(Traits traits, Shape shape) {
    return traits.schema() ? shape.schema() : null;
  }

  /** Files that were changed after the code was shown. */
  String mended(String files) {
    return prompts.render(new Template.Mended(Material.safe(files).strip()));
  }

  /** Tokens that every call has before what its stage shares. */
  int before(Job job, Role role) {
    return PaperText.tokens(
        prompts.render(new Template.System()) + paper(job, job.asking().traits(role)));
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
    String words = prompts.render(task) + form(job, Role.VIEWER, shape);
    Prompt prompt =
        new Prompt(
                Role.VIEWER,
                step,
                prompts.render(new Template.System()),
                List.of(),
                words,
                List.of(),
                "",
                schema(traits, shape),
                Math.max(1, Math.min(most, traits.output())))
            .showing(List.of(picture));
    return asked(job, prompt, shape, type, making);
  }

  private static <A, T> T asked(
      Job job, Prompt prompt, Shape shape, Class<A> type, Making<A, T> making) throws StageStopped {
    return job.asking()
        .ask(
            prompt,
            (reply, attempt) -> {
              try {
                return making.make(Answered.as(type, reply, shape), attempt);
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

  /** A question for words as they come. */
  Prompt prompt(Job job, Role role, String step, List<String> shared, Template task, int most) {
    return prompt(job, role, step, shared, prompts.render(task), null, most);
  }

  private Prompt prompt(
      Job job, Role role, String step, List<String> shared, String task, Shape shape) {
    JsonNode schema = schema(job.asking().traits(role), shape);
    return prompt(job, role, step, shared, task, schema, sizes(job, role).list());
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
    return new Prompt(
        role,
        step,
        prompts.render(new Template.System()),
        prefix,
        task,
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
