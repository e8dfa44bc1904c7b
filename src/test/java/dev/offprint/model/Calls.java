package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offprint.engine.Models;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Role;
import dev.offprint.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Prompts, a caller and a pace for tests of models. */
final class Calls {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Calls() {}

  static Prompt prompt(String task) {
    return new Prompt(
        Role.CODER,
        "step",
        "You write code.",
        List.of("The paper."),
        task,
        List.of(),
        "",
        null,
        500);
  }

  static Prompt prompt(String task, String schema) {
    Prompt plain = prompt(task);
    return new Prompt(
        plain.role(),
        plain.step(),
        plain.system(),
        plain.prefix(),
        task,
        List.of(),
        "",
        json(schema),
        plain.most());
  }

  static Prompt most(Prompt prompt, int most) {
    return new Prompt(
        prompt.role(),
        prompt.step(),
        prompt.system(),
        prompt.prefix(),
        prompt.task(),
        prompt.exchanges(),
        prompt.start(),
        prompt.schema(),
        most);
  }

  static Prompt from(Prompt prompt, String start) {
    return new Prompt(
        prompt.role(),
        prompt.step(),
        prompt.system(),
        prompt.prefix(),
        prompt.task(),
        prompt.exchanges(),
        start,
        prompt.schema(),
        prompt.most());
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException broken) {
      throw new IllegalArgumentException(text, broken);
    }
  }

  /** A caller that remembers what it heard and can cancel. */
  static final class Caller implements Models.Call {
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch registered = new CountDownLatch(1);
    private final List<Runnable> aborts = new ArrayList<>();
    private final @Nullable SessionId session;
    private boolean cancelled;
    private boolean local;

    /** For no session. */
    Caller() {
      this(null);
    }

    Caller(@Nullable SessionId session) {
      this.session = session;
    }

    /** Only models on this machine may be asked. */
    Caller staying() {
      local = true;
      return this;
    }

    @Override
    public boolean local() {
      return local;
    }

    @Override
    public Optional<SessionId> session() {
      return Optional.ofNullable(session);
    }

    @Override
    public void started() {
      started.countDown();
    }

    @Override
    public synchronized void onCancel(Runnable abort) {
      aborts.add(abort);
      registered.countDown();
      if (cancelled) {
        abort.run();
      }
    }

    @Override
    public synchronized boolean cancelled() {
      return cancelled;
    }

    synchronized void cancel() {
      cancelled = true;
      aborts.forEach(Runnable::run);
    }
  }

  /** Waits without waiting and remembers how long it should have been. */
  static final class NoPause implements Pace {
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong now = new AtomicLong();
    @Nullable Runnable meanwhile;

    /** Lets time pass. */
    void pass(Duration time) {
      now.addAndGet(time.toNanos());
    }

    @Override
    public long nanos() {
      return now.get();
    }

    @Override
    public void pause(Duration atMost, CountDownLatch cancelled) {
      pauses.add(atMost);
      pass(atMost);
      if (meanwhile != null) {
        meanwhile.run();
      }
    }

    /** A clock that has jumped by years. */
    @Override
    public Instant instant() {
      return Instant.parse("2029-11-07T10:00:00Z");
    }

    @Override
    public double random() {
      return 0.5;
    }
  }
}
