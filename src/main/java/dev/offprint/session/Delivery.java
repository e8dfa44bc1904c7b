package dev.offprint.session;

import java.time.Duration;
import java.util.List;

/**
 * What was handed back, the {@code number}-th time.
 *
 * @param tree the repository's files without the documents beside them
 * @param analyses the contracts that it was written from
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
    Duration worked) {
  public Delivery {
    gates = List.copyOf(gates);
    notes = List.copyOf(notes);
    models = List.copyOf(models);
  }

  /** A delivery with a failing gate, or with one that should have run and could not, is a draft. */
  public boolean draft() {
    return gates.stream()
        .anyMatch(
            result ->
                result.outcome() == GateResult.Outcome.FAILED
                    || (result.outcome() == GateResult.Outcome.NOT_RUN
                        && result.gate() != Gate.SMOKE));
  }
}
