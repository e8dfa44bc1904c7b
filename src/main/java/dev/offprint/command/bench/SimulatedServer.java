package dev.offprint.command.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * A shared beginning ends somewhere inside a block, and all that follows its last whole block is
   * read again by every call: half a block on average, nearly none or a whole one by chance. So
   * that no side is measured by its luck, blocks begin at so many places, and their mean counts.
   */
  static final int PLACES = 8;

  private final Assumptions assumed;
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
  private final List<Set<String>> caches = new ArrayList<>();
  private final List<Request> waiting = new ArrayList<>();
  private final List<Request> running = new ArrayList<>();
  private final Thread clock;
  private long now;
  private volatile boolean closed;

  SimulatedServer(Assumptions assumed) {
    this.assumed = assumed;
    for (int place = 0; place < PLACES; place++) {
      caches.add(new HashSet<>());
    }
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
      for (int place = 0; place < PLACES; place++) {
        caches.get(place).addAll(blocks(first.prompt, place).keySet());
      }
      first.next = now + first.written * 1000 / assumed.writes();
      first.reach(1);
    } else {
      running.remove(first);
      first.reach(2);
    }
  }

  private void begin(Request request) {
    long hit = 0;
    for (int place = 0; place < PLACES; place++) {
      hit += hit(request.prompt, place);
    }
    request.missed = assumed.tokens(request.prompt) - hit / PLACES;
    request.next = now + assumed.latency() + request.missed * 1000 / assumed.reads();
    running.add(request);
  }

  /** Tokens that are in the cache whose blocks begin at that place. */
  private long hit(String prompt, int place) {
    long hit = 0;
    for (Map.Entry<String, Integer> block : blocks(prompt, place).entrySet()) {
      if (!caches.get(place).contains(block.getKey())) {
        break;
      }
      hit = block.getValue();
    }
    return hit;
  }

  /**
   * What stands from the beginning to the end of each whole block, by length and hash, with the
   * tokens up to there.
   */
  private Map<String, Integer> blocks(String prompt, int place) {
    Map<String, Integer> blocks = new LinkedHashMap<>();
    int first = assumed.block() - place * assumed.block() / PLACES;
    long hash = 1125899906842597L;
    int at = 0;
    for (int tokens = first; tokens * assumed.letters() <= prompt.length(); ) {
      for (; at < tokens * assumed.letters(); at++) {
        hash = 31 * hash + prompt.charAt(at);
      }
      blocks.put(at + ":" + hash, tokens);
      tokens += assumed.block();
    }
    return blocks;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(clock);
  }
}
