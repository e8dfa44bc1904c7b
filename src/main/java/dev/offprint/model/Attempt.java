package dev.offprint.model;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.offprint.engine.Prompt;
import dev.offprint.model.Trouble.Kind;
import dev.offprint.session.Usage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What became of one try of one call: words, or trouble; it has been paid for either way.
 *
 * @param ending how the answer ended, where there is no trouble
 * @param thoughts tokens of what was paid that went into hidden thoughts; null: nobody said
 */
record Attempt(
    String text,
    Dialect.Ending ending,
    Usage paid,
    @Nullable Long thoughts,
    long read,
    @Nullable Trouble trouble) {
  /** Makes one try; blocks. */
  static Attempt of(
      Prompt prompt, Form form, int limit, String session, Dialect dialect, GuardedHttp http) {
    ChatRequest request = dialect.request(prompt, form, limit, session);
    AtomicReference<@Nullable ChatResponse> whole = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    try {
      if (form.stream()) {
        dialect.streaming(http).chat(request, new Listening(whole, failed));
      } else {
        whole.set(dialect.blocking(http).chat(request));
      }
    } catch (RuntimeException thrown) {
      failed.set(thrown);
    }
    Heard heard = http.heard();
    Usage paid = heard.usage(prompt);
    Trouble trouble = http.trouble();
    ChatResponse response = whole.get();
    if (trouble == null && (response == null || failed.get() != null)) {
      trouble = new Trouble(Kind.TEMPORARY, http.unclear());
    }
    if (trouble != null || response == null) {
      return new Attempt("", Dialect.Ending.CUT, paid, heard.thoughts(), heard.read(), trouble);
    }
    String text = response.aiMessage().text();
    return new Attempt(
        text == null ? "" : text,
        dialect.ending(heard),
        paid,
        heard.thoughts(),
        heard.read(),
        null);
  }

  private record Listening(
      AtomicReference<@Nullable ChatResponse> whole, AtomicReference<@Nullable Throwable> failed)
      implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(String token) {
      // The guard has heard it already.
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      whole.set(response);
    }

    @Override
    public void onError(Throwable error) {
      failed.set(error);
    }
  }
}
