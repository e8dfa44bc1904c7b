package dev.offprint.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is drawn close together, as one rectangle each: pages are cut where nothing is drawn. */
final class Clusters {
  private Clusters() {}

  /**
   * @param gap in points; what is nearer is drawn together
   */
  static List<Sheet.Box> of(List<Sheet.Box> drawings, float gap) {
    return drawings.isEmpty() ? List.of() : cut(drawings, gap, true, false);
  }

  private static List<Sheet.Box> cut(
      List<Sheet.Box> boxes, float gap, boolean down, boolean whole) {
    List<List<Sheet.Box>> groups = groups(boxes, gap, down);
    if (groups.size() == 1 && whole) {
      Optional<Sheet.Box> all = boxes.stream().reduce(Sheet.Box::with);
      return all.map(List::of).orElse(List.of());
    }
    boolean same = groups.size() == 1;
    return groups.stream().flatMap(group -> cut(group, gap, !down, same).stream()).toList();
  }

  private static List<List<Sheet.Box>> groups(List<Sheet.Box> boxes, float gap, boolean down) {
    List<Sheet.Box> sorted = new ArrayList<>(boxes);
    sorted.sort(Comparator.comparingDouble(box -> down ? box.y0() : box.x0()));
    List<List<Sheet.Box>> groups = new ArrayList<>();
    float reach = Float.NEGATIVE_INFINITY;
    for (Sheet.Box box : sorted) {
      if (groups.isEmpty() || (down ? box.y0() : box.x0()) > reach + gap) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(box);
      reach = Math.max(reach, down ? box.y1() : box.x1());
    }
    return groups;
  }
}
