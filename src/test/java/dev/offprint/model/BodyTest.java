package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class BodyTest {
  private final Subscribed connection = new Subscribed();

  @Test
  void bytesComeInOrder() throws Exception {
    Body body = body(100);
    body.onNext(List.of(bytes("one "), bytes("")));
    body.onNext(List.of(bytes("two")));
    body.onComplete();

    assertThat(body.readAllBytes()).asString().isEqualTo("one two");
  }

  @Test
  void tooManyBytesEndTheConnection() {
    Body body = body(5);
    body.onNext(List.of(bytes("123456")));

    assertThatThrownBy(body::readAllBytes).isInstanceOf(Body.Stalled.class);
    assertThat(connection.cancelled).isTrue();
  }

  @Test
  void silenceEndsTheConnection() {
    Body body = body(5);

    assertThatThrownBy(body::readAllBytes).isInstanceOf(Body.Stalled.class);
    assertThat(connection.cancelled).isTrue();
  }

  @Test
  void brokenConnectionIsNoEnd() {
    Body body = body(5);
    body.onError(new IllegalStateException("broke"));

    assertThatThrownBy(body::readAllBytes).hasMessage("the connection broke");
  }

  @Test
  void bodyClosedBeforeItBeganEndsItsConnection() {
    Body body = new Body(Duration.ofMillis(50), 5);
    body.close();
    body.onSubscribe(connection);

    assertThat(connection.cancelled).isTrue();
  }

  private Body body(long most) {
    Body body = new Body(Duration.ofMillis(50), most);
    body.onSubscribe(connection);
    return body;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Subscribed implements Flow.Subscription {
    private boolean cancelled;

    @Override
    public void request(long more) {
      assertThat(more).isPositive();
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
