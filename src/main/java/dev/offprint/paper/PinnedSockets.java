package dev.offprint.paper;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;

/** Makes sockets that connect to the checked addresses and to no other, whoever asks. */
final class PinnedSockets extends SocketFactory {
  private final List<InetAddress> checked;
  private final UnaryOperator<InetSocketAddress> route;

  PinnedSockets(List<InetAddress> checked, UnaryOperator<InetSocketAddress> route) {
    this.checked = checked;
    this.route = route;
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress to, int timeout) throws IOException {
        if (!(to instanceof InetSocketAddress address) || !checked.contains(address.getAddress())) {
          throw new ConnectException("not a checked address");
        }
        super.connect(route.apply(address), timeout);
      }

      @Override
      public void connect(SocketAddress to) throws IOException {
        connect(to, 0);
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unchecked();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw unchecked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unchecked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw unchecked();
  }

  private static UnsupportedOperationException unchecked() {
    return new UnsupportedOperationException("only an unconnected socket can be checked");
  }
}
