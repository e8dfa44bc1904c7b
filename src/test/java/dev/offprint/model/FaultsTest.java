package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Traits;
import dev.offprint.model.Calls.Caller;
import dev.offprint.model.Calls.NoPause;
import dev.offprint.model.ModelServer.Answer;
import dev.offprint.session.Cause;
import dev.offprint.session.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault at every provider, streaming and not, once and for good, as a table. */
class FaultsTest {
  private static final String OK = "Fine.";
  private final Prompt prompt = Calls.prompt("word ".repeat(400));

  @ParameterizedTest
  @EnumSource
  void everyFaultEndsAsItShould(Spoken spoken) {
    List<String> table = new ArrayList<>();
    for (boolean streaming : new boolean[] {true, false}) {
      for (Faults fault : Faults.values()) {
        Optional<Answer> answer = fault.in(spoken);
        if (answer.isEmpty() || (!streaming && fault.ofStreams())) {
          continue;
        }
        Ended once = ended(spoken, fault, streaming, answer.get(), false);
        Ended always = ended(spoken, fault, streaming, answer.get(), true);
        table.add(
            String.format(
                Locale.ROOT,
                "%-9s %-6s %-35s once: %-22s %d calls, %3d tokens lost | always: %-22s %d calls,"
                    + " %4d tokens lost | %s",
                spoken,
                streaming ? "stream" : "whole",
                fault,
                once.outcome,
                once.calls,
                once.lost,
                always.outcome,
                always.calls,
                always.lost,
                always.words));
        check(fault, once, always);
      }
    }
    table.forEach(System.out::println);
  }

  private static void check(Faults fault, Ended once, Ended always) {
    switch (fault.outcome()) {
      case DOWN -> {
        assertThat(always.outcome).as("%s", fault).isEqualTo("paused until T");
        assertThat(always.calls).as("%s", fault).isEqualTo(fault == Faults.NO_SUCH_HOST ? 0 : 5);
        if (fault != Faults.NO_SUCH_HOST) {
          assertThat(once.outcome).as("%s", fault).isEqualTo("answered");
          assertThat(once.calls).as("%s", fault).isEqualTo(2);
        }
        if (fault.name().startsWith("BUSY_") && fault != Faults.BUSY_WITHOUT_A_TIME) {
          // A date has whole seconds, and one may end between two looks at a clock.
          assertThat(once.pauses)
              .as("%s", fault)
              .singleElement()
              .isIn(Duration.ofMillis(7_100), Duration.ofMillis(6_100));
        }
      }
      case CONTINUED -> assertThat(always.outcome).isEqualTo("cut, to be continued");
      // The reader of the answer sends it back; see the table of stages.
      case UNUSABLE -> assertThat(always.outcome).as("%s", fault).isEqualTo("answered");
      case DECLINED -> {
        assertThat(always.outcome).as("%s", fault).isEqualTo("failed: declined");
        assertThat(always.calls).as("%s", fault).isEqualTo(1);
      }
      case CHOICE -> {
        assertThat(always.outcome).as("%s", fault).isEqualTo("paused: a choice");
        assertThat(always.calls).as("%s", fault).isEqualTo(1);
      }
    }
    if (fault.outcome() != Faults.Outcome.CONTINUED && fault.outcome() != Faults.Outcome.UNUSABLE) {
      assertThat(always.words)
          .as("%s", fault)
          .endsWith(always.words.contains(": ") ? "" : ".")
          .doesNotContain("Exception", "null", "{", Spoken.KEY)
          .hasSizeBetween(15, 400);
    }
  }

  /** How one call ended. */
  private record Ended(String outcome, String words, int calls, long lost, List<Duration> pauses) {}

  private Ended ended(
      Spoken spoken, Faults fault, boolean streaming, Answer answer, boolean always) {
    AtomicBoolean wrong = new AtomicBoolean(true);
    NoPause pace = new NoPause();
    try (ModelServer server =
        spoken.server(request -> wrong.getAndSet(always) ? answer : Answer.of(OK))) {
      if (!streaming) {
        server.refuseStreams();
      }
      ServerModel model = model(server, fault, always, pace);
      try {
        Reply reply = model.call(prompt, new Caller());
        long lost = lost(server, reply);
        return new Ended(
            reply.finish() == Reply.Finish.LENGTH ? "cut, to be continued" : "answered",
            "",
            server.requests().size(),
            lost,
            pace.pauses);
      } catch (CallFailed failed) {
        String outcome =
            switch (failed.why()) {
              case Cause.ProviderDown down -> "paused until T";
              case Cause.NoModel none -> "paused: a choice";
              case Cause.Refused refused -> "failed: declined";
              default -> failed.why().toString();
            };
        return new Ended(
            outcome,
            failed.why().words(),
            server.requests().size(),
            failed.spent().total(),
            pace.pauses);
      }
    }
  }

  /** What a call cost beyond its last try. */
  private static long lost(ModelServer server, Reply reply) {
    Usage last =
        new Usage(Tokens.of(server.words(server.requests().getLast())), 0, Tokens.of(reply.text()));
    return server.requests().size() == 1 ? 0 : reply.usage().total() - last.total();
  }

  private static ServerModel model(ModelServer server, Faults fault, boolean always, Pace pace) {
    ModelSettings usual = ModelSettings.defaults();
    boolean stalls = fault == Faults.STALLED_STREAM || fault == Faults.SILENCE;
    // Who is to be answered after a stall needs the patience for it.
    Duration patience = !stalls ? Duration.ofSeconds(20) : Duration.ofMillis(always ? 60 : 400);
    ModelSettings.Server described = server.described("KEY");
    return new ServerModel(
        new ModelName("test", "m"),
        fault == Faults.NO_SUCH_HOST
            ? new ModelSettings.Server(
                Faults.NOWHERE, "KEY", described.reader(), described.protocol(), null)
            : described,
        Spoken.KEY,
        new Traits("test:m", "the test server", 32_000, 4_000, 4, true, false, true),
        0,
        false,
        new ModelSettings(
            null,
            usual.roles(),
            usual.providers(),
            usual.abilities(),
            patience,
            patience,
            usual.embedded()),
        Provider.of(8, pace),
        pace);
  }
}
