package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Reply;
import dev.offprint.model.Calls.Caller;
import dev.offprint.model.ModelServer.Answer;
import dev.offprint.model.ModelServer.Answer.Fault;
import dev.offprint.model.Trouble.Kind;
import dev.offprint.session.Cause;
import dev.offprint.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CircuitTest {
  private static final Trouble LOST = new Trouble(Kind.TEMPORARY, "it is down");

  private final StandingStill pace = new StandingStill();
  private final Circuit circuit = new Circuit(pace);

  @Test
  void fewFailuresAreNoOutage() throws Exception {
    for (int i = 0; i < 9; i++) {
      circuit.ended(enter(), LOST);
    }
    circuit.ended(enter(), null);
    for (int i = 0; i < 9; i++) {
      circuit.ended(enter(), LOST);
    }
    assertThat(circuit.isOpen()).isFalse();
    circuit.ended(enter(), LOST);
    assertThat(circuit.isOpen()).isTrue();
  }

  @Test
  void afterACallGaveUpNobodyAsksBeforeTAndThenOneDoes() throws Exception {
    circuit.givenUp(LOST);
    assertThat(refused()).isEqualTo(Duration.ofMinutes(1));
    pace.pass(Duration.ofSeconds(59));
    assertThat(refused()).isEqualTo(Duration.ofSeconds(1));
    pace.pass(Duration.ofSeconds(1));

    assertThat(enter()).as("this one tries").isTrue();
    CompletableFuture<Boolean> other = entering();
    circuit.ended(true, null);
    assertThat(other.get()).as("the other goes on as usual").isFalse();
  }

  @Test
  void whileOneTriesTheOthersWaitForWhatBecomesOfIt() throws Exception {
    circuit.givenUp(LOST);
    pace.pass(Duration.ofMinutes(1));
    assertThat(enter()).isTrue();
    CompletableFuture<Duration> other = CompletableFuture.supplyAsync(this::refused);
    circuit.ended(true, LOST);
    assertThat(other.get()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void pausesDoubleUpToAnHour() throws Exception {
    circuit.givenUp(LOST);
    List<Long> minutes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Duration left = circuit.left();
      minutes.add(left.toMinutes());
      pace.pass(left);
      circuit.ended(enter(), LOST);
    }
    assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void longerTimeThatTheProviderNamedIsKept() {
    circuit.givenUp(new Trouble(Kind.TEMPORARY, "later", Duration.ofMinutes(10)));
    assertThat(circuit.left()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void cancelledTryLeavesTheTryToTheNext() throws Exception {
    circuit.givenUp(LOST);
    pace.pass(Duration.ofMinutes(1));
    assertThat(enter()).isTrue();
    CompletableFuture<Boolean> other = entering();
    circuit.ended(true, Trouble.cancelled());
    assertThat(other.get()).isTrue();
  }

  @Test
  void refusalsAreNoOutage() throws Exception {
    for (int i = 0; i < 20; i++) {
      circuit.ended(enter(), new Trouble(Kind.SETTINGS, "wrong key"));
    }
    assertThat(circuit.isOpen()).isFalse();
  }

  @Test
  void everybodyWaitsAsLongAsTheProviderAskedOne() throws Exception {
    circuit.ended(enter(), new Trouble(Kind.TEMPORARY, "busy", Duration.ofSeconds(7)));
    assertThat(circuit.rest()).isEqualTo(Duration.ofSeconds(7));
    pace.pass(Duration.ofSeconds(7));
    assertThat(circuit.rest()).isEqualTo(Duration.ZERO);
  }

  @Test
  void fiftySessionsDoNotHammerAProviderThatIsDown() throws Exception {
    AtomicReference<@Nullable Fault> fault =
        new AtomicReference<>(new Fault.Status(503, Map.of(), OpenAiServer.error("overloaded")));
    CountDownLatch probed = new CountDownLatch(1);
    try (OpenAiServer server =
        new OpenAiServer(
            request -> {
              Fault now = fault.get();
              if (now == null) {
                probed.countDown();
              }
              return now == null ? Answer.of("Fine.") : Answer.failing(now);
            })) {
      ServerModel model = Spoken.model(server, pace);

      assertThat(fifty(model)).allMatch(ended -> ended.startsWith("provider down"));
      int first = server.requests().size();
      // Ten in a row open it; the eight slots may have sent theirs by then.
      assertThat(first).isBetween(10, 18);

      assertThat(fifty(model)).containsOnly("provider down PT1M");
      assertThat(server.requests()).as("before T nobody asks").hasSize(first);

      pace.pass(Duration.ofMinutes(1));
      assertThat(fifty(model)).containsOnly("provider down PT2M");
      assertThat(server.requests()).as("at T one asks").hasSize(first + 1);

      pace.pass(Duration.ofMinutes(2));
      fault.set(null);
      assertThat(fifty(model)).containsOnly("Fine.");
      assertThat(server.requests()).hasSize(first + 1 + 50);
      probed.await();
    }
  }

  private List<String> fifty(ServerModel model) throws Exception {
    List<Callable<String>> calls = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      SessionId session = new SessionId(String.format(Locale.ROOT, "sess%04d", i));
      calls.add(
          () -> {
            all.countDown();
            all.await();
            try {
              Reply reply = model.call(Calls.prompt("Write."), new Caller(session));
              return reply.text();
            } catch (CallFailed failed) {
              return failed.why() instanceof Cause.ProviderDown down
                  ? "provider down " + down.pause()
                  : failed.why().words();
            }
          });
    }
    List<String> ended = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      for (Future<String> one : threads.invokeAll(calls)) {
        ended.add(one.get());
      }
    }
    return ended;
  }

  private boolean enter() throws InterruptedException {
    return circuit.enter(() -> false);
  }

  private CompletableFuture<Boolean> entering() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return enter();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        });
  }

  /** How long whoever asks now is told to wait. */
  private Duration refused() {
    Duration after = catchThrowableOfType(Trouble.class, this::enter).after();
    return after == null ? Duration.ZERO : after;
  }

  /** Time passes only by hand. */
  private static final class StandingStill implements Pace {
    private final AtomicLong now = new AtomicLong();

    void pass(Duration time) {
      now.addAndGet(time.toNanos());
    }

    @Override
    public void pause(Duration atMost, CountDownLatch cancelled) {
      // Nobody waits in this test but for others.
    }

    @Override
    public long nanos() {
      return now.get();
    }

    @Override
    public double random() {
      return 0.5;
    }
  }
}
