package dev.offprint.session;

import java.util.List;

/** The public interface of a file: what other files may call. */
public record Contract(List<Signature> signatures) {
  /**
   * One name that the file defines.
   *
   * @param name {@code Trainer.fit} for a method
   * @param declaration the full Python line: {@code def fit(self, x: np.ndarray, epochs: int) ->
   *     float}
   * @param meaning what it does, with shapes and units
   */
  public record Signature(String name, String declaration, String meaning) {}

  public Contract {
    signatures = List.copyOf(signatures);
  }
}
