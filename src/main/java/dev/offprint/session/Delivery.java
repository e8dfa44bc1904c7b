package dev.offprint.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was handed back, the {@code number}-th time.
 *
 * @param tree the repository's files without the documents beside them
 * @param previous the delivery before it; null for the first
 */
public record Delivery(
    int number,
    PlanVersion plan,
    BlobId archive,
    String fileName,
    BlobId tree,
    List<GateResult> gates,
    Ledger ledger,
    List<String> notes,
    List<String> models,
    Usage usage,
    Duration worked,
    @Nullable BlobId previous) {
  public Delivery {
    gates = List.copyOf(gates);
    notes = List.copyOf(notes);
    models = List.copyOf(models);
  }

  /**
   * Anything but every gate passed, the smoke run apart: a gate that is not there has not passed.
   */
  public boolean draft() {
    Set<Gate> wanted = EnumSet.complementOf(EnumSet.of(Gate.SMOKE));
    for (GateResult result : gates) {
      if (result.outcome() == GateResult.Outcome.PASSED) {
        wanted.remove(result.gate());
      } else if (result.outcome() == GateResult.Outcome.FAILED) {
        return true;
      }
    }
    return !wanted.isEmpty();
  }
}
