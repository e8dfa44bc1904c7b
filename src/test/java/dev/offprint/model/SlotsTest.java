package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.model.Slots.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final int SLOTS = 8;

  /** Every session wants ten answers; each answer takes one turn of the server. */
  private static final int WANTED = 10;

  @Test
  void noneOfFiftySessionsWaitsMoreThanTwiceItsShare() {
    for (int atOnce : List.of(1, 4, WANTED)) {
      int[][] ended = simulated(50, atOnce);
      for (int session = 0; session < 50; session++) {
        for (int k = 1; k <= WANTED; k++) {
          int share = Math.ceilDiv(k * 50, SLOTS);
          assertThat(ended[session][k - 1])
              .as("answer %d of session %d, %d asked for at once", k, session, atOnce)
              .isLessThanOrEqualTo(2 * share);
        }
      }
    }
  }

  @Test
  void oneThatAsksForEverythingDoesNotHoldUpTheOthers() {
    Slots slots = new Slots(SLOTS);
    List<Slot> greedy = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      greedy.add(slots.ask("greedy", 400));
    }
    Slot late = slots.ask("late", 1);
    assertThat(late.granted()).isFalse();
    greedy.getFirst().close();
    assertThat(late.granted()).as("the next free slot is not the greedy one's").isTrue();
  }

  @Test
  void sessionTakesNoMoreThanItsOwnLimit() {
    Slots slots = new Slots(SLOTS);
    List<Slot> asked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      asked.add(slots.ask("one", 4));
    }
    assertThat(asked.stream().filter(Slot::granted)).hasSize(4);
    asked.getFirst().close();
    assertThat(asked.stream().filter(Slot::granted)).hasSize(5);
  }

  @Test
  void whoIsCancelledLeavesTheLine() {
    Slots slots = new Slots(1);
    Slot first = slots.ask("a", 1);
    Slot second = slots.ask("b", 1);
    Slot third = slots.ask("c", 1);
    assertThatThrownBy(() -> second.await(() -> true)).isInstanceOf(Trouble.class);
    second.close();
    first.close();
    assertThat(third.granted()).isTrue();
  }

  @Test
  void fiftyAtOnceNeverExceedTheCap() throws Exception {
    Slots slots = new Slots(SLOTS);
    AtomicInteger running = new AtomicInteger();
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(50);
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String session = "s" + i % 10;
      calls.add(
          () -> {
            all.countDown();
            all.await();
            for (int k = 0; k < 20; k++) {
              try (Slot slot = slots.ask(session, 3)) {
                slot.await(() -> false);
                seen.add(running.incrementAndGet());
                Thread.yield();
                running.decrementAndGet();
              }
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      for (var done : threads.invokeAll(calls)) {
        done.get();
      }
    }
    assertThat(seen).hasSize(1_000).allMatch(count -> count <= SLOTS);
  }

  /** When each answer of each session came, in turns of the server. */
  private static int[][] simulated(int sessions, int atOnce) {
    Slots slots = new Slots(SLOTS);
    int[][] ended = new int[sessions][WANTED];
    List<Deque<Slot>> asked = new ArrayList<>();
    int[] made = new int[sessions];
    int[] done = new int[sessions];
    List<Integer> order = new ArrayList<>();
    for (int session = 0; session < sessions; session++) {
      asked.add(new ArrayDeque<>());
      order.add(session);
    }
    Collections.shuffle(order, new Random(7));
    for (int turn = 0; turn <= sessions * WANTED; turn++) {
      for (int session : order) {
        while (made[session] < WANTED && asked.get(session).size() < atOnce) {
          asked.get(session).add(slots.ask(session, atOnce));
          made[session]++;
        }
      }
      List<Slot> over = new ArrayList<>();
      for (int session = 0; session < sessions; session++) {
        Deque<Slot> line = asked.get(session);
        while (!line.isEmpty() && line.getFirst().granted()) {
          over.add(line.removeFirst());
          ended[session][done[session]++] = turn + 1;
        }
      }
      assertThat(over).hasSizeLessThanOrEqualTo(SLOTS);
      over.forEach(Slot::close);
    }
    assertThat(done).containsOnly(WANTED);
    return ended;
  }
}
