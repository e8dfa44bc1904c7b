package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.engine.Schedule;
import dev.offprint.session.Effect;
import dev.offprint.session.EffectKey;
import dev.offprint.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DbScheduleTest {
  private static final Effect FIRST = new Effect.Erase(new EffectKey(new SessionId("adaadaad"), 1));
  private static final Effect SECOND =
      new Effect.Erase(new EffectKey(new SessionId("adaadaad"), 2));

  private final List<Effect> ran = new ArrayList<>();
  private Runnable during = () -> {};

  private final Schedule.Runner once =
      new DbSchedule.Once(
          new Schedule.Runner() {
            @Override
            public void run(Effect effect) {
              ran.add(effect);
              during.run();
            }

            @Override
            public void drain(SessionId session) {}
          });

  @Test
  void anEffectThatIsRunningIsNotRunASecondTime() {
    during =
        () -> {
          during = () -> {};
          assertThatThrownBy(() -> once.run(FIRST))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("adaadaad#1 is still running; it is tried later");
          once.run(SECOND);
        };
    once.run(FIRST);
    once.run(FIRST);
    assertThat(ran).containsExactly(FIRST, SECOND, FIRST);
  }

  @Test
  void anEffectThatFailedMayRunAgain() {
    during =
        () -> {
          throw new IllegalStateException("not now");
        };
    assertThatThrownBy(() -> once.run(FIRST)).hasMessage("not now");
    during = () -> {};
    once.run(FIRST);
    assertThat(ran).containsExactly(FIRST, FIRST);
  }
}
