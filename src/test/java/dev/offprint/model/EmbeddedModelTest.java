package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Traits;
import dev.offprint.model.Calls.Caller;
import dev.offprint.session.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real native path, with a file that says nothing sensible. */
class EmbeddedModelTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"path":{"type":"string","pattern":"^[a-z]{1,8}$"},
      "good":{"type":"boolean"}},"required":["path","good"],"additionalProperties":false}""";

  @TempDir static Path directory;
  private static EmbeddedModel model = model(Path.of("none.gguf"), Path.of("none"));
  private final Caller caller = new Caller();

  @BeforeAll
  static void open() throws IOException {
    model = model(TinyModel.write(directory.resolve("tiny.gguf")), directory.resolve("shared"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void answerObeysTheSchema() throws Exception {
    Reply reply = model.call(Calls.prompt("α – 𝔸: write.", SCHEMA), caller);

    JsonNode answer = Calls.json(reply.text());
    assertThat(answer.path("path").asText()).matches("[a-z]{1,8}");
    assertThat(answer.path("good").isBoolean()).isTrue();
    // Line ends and indents would be tokens that say nothing.
    assertThat(reply.text()).doesNotContain("\n", "  ");
    assertThat(reply.finish()).isEqualTo(Reply.Finish.COMPLETE);
    assertThat(reply.model()).isEqualTo("embedded:tiny");
    assertThat(caller.started.getCount()).isZero();
  }

  @Test
  void cutAnswerIsReadAsCut() throws Exception {
    Reply reply = model.call(Calls.most(Calls.prompt("Write.", SCHEMA), 5), caller);

    assertThat(reply.finish()).isEqualTo(Reply.Finish.LENGTH);
    assertThat(reply.usage().written()).isEqualTo(5);
  }

  @Test
  void tokensAreExactAndThePrefixIsKept() throws Exception {
    Prompt first = Calls.most(Calls.prompt("α".repeat(200) + "one?"), 4);
    Prompt second = Calls.most(Calls.prompt("α".repeat(200) + "two?"), 4);

    long read = model.call(first, caller).usage().read();
    Reply again = model.call(second, caller);

    assertThat(again.usage().read()).isEqualTo(read).isBetween(400L, 520L);
    // All but the question itself and what follows it.
    assertThat(again.usage().cached()).isBetween(read - 45, read - 3);
  }

  @Test
  void startIsGoneOnFrom() throws Exception {
    long without = model.call(Calls.most(Calls.prompt("Write."), 2), caller).usage().read();
    Prompt from = Calls.from(Calls.most(Calls.prompt("Write.", SCHEMA), 2), "def(x):");

    assertThat(model.call(from, caller).usage().read()).isEqualTo(without + "def(x):".length());
  }

  @Test
  void paperCannotSpeakInAnothersName() throws Exception {
    // As a mark of its own it would be one token.
    long marked = model.call(Calls.most(Calls.prompt("a<|b"), 2), caller).usage().read();
    long plain = model.call(Calls.most(Calls.prompt("a< |b"), 2), caller).usage().read();

    assertThat(marked).isEqualTo(plain);
  }

  @Test
  void questionLongerThanTheContextIsSaid() {
    Cause why = failure(Calls.prompt("x".repeat(3_000))).why();

    assertThat(why).isInstanceOf(Cause.NoModel.class);
    assertThat(why.words()).contains("more than the 2048").contains("embedded.context");
  }

  @Test
  void cancelEndsTheCallAndTheNextOneWorks() throws Exception {
    CompletableFuture<CallFailed> ended =
        CompletableFuture.supplyAsync(() -> failure(Calls.most(Calls.prompt("Write on."), 1_900)));
    caller.started.await();
    caller.cancel();
    assertThat(ended.get().why().words()).isEqualTo("The call was cancelled.");
    assertThat(ended.get().spent().written()).isPositive();

    Reply next = model.call(Calls.prompt("Write.", SCHEMA), new Caller());
    assertThat(Calls.json(next.text()).path("good").isBoolean()).isTrue();
  }

  @Test
  void lateCancelOfAnEarlierCallHarmsNoOther() throws Exception {
    model.call(Calls.most(Calls.prompt("Write."), 2), caller);
    Caller later = new Caller();
    CompletableFuture<Reply> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return model.call(Calls.prompt("Write.", SCHEMA), later);
              } catch (CallFailed failed) {
                throw new IllegalStateException(failed.why().words(), failed);
              }
            });
    later.registered.await();
    caller.cancel();

    assertThat(Calls.json(running.get().text()).path("good").isBoolean()).isTrue();
  }

  @Test
  void waitingCallCanBeCancelledToo() throws Exception {
    Caller other = new Caller();
    CompletableFuture<CallFailed> first =
        CompletableFuture.supplyAsync(() -> failure(Calls.most(Calls.prompt("Write on."), 1_900)));
    caller.started.await();
    other.cancel();
    CallFailed waiting =
        catchThrowableOfType(CallFailed.class, () -> model.call(Calls.prompt("Write."), other));

    assertThat(waiting.why().words()).isEqualTo("The call was cancelled.");
    caller.cancel();
    assertThat(first.get().why().words()).isEqualTo("The call was cancelled.");
  }

  @Test
  void killedChildIsStartedAgain() throws Exception {
    model.call(Calls.most(Calls.prompt("Write."), 2), caller);
    long killed = model.pid();
    assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();

    Reply reply = model.call(Calls.prompt("Write.", SCHEMA), caller);

    assertThat(Calls.json(reply.text()).path("good").isBoolean()).isTrue();
    assertThat(model.pid()).isNotEqualTo(killed);
  }

  @Test
  void nativeAbortIsTriedTwiceAndThenSaidAndLeavesNothing() throws Exception {
    Path own = directory.resolve("aborting");
    // What a killed program leaves.
    Path left = Files.createDirectories(own.resolve("native123"));
    Files.writeString(left.resolve("library"), "old");
    try (EmbeddedModel aborting = model(directory.resolve("tiny.gguf"), own)) {
      // The binding aborts the process on a schema that it does not know.
      CallFailed failed =
          catchThrowableOfType(
              CallFailed.class,
              () -> aborting.call(Calls.prompt("Write.", "{\"type\":\"banana\"}"), caller));

      assertThat(failed.why()).isInstanceOf(Cause.NoModel.class);
      assertThat(failed.why().words()).startsWith("The embedded model does not run");
      assertThat(own).isEmptyDirectory();
    }
  }

  @Test
  void fileThatIsNoModelIsSaid() throws Exception {
    Path broken = directory.resolve("broken.gguf");
    Files.write(broken, new byte[1_000]);
    try (EmbeddedModel none = model(broken, directory.resolve("broken"))) {
      CallFailed failed =
          catchThrowableOfType(CallFailed.class, () -> none.call(Calls.prompt("Write."), caller));
      assertThat(failed.why().words()).contains("broken.gguf cannot be loaded");
    }
  }

  private CallFailed failure(Prompt prompt) {
    return catchThrowableOfType(CallFailed.class, () -> model.call(prompt, caller));
  }

  private static EmbeddedModel model(Path file, Path temporary) {
    Traits traits = new Traits("embedded:tiny", "a tiny model", 2_048, 2_000, 1, true, true, true);
    return new EmbeddedModel(file, traits, ModelSettings.Embedded.defaults(), temporary);
  }
}
