package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A paper that is no PDF, as read.
 *
 * @param addresses what it links to
 * @param hidden words that a reader of the file would not see
 * @param notes what a person should know about the reading: what is missing, what was left out
 */
public record Written(
    String title,
    List<String> authors,
    List<Part> parts,
    List<String> addresses,
    List<String> hidden,
    List<String> notes) {
  public Written {
    authors = List.copyOf(authors);
    parts = List.copyOf(parts);
    addresses = List.copyOf(addresses);
    hidden = List.copyOf(hidden);
    notes = List.copyOf(notes);
  }

  /** The same with something more to be known about how it came. */
  public Written noted(List<String> before) {
    List<String> all = new ArrayList<>(before);
    all.addAll(notes);
    return new Written(title, authors, parts, addresses, hidden, all);
  }
}
