package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Listening;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A mark never goes past something that may be missing. */
class HeardUpToTest {
  private static final ThreadRef THREAD = SlackNames.thread("C1", "1.000001");
  private static final Set<PersonId> ADA = Set.of(SlackNames.person("U1"));

  private static final class Kept implements Listening {
    private final Map<ThreadRef, Heard> rows = new HashMap<>();

    @Override
    public Optional<Heard> heard(ThreadRef thread) {
      return Optional.ofNullable(rows.get(thread));
    }

    @Override
    public void keep(ThreadRef thread, Heard heard) {
      rows.put(thread, heard);
    }
  }

  private final HeardUpTo marks = new HeardUpTo(new Kept());

  private void hears(String ts) {
    marks.came(THREAD, ts);
    marks.keep(THREAD, ts, ADA);
    marks.taken(THREAD, ts);
  }

  private String mark() {
    return marks.heard(THREAD).map(Listening.Heard::upTo).orElse("");
  }

  @Test
  void theNewestMessageIsTheMarkInWhateverOrderTheyCome() {
    hears("1.000001");
    hears("1.000003");
    hears("1.000002");
    assertThat(mark()).isEqualTo("1.000003");
  }

  @Test
  void nothingIsHiddenWhileSomethingMayBeMissing() {
    hears("1.000001");
    marks.behind(THREAD);
    hears("1.000003");
    marks.passed(THREAD, "1.000004");
    assertThat(mark()).isEqualTo("1.000001");
    marks.caughtUp(THREAD, "1.000003", marks.moment());
    assertThat(mark()).isEqualTo("1.000003");
    hears("1.000005");
    assertThat(mark()).isEqualTo("1.000005");
  }

  @Test
  void whatWasMissedAfterSlackWasAskedIsStillMissing() {
    hears("1.000001");
    marks.behind(THREAD);
    long asked = marks.moment();
    marks.behind(THREAD);
    marks.caughtUp(THREAD, "1.000002", asked);
    hears("1.000005");
    assertThat(mark()).isEqualTo("1.000002");
  }

  @Test
  void whatHasComeAndIsNotTakenIsNotPassed() {
    hears("1.000001");
    marks.came(THREAD, "1.000002");
    hears("1.000003");
    marks.passed(THREAD, "1.000004");
    assertThat(mark()).isEqualTo("1.000001");
    // It comes again.
    hears("1.000002");
    hears("1.000005");
    assertThat(mark()).isEqualTo("1.000005");
  }

  @Test
  void whatIsReadNeedNotComeAgain() {
    hears("1.000001");
    marks.came(THREAD, "1.000002");
    marks.caughtUp(THREAD, "1.000002", marks.moment());
    hears("1.000003");
    assertThat(mark()).isEqualTo("1.000003");
  }

  @Test
  void ourOwnWordsMoveTheMarkOfAThreadThatIsListenedTo() {
    marks.passed(THREAD, "1.000001");
    assertThat(marks.heard(THREAD)).isEmpty();
    hears("1.000001");
    marks.passed(THREAD, "1.000002");
    assertThat(marks.heard(THREAD)).contains(new Listening.Heard("1.000002", ADA));
  }
}
