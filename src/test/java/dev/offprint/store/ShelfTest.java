package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Shelf;
import dev.offprint.engine.Shelf.Kind;
import dev.offprint.session.BlobId;
import dev.offprint.session.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the shelf outlives the process, but not its age, its room, and its file. */
class ShelfTest extends StoreFixture {
  private static final BlobId FILE = new BlobId("f".repeat(64));

  @TempDir Path directory;

  @Override
  HandStore open(Clock now) {
    return HandStore.open(directory, now);
  }

  private Shelf shelf() {
    return opened.store().shelf();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theNewestIsThereAfterARestart() {
    shelf().keep(Kind.READ, "a", FILE, bytes("one"));
    shelf().keep(Kind.READ, "a", FILE, bytes("two"));
    reopen();
    assertThat(shelf().find(Kind.READ, "a")).contains(bytes("two"));
    assertThat(shelf().find(Kind.SEEN, "a")).isEmpty();
    assertThat(shelf().find(Kind.READ, "b")).isEmpty();
  }

  @Test
  void whatIsOldIsNoLongerThere() {
    shelf().keep(Kind.READ, "a", FILE, bytes("one"));
    clock.pass(StoreSettings.DEFAULT.shelfAge());
    assertThat(shelf().find(Kind.READ, "a")).isPresent();
    clock.pass(Duration.ofMillis(1));
    assertThat(shelf().find(Kind.READ, "a")).isEmpty();
  }

  @Test
  void theOldestMakeRoom() {
    opened.close();
    StoreSettings small = new StoreSettings(false, 1, 1, 100, Duration.ofDays(30));
    try (JdbcStore narrow = JdbcStore.open(directory, small, clock)) {
      for (int i = 1; i <= 5; i++) {
        narrow.shelf().keep(Kind.READ, "n" + i, FILE, new byte[25]);
        clock.pass(Duration.ofSeconds(1));
      }
      narrow.shelf().keep(Kind.READ, "too large", FILE, new byte[26]);
      assertThat(narrow.shelf().find(Kind.READ, "n1")).isEmpty();
      assertThat(narrow.shelf().find(Kind.READ, "n2")).isPresent();
      assertThat(narrow.shelf().find(Kind.READ, "n5")).isPresent();
      assertThat(narrow.shelf().find(Kind.READ, "too large")).isEmpty();
    }
    openFirst();
  }

  @Test
  void whatWasMadeOfAFileGoesWithIt() {
    State ada = state(ADA);
    State ben = state(BEN);
    write(tx -> tx.create(ada, clock.instant()));
    write(tx -> tx.create(ben, clock.instant()));
    BlobId own = opened.blobs().put(ADA, bytes("ada's"));
    BlobId shared = opened.blobs().put(ADA, bytes("both's"));
    opened.blobs().put(BEN, bytes("both's"));
    shelf().keep(Kind.READ, "own", own, bytes("1"));
    shelf().keep(Kind.SEEN, "shared", shared, bytes("2"));
    write(tx -> tx.erase(ADA));
    assertThat(shelf().find(Kind.READ, "own")).isEmpty();
    assertThat(shelf().find(Kind.SEEN, "shared")).isPresent();
  }
}
