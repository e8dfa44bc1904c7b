package dev.offprint.command.bench;

import dev.offprint.command.bench.SimulatedServer.Served;
import dev.offprint.engine.Models;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.session.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The port to the simulated server, and what each call was. */
final class SimulatedModels implements Models {
  private static final int CONTEXT = 400_000;
  private static final int OUTPUT = 32_000;

  private final Assumptions assumed;
  private final SimulatedServer server;
  private final Answers answers;
  private final Traits traits;
  private final List<Call> calls = new ArrayList<>();

  SimulatedModels(Assumptions assumed, SimulatedServer server, Answers answers) {
    this.assumed = assumed;
    this.server = server;
    this.answers = answers;
    this.traits =
        new Traits(
            "simulated:model",
            "the simulation",
            CONTEXT,
            OUTPUT,
            assumed.slots(),
            false,
            false,
            true);
  }

  /** A call as it was made. */
  record Call(Role role, Served served) {
    /** Whether it belongs to the way from paper to files. */
    boolean towardsFiles() {
      return role != Role.REVIEWER && role != Role.FIXER;
    }
  }

  List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  @Override
  public Traits traits(Role role) {
    server.known();
    return traits;
  }

  @Override
  public long estimate(Prompt prompt) {
    server.known();
    return assumed.tokens(text(prompt));
  }

  @Override
  public Reply call(Prompt prompt, Models.Call call) {
    String answer = answers.to(prompt);
    Served served =
        server.serve(prompt.step(), text(prompt), assumed.tokens(answer), call::started);
    synchronized (calls) {
      calls.add(new Call(prompt.role(), served));
    }
    return new Reply(
        answer,
        Reply.Finish.COMPLETE,
        new Usage(served.read(), served.read() - served.missed(), served.written()),
        traits.name(),
        Duration.ofMillis(served.until() - served.from()));
  }

  private static String text(Prompt prompt) {
    StringBuilder text = new StringBuilder(prompt.system());
    prompt.prefix().forEach(block -> text.append("\n\n").append(block));
    text.append("\n\n").append(prompt.task());
    prompt
        .exchanges()
        .forEach(
            one -> text.append("\n\n").append(one.answer()).append("\n\n").append(one.reproach()));
    return text.append(prompt.start()).toString();
  }
}
