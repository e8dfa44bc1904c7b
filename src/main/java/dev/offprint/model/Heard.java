package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.engine.Prompt;
import dev.offprint.session.Usage;
import org.jspecify.annotations.Nullable;

/** What has been heard of one answer so far. For one thread. */
final class Heard {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private String finish = "";
  private boolean begun;
  private boolean last;
  private long read;
  private long cached;
  private long written;
  private @Nullable Long thoughts;
  private @Nullable JsonNode error;

  /** Words of the answer itself. */
  void words(String more) {
    if (!more.isEmpty()) {
      begun = true;
      text.append(more);
    }
  }

  /** A token has come, be it only of a thought: the question has been read. */
  void begin() {
    begun = true;
  }

  /** What is said instead of an answer. */
  void refused(String words) {
    refusal.append(words);
  }

  /** The server's word for how the answer ended; empty: not yet. */
  void finish(String word) {
    if (!word.isEmpty()) {
      finish = word;
    }
  }

  /** Nothing comes after this. */
  void end() {
    last = true;
  }

  void fail(JsonNode what) {
    error = what;
  }

  /** Tokens as the server counts them; what it does not say is 0. The newest count holds. */
  void counted(long readTokens, long cachedTokens, long writtenTokens) {
    read = readTokens > 0 ? readTokens : read;
    cached = cachedTokens > 0 ? cachedTokens : cached;
    written = writtenTokens > 0 ? writtenTokens : written;
  }

  /** Tokens of those written that are in no word of the answer; nothing where it is not said. */
  void thought(JsonNode count) {
    thoughts = count.isIntegralNumber() ? Long.valueOf(count.asLong()) : thoughts;
  }

  /** Tokens of hidden thoughts; null where the server did not say. */
  @Nullable Long thoughts() {
    return thoughts;
  }

  String text() {
    return text.toString();
  }

  String refusal() {
    return refusal.toString();
  }

  String finish() {
    return finish;
  }

  boolean begun() {
    return begun;
  }

  boolean ended() {
    return last;
  }

  @Nullable JsonNode error() {
    return error;
  }

  /** Tokens of the question as the server counted them; 0 where it did not say. */
  long read() {
    return read;
  }

  /** What the answer cost, as counted, else as guessed; nothing where nothing was heard. */
  Usage usage(Prompt prompt) {
    if (!begun && read == 0 && finish.isEmpty()) {
      return Usage.NONE;
    }
    return new Usage(read == 0 ? Tokens.of(prompt) : read, cached, Math.max(written, guessed()));
  }

  private long guessed() {
    // A count that came before the end counts only what was written until then.
    return written == 0 || !last ? Tokens.of(text.toString()) : 0;
  }
}
