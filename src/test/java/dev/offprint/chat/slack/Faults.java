package dev.offprint.chat.slack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is to go wrong, on demand. */
public final class Faults {
  private final Map<String, Deque<Fault>> next = new HashMap<>();
  private Function<String, @Nullable Fault> any = method -> null;

  /** The next calls of a method go wrong in this way; {@code upload} and {@code download} too. */
  public synchronized void next(String method, int calls, Fault fault) {
    for (int i = 0; i < calls; i++) {
      next.computeIfAbsent(method, unused -> new ArrayDeque<>()).add(fault);
    }
  }

  /** Asked at every call, by its method's name. */
  public synchronized void any(Function<String, @Nullable Fault> chosen) {
    any = chosen;
  }

  synchronized @Nullable Fault take(String method) {
    Deque<Fault> waiting = next.get(method);
    Fault fault = waiting == null ? null : waiting.poll();
    return fault == null ? any.apply(method) : fault;
  }
}
