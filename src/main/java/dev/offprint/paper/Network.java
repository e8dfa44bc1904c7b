package dev.offprint.paper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * The way out. Tests put another in its place; no setting does.
 *
 * @param route from the checked address to the one that is connected to: the same
 * @param tls sets whom to trust: the JDK's authorities
 */
record Network(
    Resolver resolver,
    UnaryOperator<InetSocketAddress> route,
    UnaryOperator<OkHttpClient.Builder> tls) {

  /** Looks a name up. */
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  static Network real() {
    return new Network(
        host -> List.of(InetAddress.getAllByName(host)),
        UnaryOperator.identity(),
        UnaryOperator.identity());
  }
}
