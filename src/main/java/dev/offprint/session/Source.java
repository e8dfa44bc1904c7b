package dev.offprint.session;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A paper or something beside it, as it came. Its bytes, once here, are {@code content}. */
public record Source(Role role, Origin origin, String name, @Nullable BlobId content) {
  /** What the source is for. */
  public enum Role {
    PAPER,
    BESIDE,
    /** What the paper was typeset from: read with it, not beside it. */
    LATEX
  }

  /** How the source came. */
  public sealed interface Origin {
    /** Handed over with the request; the bytes are stored already. */
    record Attachment() implements Origin {}

    /** A file that the platform keeps; fetched with the platform's own token. */
    record PlatformFile(URI address) implements Origin {}

    /** A link that somebody posted. */
    record Link(URI address) implements Origin {}
  }
}
