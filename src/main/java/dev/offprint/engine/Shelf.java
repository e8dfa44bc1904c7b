package dev.offprint.engine;

import dev.offprint.session.BlobId;
import java.util.Optional;

/**
 * What was dear to get and may be wanted again, beyond one session and one life of the program.
 * Nothing depends on it: an entry goes when it is old, when room is needed, and with the file that
 * it was made of, once no session names that.
 */
public interface Shelf {
  /** A shelf on which nothing stays. */
  Shelf NONE =
      new Shelf() {
        @Override
        public Optional<byte[]> find(Kind kind, String key) {
          return Optional.empty();
        }

        @Override
        public void keep(Kind kind, String key, BlobId of, byte[] bytes) {
          // It is made again where it is wanted again.
        }
      };

  /** What is kept. */
  enum Kind {
    /** What a host gave, with its marks, by address. */
    DOWNLOAD,
    /** A file as read, by its hash and the version of the reader. */
    READ,
    /** What a model said of a picture, by the hash of the whole question and the model. */
    SEEN
  }

  Optional<byte[]> find(Kind kind, String key);

  /**
   * Keeps an entry in place of an older one.
   *
   * @param of the file that it was made of
   */
  void keep(Kind kind, String key, BlobId of, byte[] bytes);
}
