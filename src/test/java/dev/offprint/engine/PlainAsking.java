package dev.offprint.engine;

import dev.offprint.session.Cause;
import dev.offprint.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a model once, without journal and budget. */
final class PlainAsking implements Asking {
  private final FakeModels models;

  PlainAsking(FakeModels models) {
    this.models = models;
  }

  @Override
  public Traits traits(Role role) {
    return models.traits(role);
  }

  @Override
  public <T> T ask(Prompt prompt, AnswerReader<T> reader) throws StageStopped {
    try {
      return reader.read(
          models.call(
              prompt,
              new Models.Call() {
                @Override
                public Optional<SessionId> session() {
                  return Optional.empty();
                }

                @Override
                public void started() {}

                @Override
                public void onCancel(Runnable abort) {}

                @Override
                public boolean cancelled() {
                  return false;
                }
              }),
          1);
    } catch (Unusable why) {
      throw new StageStopped(new Cause.UnusableAnswer(why.why()));
    } catch (Models.CallFailed failed) {
      throw new StageStopped(failed.why());
    }
  }

  @Override
  public <T> List<T> together(Role role, List<Part<T>> parts) throws StageStopped {
    List<T> values = new ArrayList<>();
    for (Part<T> part : parts) {
      values.add(part.run());
    }
    return values;
  }

  @Override
  public void progress(int done, int all, String last) {}
}
