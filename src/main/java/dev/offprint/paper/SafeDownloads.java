package dev.offprint.paper;

import dev.offprint.engine.Downloads;
import dev.offprint.engine.PaperLink;
import dev.offprint.engine.Shelf;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the papers that people link to, whatever kind of link it is: {@link Routes} knows where
 * to look, {@link Web} asks safely.
 */
public final class SafeDownloads implements Downloads {
  private static final Logger LOG = LoggerFactory.getLogger(SafeDownloads.class);

  private final Web web;
  private final KeptFiles kept;

  public SafeDownloads(PaperSettings settings) {
    this(settings, List.of());
  }

  /**
   * @param hosts where chat platforms keep files that only their token opens
   */
  public SafeDownloads(PaperSettings settings, List<FileHost> hosts) {
    this(settings, hosts, Shelf.NONE);
  }

  /**
   * @param hosts where chat platforms keep files that only their token opens
   * @param shelf where copies are kept for the next life of the program
   */
  public SafeDownloads(PaperSettings settings, List<FileHost> hosts, Shelf shelf) {
    this(settings, Network.real(), Turns.Pace.REAL, hosts, shelf);
  }

  SafeDownloads(PaperSettings settings, Network network, Turns.Pace pace, List<FileHost> hosts) {
    this(settings, network, pace, hosts, Shelf.NONE);
  }

  SafeDownloads(
      PaperSettings settings, Network network, Turns.Pace pace, List<FileHost> hosts, Shelf shelf) {
    this.web = new Web(settings, network, new Turns(pace), shelf);
    this.kept = new KeptFiles(settings, hosts, web);
  }

  @Override
  public Fetched fetch(URI address) {
    try {
      return new Routes(web).follow(PaperLink.of(address));
    } catch (Refusal refusal) {
      return refusal.fetched();
    } catch (IOException failed) {
      LOG.info("a link on {} could not be fetched: {}", address.getHost(), failed.toString());
      return failed(failed).fetched();
    }
  }

  @Override
  public Fetched fetchKept(URI address) {
    try {
      return kept.fetch(address);
    } catch (Refusal refusal) {
      return refusal.fetched();
    } catch (IOException failed) {
      LOG.info("a file on {} could not be fetched: {}", address.getHost(), failed.toString());
      return failed(failed).fetched();
    }
  }

  private static Refusal failed(IOException failed) {
    return switch (failed) {
      case UnknownHostException unknown ->
          Refusal.forNow("The link's host cannot be found. Check the link, or attach the PDF.");
      case SSLHandshakeException insecure -> noCertificate();
      case SSLPeerUnverifiedException other -> noCertificate();
      case SocketTimeoutException silent ->
          Refusal.forNow(
              "The link's host does not answer in time. Try again later, or attach the PDF.");
      case InterruptedIOException late ->
          Refusal.forNow(
              "The file behind the link takes too long. Try again later, or attach the PDF.");
      default ->
          Refusal.forNow(
              "The connection to the link's host failed. Try again later, or attach the PDF.");
    };
  }

  private static Refusal noCertificate() {
    return Refusal.forGood("The link's host has no valid certificate. Attach the PDF instead.");
  }
}
