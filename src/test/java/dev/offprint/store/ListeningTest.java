package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Listening;
import dev.offprint.engine.Listening.Heard;
import dev.offprint.session.PersonId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a thread was heard outlives the process, and is forgotten with its session. */
class ListeningTest extends StoreFixture {
  private static final PersonId SPEAKER = new PersonId("slack:U1");

  @TempDir Path directory;

  @Override
  HandStore open(Clock now) {
    return HandStore.open(directory, now);
  }

  private Listening listening() {
    return opened.listening();
  }

  @Test
  void theNewestMarkIsThereAfterARestart() {
    ThreadRef thread = new ThreadRef("slack", "C1", "1.0");
    Heard heard = new Heard("3.0", Set.of(SPEAKER, new PersonId("slack:U2")));
    listening().keep(thread, new Heard("2.0", Set.of(SPEAKER)));
    listening().keep(thread, heard);
    reopen();
    assertThat(listening().heard(thread)).contains(heard);
    assertThat(listening().heard(new ThreadRef("slack", "C1", "1.1"))).isEmpty();
  }

  @Test
  void whoSpokeIsForgottenWithTheSession() {
    State state = state(ADA);
    write(tx -> tx.create(state, clock.instant()));
    listening().keep(state.thread(), new Heard("2.0", Set.of(SPEAKER)));
    ThreadRef other = new ThreadRef("slack", "C1", "1.1");
    listening().keep(other, new Heard("2.0", Set.of(SPEAKER)));
    write(tx -> tx.erase(ADA));
    assertThat(listening().heard(state.thread())).isEmpty();
    assertThat(listening().heard(other)).isPresent();
  }
}
