package dev.offprint.engine;

import dev.offprint.session.Delivery;
import dev.offprint.session.Ledger;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a delivery changed since the one before it.
 *
 * @param kept how many files are the same to the byte
 * @param ledger per requirement that stands otherwise: {@code R3 missing → implemented}
 */
record DeliveryDifference(
    int since,
    List<RepoPath> added,
    List<RepoPath> changed,
    List<RepoPath> removed,
    int kept,
    List<String> ledger) {
  DeliveryDifference {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
    ledger = List.copyOf(ledger);
  }

  static DeliveryDifference of(Delivery before, Tree treeBefore, Ledger ledger, Tree tree) {
    List<RepoPath> added = new ArrayList<>();
    List<RepoPath> changed = new ArrayList<>();
    int kept = 0;
    for (RepoFile file : tree.files()) {
      var old = treeBefore.file(file.path());
      if (old.isEmpty()) {
        added.add(file.path());
      } else if (old.get().equals(file)) {
        kept++;
      } else {
        changed.add(file.path());
      }
    }
    List<RepoPath> removed =
        treeBefore.files().stream()
            .map(RepoFile::path)
            .filter(path -> tree.file(path).isEmpty())
            .toList();
    return new DeliveryDifference(
        before.number(), added, changed, removed, kept, moved(before.ledger(), ledger));
  }

  private static List<String> moved(Ledger before, Ledger now) {
    Map<RequirementId, Ledger.Verdict> old = new LinkedHashMap<>();
    before.entries().forEach(entry -> old.put(entry.requirement(), entry.verdict()));
    List<String> moved = new ArrayList<>();
    for (Ledger.Entry entry : now.entries()) {
      Ledger.Verdict was = old.remove(entry.requirement());
      if (was == null) {
        moved.add("+ " + entry.requirement().value() + " " + words(entry.verdict()));
      } else if (was != entry.verdict()) {
        moved.add(entry.requirement().value() + " " + words(was) + " → " + words(entry.verdict()));
      }
    }
    old.keySet().forEach(gone -> moved.add("− " + gone.value()));
    return moved;
  }

  private static String words(Ledger.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /** {@code ~ model.py · + plots.py · 18 files kept · R3 missing → implemented}. */
  String words(int most) {
    List<String> all = new ArrayList<>();
    changed.forEach(path -> all.add("~ " + path));
    added.forEach(path -> all.add("+ " + path));
    removed.forEach(path -> all.add("− " + path));
    String files = all.isEmpty() ? "every file as it was" : PlainText.some(all, " · ", most / 2);
    String rest = all.isEmpty() ? "" : " · " + PlainText.count(kept, "file") + " kept";
    return files
        + rest
        + " · ledger: "
        + (ledger.isEmpty() ? "as it was" : PlainText.some(ledger, ", ", most / 2));
  }
}
