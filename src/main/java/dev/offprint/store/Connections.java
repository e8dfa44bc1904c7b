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

  /** Nobody looks at the background: it may take as long as people keep it waiting. */
  private static final Duration BACKGROUND_PATIENCE = Duration.ofMinutes(10);

  private final DataSource source;
  private final int most;
  private final Semaphore free;

  /**
   * Who works in the background waits here first: no more of them than connections stand in line.
   */
  private final Semaphore background;

  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Connections(DataSource source, int most) {
    this.source = source;
    this.most = most;
    this.free = new Semaphore(most, true);
    this.background = new Semaphore(most, true);
  }

  /** A thread that works for the queue, and lets those go first who work for waiting people. */
  static final class Background extends Thread {
    Background(Runnable work, String name) {
      super(work, name);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return Thread.currentThread() instanceof Background ? behind() : lent(() -> {});
  }

  /** Lends one in the background. */
  Connection behind() throws SQLException {
    if (!acquired(background, 1, BACKGROUND_PATIENCE)) {
      throw new SQLException("no connection came free in " + BACKGROUND_PATIENCE);
    }
    try {
      return lent(background::release);
    } catch (SQLException | RuntimeException broken) {
      background.release();
      throw broken;
    }
  }

  private Connection lent(Runnable back) throws SQLException {
    if (!acquired(free, 1, PATIENCE)) {
      throw new SQLException("no connection came free in " + PATIENCE);
    }
    try {
      if (closed) {
        throw new SQLException("the store is closed");
      }
      Connection kept = idle.pollFirst();
      return lent(kept != null ? kept : source.getConnection(), back);
    } catch (SQLException | RuntimeException broken) {
      free.release();
      throw broken;
    }
  }

  private static boolean acquired(Semaphore of, int permits, Duration patience)
      throws SQLException {
    try {
      return of.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a connection", stopped);
    }
  }

  /** The connection with a close that gives it back, once. */
  private Connection lent(Connection connection, Runnable after) {
    boolean[] back = {false};
    return keeping(
        connection,
        () -> {
          if (!back[0]) {
            back[0] = true;
            try {
              takeBack(connection);
            } finally {
              after.run();
            }
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
    boolean unused = acquired(free, most, Duration.ofSeconds(5));
    for (Connection left = idle.pollFirst(); left != null; left = idle.pollFirst()) {
      left.close();
    }
    free.release(most);
  }
}
