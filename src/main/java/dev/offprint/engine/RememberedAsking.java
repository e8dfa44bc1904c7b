package dev.offprint.engine;

import dev.offprint.session.BlobId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Questions that any session may ask alike: what was answered once, whoever asked, is not asked
 * again. Only for questions that hold nothing of a request.
 */
final class RememberedAsking implements Asking {
  private final Asking asking;
  private final Shelf shelf;
  private final BlobId of;

  /**
   * @param of the file that the questions are about
   */
  RememberedAsking(Asking asking, Shelf shelf, BlobId of) {
    this.asking = asking;
    this.shelf = shelf;
    this.of = of;
  }

  @Override
  public Traits traits(Role role) {
    return asking.traits(role);
  }

  @Override
  public <T> T ask(Prompt prompt, AnswerReader<T> reader) throws StageStopped {
    String key = Digest.of(List.of(prompt.hash(), traits(prompt.role()).name()));
    Optional<Reply> known =
        shelf
            .find(Shelf.Kind.SEEN, key)
            .map(bytes -> Json.read(new String(bytes, StandardCharsets.UTF_8), Reply.class));
    if (known.isPresent()) {
      try {
        return reader.read(known.get(), TRIES);
      } catch (Unusable outdated) {
        // What an earlier version could use is asked for again.
      }
    }
    return asking.ask(
        prompt,
        (reply, attempt) -> {
          T value = reader.read(reply, attempt);
          shelf.keep(Shelf.Kind.SEEN, key, of, Json.write(reply).getBytes(StandardCharsets.UTF_8));
          return value;
        });
  }

  @Override
  public <T> List<T> together(Role role, List<Part<T>> parts) throws StageStopped {
    return asking.together(role, parts);
  }

  @Override
  public void progress(int done, int all, String last) {
    asking.progress(done, all, last);
  }
}
