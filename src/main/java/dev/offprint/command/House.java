package dev.offprint.command;

import dev.offprint.engine.Blobs;
import dev.offprint.engine.Connection;
import dev.offprint.engine.Conversation;
import dev.offprint.engine.Inbox;
import dev.offprint.engine.Limits;
import dev.offprint.engine.ModelChoice;
import dev.offprint.engine.Queries;
import dev.offprint.engine.Store;
import dev.offprint.engine.Terminal;
import dev.offprint.engine.Wording;
import dev.offprint.session.Actor;
import dev.offprint.session.ThreadRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the commands work with, wired once.
 *
 * @param person whoever started the command
 * @param connection the name of the terminal's chat
 * @param limits what may be spent
 * @param objection why a limit cannot be held with the models as they are now; empty where all can
 */
public record House(
    Store store,
    Blobs blobs,
    Inbox inbox,
    Queries queries,
    Conversation conversation,
    Wording wording,
    ModelChoice models,
    Terminal terminal,
    Work work,
    Actor person,
    String connection,
    Limits limits,
    Supplier<Optional<String>> objection,
    Team team)
    implements AutoCloseable {

  /**
   * What serving a team needs.
   *
   * @param connections the chats that are configured
   * @param modelNamed whether a model is configured, and not only found
   */
  public record Team(List<Connection> connections, boolean modelNamed) {
    public static final Team NOBODY = new Team(List.of(), false);

    public Team {
      connections = List.copyOf(connections);
    }
  }

  /** What runs effects and shows progress. */
  public interface Work extends AutoCloseable {
    /**
     * Starts to run effects, what an earlier process left open first.
     *
     * @param shown the thread that the terminal shows; what other sessions have to say waits
     */
    void start(ThreadRef shown);

    /** Starts the same for everybody: the terminal shows no thread. */
    void start();

    /** Lets the work go on for a moment. */
    void moment() throws InterruptedException;

    /** Shows now what has not been shown yet. */
    void flush();

    /**
     * Stops; whatever is not done goes on with the next start. Closes the store. Again: nothing.
     */
    @Override
    void close();
  }

  @Override
  public void close() {
    work.close();
  }
}
