package dev.offprint.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Lends a few connections to an embedded database, first come first served, opened when first
 * needed. A pool with threads of its own takes 35 ms to open where this takes less than one, and
 * there is no network whose failures it could hide.
 */
final class Connections extends BareDataSource implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DataSource source;
  private final int most;
  private final Semaphore free;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Connections(DataSource source, int most) {
    this.source = source;
    this.most = most;
    this.free = new Semaphore(most, true);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!acquired(1, PATIENCE)) {
      throw new SQLException("no connection came free in " + PATIENCE);
    }
    try {
      if (closed) {
        throw new SQLException("the store is closed");
      }
      Connection kept = idle.pollFirst();
      return lent(kept != null ? kept : source.getConnection());
    } catch (SQLException | RuntimeException broken) {
      free.release();
      throw broken;
    }
  }

  private boolean acquired(int permits, Duration patience) throws SQLException {
    try {
      return free.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a connection", stopped);
    }
  }

  /** The connection with a close that gives it back, once. */
  private Connection lent(Connection connection) {
    boolean[] back = {false};
    return keeping(
        connection,
        () -> {
          if (!back[0]) {
            back[0] = true;
            takeBack(connection);
          }
        });
  }

  private void takeBack(Connection connection) throws SQLException {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      idle.addFirst(connection);
    } catch (SQLException broken) {
      // Not worth keeping: the next borrower opens a new one.
      connection.close();
    } finally {
      free.release();
    }
  }

  /** The same connection, but {@code close} does this instead. */
  static Connection keeping(Connection connection, Closing instead) {
    return (Connection)
        Proxy.newProxyInstance(
            Connections.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                instead.close();
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getTargetException();
              }
            });
  }

  /** What closing a lent connection does. */
  interface Closing {
    void close() throws SQLException;
  }

  /** Waits for those that are out, a little, and closes the rest. */
  @Override
  public void close() throws SQLException {
    closed = true;
    acquired(most, Duration.ofSeconds(5));
    for (Connection left = idle.pollFirst(); left != null; left = idle.pollFirst()) {
      left.close();
    }
    free.release(most);
  }
}
