package dev.offprint.command.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A model server in virtual time, by discrete events: time goes on only when nobody works any more
 * and everybody waits for it. Calls that arrive at the same moment are served in order of their
 * names, so that a run is the same each time. Any number of threads may call.
 */
final class SimulatedServer implements AutoCloseable {
  private static final long GLANCE = 100_000;
  private static final int GLANCES = 2;

  private final Assumptions assumed;
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
  private final Set<String> cache = new HashSet<>();
  private final List<Request> waiting = new ArrayList<>();
  private final List<Request> running = new ArrayList<>();
  private final Thread clock;
  private long now;
  private volatile boolean closed;

  SimulatedServer(Assumptions assumed) {
    this.assumed = assumed;
    this.clock = Thread.ofPlatform().daemon().name("simulated-time").start(this::run);
  }

  /**
   * One call as it was served; times in milliseconds of virtual time.
   *
   * @param missed tokens of {@code read} that were not in the cache
   */
  record Served(String name, long read, long missed, long written, long from, long until) {}

  /** A call that waits or is being answered. */
  private static final class Request {
    final String name;
    final String prompt;
    final long written;
    final long arrived;
    private int reached;
    long next;
    long missed;

    Request(String name, String prompt, long written, long arrived) {
      this.name = name;
      this.prompt = prompt;
      this.written = written;
      this.arrived = arrived;
    }

    synchronized void reach(int point) {
      reached = point;
      notifyAll();
    }

    synchronized void await(int point) {
      boolean interrupted = false;
      while (reached < point) {
        try {
          wait();
        } catch (InterruptedException stop) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Says that this thread's work is waited for before time goes on. */
  void known() {
    callers.add(Thread.currentThread());
  }

  /**
   * Answers in virtual time; blocks until then.
   *
   * @param started run when the first token comes
   */
  Served serve(String name, String prompt, long written, Runnable started) {
    known();
    Request request;
    synchronized (this) {
      request = new Request(name, prompt, written, now);
      waiting.add(request);
    }
    request.await(1);
    started.run();
    request.await(2);
    return new Served(
        name, assumed.tokens(prompt), request.missed, written, request.arrived, request.next);
  }

  private void run() {
    int quiet = 0;
    while (!closed) {
      quiet = quiet() ? quiet + 1 : 0;
      if (quiet >= GLANCES) {
        step();
        quiet = 0;
      } else {
        LockSupport.parkNanos(GLANCE);
      }
    }
  }

  /** Whether somebody waits for the server, and nobody does anything else. */
  private boolean quiet() {
    synchronized (this) {
      if (waiting.isEmpty() && running.isEmpty()) {
        return false;
      }
    }
    Thread[] all = new Thread[2 * Thread.activeCount() + 64];
    int count = group().enumerate(all, true);
    for (int i = 0; i < count; i++) {
      Thread thread = all[i];
      boolean ours = callers.contains(thread) || thread.getName().startsWith("calls-");
      if (ours && busy(thread)) {
        return false;
      }
    }
    return true;
  }

  private static ThreadGroup group() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  /** Whoever waits inside the store is let on by somebody else soon: that is work too. */
  private static boolean busy(Thread thread) {
    return switch (thread.getState()) {
      case NEW, RUNNABLE, BLOCKED, TIMED_WAITING -> true;
      case TERMINATED -> false;
      case WAITING -> {
        for (StackTraceElement frame : thread.getStackTrace()) {
          if (frame.getClassName().startsWith("dev.offprint.")) {
            yield frame.getClassName().startsWith("dev.offprint.store.");
          }
        }
        yield false;
      }
    };
  }

  private synchronized void step() {
    waiting.sort(
        Comparator.comparingLong((Request one) -> one.arrived).thenComparing(one -> one.name));
    while (running.size() < assumed.slots() && !waiting.isEmpty()) {
      begin(waiting.removeFirst());
    }
    Request first =
        running.stream()
            .min(Comparator.comparingLong((Request one) -> one.next).thenComparing(one -> one.name))
            .orElseThrow();
    now = first.next;
    if (first.reached == 0) {
      cache.addAll(blocks(first.prompt));
      first.next = now + first.written * 1000 / assumed.writes();
      first.reach(1);
    } else {
      running.remove(first);
      first.reach(2);
    }
  }

  private void begin(Request request) {
    long hit = 0;
    for (String block : blocks(request.prompt)) {
      if (!cache.contains(block)) {
        break;
      }
      hit += assumed.block();
    }
    request.missed = assumed.tokens(request.prompt) - hit;
    request.next = now + assumed.latency() + request.missed * 1000 / assumed.reads();
    running.add(request);
  }

  /** What stands from the beginning to the end of each whole block, by length and hash. */
  private List<String> blocks(String prompt) {
    List<String> blocks = new ArrayList<>();
    int size = assumed.block() * assumed.letters();
    long hash = 1125899906842597L;
    for (int at = 0; at + size <= prompt.length(); at += size) {
      for (int i = at; i < at + size; i++) {
        hash = 31 * hash + prompt.charAt(i);
      }
      blocks.add(at + ":" + hash);
    }
    return blocks;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(clock);
  }
}
