package dev.offprint.engine;

import dev.offprint.session.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Models that answer by a function and keep what they were asked. */
final class FakeModels implements Models {
  static final Usage COST = new Usage(10, 0, 5);

  final List<Prompt> asked = new ArrayList<>();
  int parallel = 1;
  boolean compact;
  boolean images;

  /** Whether it works on this machine. */
  boolean local = true;

  /** What it costs; null: nobody knows. */
  @Nullable Price price;

  /** What an answer takes. */
  Function<Prompt, Usage> costs = prompt -> COST;

  /** What an answer says of whose it is. */
  String name = "one";

  /** Asked instead, where there are any. */
  @Nullable Models real;

  /** Stands in for every answer. */
  @Nullable Traits spare;

  /** Which questions go to those. */
  Predicate<Prompt> reallyAsked = prompt -> true;

  Answering answering = (prompt, call) -> "ok";

  /** Makes the answer. */
  interface Answering {
    String answer(Prompt prompt, Call call) throws CallFailed;
  }

  void answer(Function<Prompt, String> answers) {
    answering = (prompt, call) -> answers.apply(prompt);
  }

  @Override
  public Traits traits(Role role) {
    if (real != null) {
      return real.traits(role);
    }
    return new Traits("fake:one", "nobody", 1_000, 500, parallel, true, compact, local, images);
  }

  @Override
  public Optional<Traits> standIn() {
    return Optional.ofNullable(spare);
  }

  @Override
  public Optional<Price> price(String model) {
    return Optional.ofNullable(price);
  }

  @Override
  public long estimate(Prompt prompt) {
    return real == null ? 10 : real.estimate(prompt);
  }

  @Override
  public Reply call(Prompt prompt, Call call) throws CallFailed {
    synchronized (asked) {
      asked.add(prompt);
    }
    if (real != null && reallyAsked.test(prompt)) {
      return real.call(prompt, call);
    }
    String text = answering.answer(prompt, call);
    Reply reply =
        new Reply(
            text,
            Reply.Finish.COMPLETE,
            costs.apply(prompt),
            spare == null ? name : spare.name(),
            Duration.ofSeconds(1));
    return spare == null ? reply : reply.insteadOf("fake:one", Usage.NONE);
  }

  List<String> steps() {
    synchronized (asked) {
      return asked.stream().map(Prompt::step).toList();
    }
  }
}
