package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.PongFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * Socket Mode as Slack speaks it: hello, envelopes with their acknowledgements, disconnect. Each
 * envelope goes to one of the connections, in turn.
 */
public final class SocketSide implements AutoCloseable {
  private static final int GOING_AWAY = 1001;
  private static final int NO_ROOM = 1013;

  private final Workspace workspace;
  private final Server server;
  private final CountDownLatch listening = new CountDownLatch(1);
  private final Set<String> tickets = new HashSet<>();
  private final List<WebSocket> connections = new ArrayList<>();
  private final Map<String, Envelope> open = new LinkedHashMap<>();
  private final Map<String, WebSocket> sentOn = new LinkedHashMap<>();
  private final List<Envelope> sent = new ArrayList<>();
  private final List<Envelope> lost = new ArrayList<>();
  private @Nullable List<Envelope> held;
  private Consumer<Envelope> onSent = envelope -> {};
  private int doubles;
  private int turn;
  private int connected;

  SocketSide(Workspace workspace) {
    this.workspace = workspace;
    server = new Server();
    server.setReuseAddr(true);
    server.setTcpNoDelay(true);
    server.setDaemon(true);
    server.start();
    try {
      listening.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** An address for one connection; its ticket is good once. */
  String address() {
    synchronized (workspace) {
      String ticket = UUID.randomUUID().toString();
      tickets.add(ticket);
      return "ws://127.0.0.1:" + server.getPort() + "/link/?ticket=" + ticket + "&app_id=x";
    }
  }

  /** Sends, keeps back, or loses where nothing is connected. */
  Envelope send(String type, ObjectNode payload, boolean answerable) {
    synchronized (workspace) {
      Envelope envelope = Envelope.of(id(), type, payload, answerable, 0);
      sent.add(envelope);
      onSent.accept(envelope);
      if (held != null) {
        held.add(envelope);
      } else {
        deliver(envelope);
        if (doubles > 0) {
          doubles--;
          deliver(Envelope.of(id(), type, payload, answerable, 1));
        }
      }
      return envelope;
    }
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private void deliver(Envelope envelope) {
    List<WebSocket> usable = connections.stream().filter(WebSocket::isOpen).toList();
    if (usable.isEmpty()) {
      lost(envelope);
      return;
    }
    turn++;
    WebSocket connection = usable.get(turn % usable.size());
    open.put(envelope.id(), envelope);
    sentOn.put(envelope.id(), connection);
    try {
      connection.send(envelope.onTheWire().toString());
    } catch (WebsocketNotConnectedException gone) {
      open.remove(envelope.id());
      lost(envelope);
    }
  }

  private void lost(Envelope envelope) {
    lost.add(envelope);
    envelope.acknowledged().completeExceptionally(new IOException("nothing was connected"));
  }

  /** How many connections are open. */
  public int connections() {
    synchronized (workspace) {
      return (int) connections.stream().filter(WebSocket::isOpen).count();
    }
  }

  /** How many connections there have been. */
  public int everConnected() {
    synchronized (workspace) {
      return connected;
    }
  }

  /** All that was sent, whatever became of it. */
  public List<Envelope> sent() {
    synchronized (workspace) {
      return List.copyOf(sent);
    }
  }

  /** How many were sent. */
  int counted() {
    synchronized (workspace) {
      return sent.size();
    }
  }

  /** Told of everything at the moment when it is sent. */
  void onSent(Consumer<Envelope> told) {
    synchronized (workspace) {
      onSent = told;
    }
  }

  /** What found nobody to send it to. */
  public List<Envelope> lost() {
    synchronized (workspace) {
      return List.copyOf(lost);
    }
  }

  /** What waits for an acknowledgement. */
  public List<Envelope> unacknowledged() {
    synchronized (workspace) {
      return List.copyOf(open.values());
    }
  }

  /** Sends what was not acknowledged once more, as Slack does after a while. */
  public List<Envelope> repeatUnacknowledged() {
    synchronized (workspace) {
      List<Envelope> again = List.copyOf(open.values());
      open.clear();
      again.forEach(
          old -> old.acknowledged().completeExceptionally(new IOException("it was sent again")));
      return again.stream().map(this::repeat).toList();
    }
  }

  /** Sends something once more under a new envelope, whether it was acknowledged or not. */
  public Envelope repeat(Envelope envelope) {
    synchronized (workspace) {
      Envelope copy =
          Envelope.of(
              id(),
              envelope.type(),
              envelope.payload(),
              envelope.answerable(),
              envelope.attempt() + 1);
      sent.add(copy);
      deliver(copy);
      return copy;
    }
  }

  /** Sends each of the next so many twice. */
  public void doubleNext(int envelopes) {
    synchronized (workspace) {
      doubles = envelopes;
    }
  }

  /** Keeps back all that follows, until it is released. */
  public void hold() {
    synchronized (workspace) {
      held = new ArrayList<>();
    }
  }

  /** What is kept back, oldest first. */
  public List<Envelope> held() {
    synchronized (workspace) {
      return held == null ? List.of() : List.copyOf(held);
    }
  }

  /** Keeps nothing back any more and sends these, in this order; what is not named is lost. */
  public void release(List<Envelope> inOrder) {
    synchronized (workspace) {
      held = null;
      inOrder.forEach(this::deliver);
    }
  }

  /**
   * Says that the connections are about to end, for {@code warning} or {@code refresh_requested}.
   */
  public void disconnect(String reason) {
    ObjectNode message = Wire.object().put("type", "disconnect").put("reason", reason);
    message.putObject("debug_info").put("host", "applink-fake");
    for (WebSocket connection : open()) {
      connection.send(message.toString());
      if (!reason.equals("warning")) {
        connection.close(GOING_AWAY, reason);
      }
    }
  }

  /** Cuts every connection without a word. */
  public void drop() {
    open().forEach(connection -> connection.closeConnection(1006, ""));
  }

  /** To be closed by whoever does not hold the workspace: closing waits for who closes already. */
  private List<WebSocket> open() {
    synchronized (workspace) {
      return connections.stream().filter(WebSocket::isOpen).toList();
    }
  }

  private void opened(WebSocket connection, String resource) {
    if (!greeted(connection, resource)) {
      connection.close(NO_ROOM, "too_many_websockets");
    }
  }

  private boolean greeted(WebSocket connection, String resource) {
    synchronized (workspace) {
      String ticket = resource.replaceAll(".*ticket=([^&]*).*", "$1");
      if (!tickets.remove(ticket) || connections.size() >= 10) {
        return false;
      }
      connections.add(connection);
      connected++;
      ObjectNode hello = Wire.object().put("type", "hello");
      hello.put("num_connections", connections.size());
      hello.putObject("debug_info").put("host", "applink-fake").put("build_number", 1);
      hello.withObject("/debug_info").put("approximate_connection_time", 18_060);
      hello.putObject("connection_info").put("app_id", Workspace.APP);
      connection.send(hello.toString());
      workspace.stirred();
      return true;
    }
  }

  private void answered(String text) {
    JsonNode answer = Wire.sure(text);
    Envelope envelope;
    synchronized (workspace) {
      envelope = open.remove(answer.path("envelope_id").asText());
      sentOn.remove(answer.path("envelope_id").asText());
      workspace.stirred();
    }
    if (envelope != null) {
      envelope.acknowledged().complete(answer.path("payload"));
      workspace.stirred();
    }
  }

  private void gone(WebSocket connection) {
    synchronized (workspace) {
      connections.remove(connection);
      List.copyOf(open.values()).stream()
          .filter(envelope -> connection.equals(sentOn.get(envelope.id())))
          .forEach(
              envelope ->
                  envelope
                      .acknowledged()
                      .completeExceptionally(new IOException("the connection is gone")));
      workspace.stirred();
    }
  }

  @Override
  public void close() {
    try {
      server.stop(200);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Server extends WebSocketServer {
    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
      opened(connection, handshake.getResourceDescriptor());
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
      // With it goes TCP's own acknowledgement, for which the library's next answer would wait.
      if (connection.isOpen()) {
        connection.sendFrame(new PongFrame());
      }
      answered(message);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
      gone(connection);
    }

    @Override
    public void onError(@Nullable WebSocket connection, Exception failed) {
      if (connection != null) {
        gone(connection);
      }
    }

    @Override
    public void onStart() {
      listening.countDown();
    }
  }
}
