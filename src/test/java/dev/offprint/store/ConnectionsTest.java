package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {
  @TempDir Path directory;
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  private Connections one() {
    return new Connections(
        new BareDataSource() {
          @Override
          public Connection getConnection() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("some.db"));
          }
        },
        1);
  }

  private Runnable borrowing(Connections connections, String name) {
    return () -> {
      try (Connection lent = connections.getConnection()) {
        order.add(name + (lent.isClosed() ? " got a closed one" : ""));
      } catch (SQLException broken) {
        order.add(name + " " + broken);
      }
    };
  }

  private static Thread waiting(Thread thread) {
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void ofThoseWhoWorkInTheBackgroundOneAtMostIsBeforePeople() throws Exception {
    List<Thread> all = new ArrayList<>();
    try (Connections connections = one()) {
      try (Connection held = connections.getConnection()) {
        assertThat(held.isClosed()).isFalse();
        for (String name : List.of("first", "second", "third")) {
          all.add(waiting(new Connections.Background(borrowing(connections, name), name)));
        }
        all.add(waiting(new Thread(borrowing(connections, "person"))));
      }
      for (Thread thread : all) {
        thread.join();
      }
    }
    assertThat(order).containsExactly("first", "person", "second", "third");
  }

  @Test
  void whoIsLentInTheBackgroundGivesBackOnce() throws Exception {
    try (Connections connections = one()) {
      for (int again = 0; again < 3; again++) {
        Connection lent = connections.behind();
        lent.close();
        lent.close();
      }
      borrowing(connections, "person").run();
    }
    assertThat(order).containsExactly("person");
  }
}
