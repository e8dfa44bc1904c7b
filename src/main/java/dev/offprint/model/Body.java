package dev.offprint.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an HTTP answer as a stream that cannot stall: no byte within the patience is an
 * error. Closing it, from any thread, ends the connection and wakes the reader.
 */
final class Body extends InputStream implements HttpResponse.BodySubscriber<Body> {
  private static final Piece END = new Piece(List.of(), null);

  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private final long most;
  private volatile Duration patience;
  private volatile boolean closed;
  private List<ByteBuffer> current = List.of();
  private long count;
  private boolean ended;

  /**
   * @param most bytes; more is an error
   */
  Body(Duration patience, long most) {
    this.patience = patience;
    this.most = most;
  }

  /** The longest wait from now on. */
  void patience(Duration other) {
    patience = other;
  }

  @Override
  public CompletionStage<Body> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription granted) {
    subscription = granted;
    if (closed) {
      granted.cancel();
    } else {
      granted.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    pieces.add(new Piece(bytes, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(List.of(), failure));
  }

  @Override
  public void onComplete() {
    pieces.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (true) {
      for (ByteBuffer buffer : current) {
        if (buffer.hasRemaining()) {
          int read = Math.min(length, buffer.remaining());
          buffer.get(target, offset, read);
          return read;
        }
      }
      if (ended) {
        return -1;
      }
      next();
    }
  }

  private void next() throws IOException {
    Piece piece;
    try {
      piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted", stopped);
    }
    if (closed) {
      throw new IOException("closed");
    }
    if (piece == null) {
      close();
      throw new Stalled("nothing came for " + patience.toSeconds() + " s");
    }
    if (piece.failure != null) {
      throw new IOException("the connection broke", piece.failure);
    }
    current = piece.bytes;
    ended = piece == END;
    for (ByteBuffer buffer : current) {
      count += buffer.remaining();
    }
    if (count > most) {
      close();
      throw new Stalled("its answer is larger than " + most + " bytes");
    }
    Flow.Subscription granted = subscription;
    if (!ended && granted != null) {
      granted.request(1);
    }
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription granted = subscription;
    if (granted != null) {
      granted.cancel();
    }
    pieces.add(END);
  }

  private record Piece(List<ByteBuffer> bytes, @Nullable Throwable failure) {}

  /** The body went on too long, without a byte or with too many. */
  static final class Stalled extends IOException {
    private static final long serialVersionUID = 1;

    Stalled(String words) {
      super(words);
    }
  }
}
