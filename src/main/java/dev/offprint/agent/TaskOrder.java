package dev.offprint.agent;

import dev.offprint.session.RepoPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files in order of dependency: what is built on comes first; otherwise as given. */
final class TaskOrder {
  private TaskOrder() {}

  /** A cycle, its first file again at the end; empty where there is none. */
  static Optional<List<RepoPath>> cycle(Map<RepoPath, List<RepoPath>> needs) {
    Set<RepoPath> done = new LinkedHashSet<>();
    for (RepoPath start : needs.keySet()) {
      Optional<List<RepoPath>> found = walk(start, needs, done, new ArrayDeque<>());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<List<RepoPath>> walk(
      RepoPath at, Map<RepoPath, List<RepoPath>> needs, Set<RepoPath> done, Deque<RepoPath> way) {
    if (way.contains(at)) {
      List<RepoPath> cycle = new ArrayList<>(way.reversed());
      cycle = new ArrayList<>(cycle.subList(cycle.indexOf(at), cycle.size()));
      cycle.add(at);
      return Optional.of(cycle);
    }
    if (done.contains(at)) {
      return Optional.empty();
    }
    way.push(at);
    for (RepoPath next : needs.getOrDefault(at, List.of())) {
      Optional<List<RepoPath>> found = walk(next, needs, done, way);
      if (found.isPresent()) {
        return found;
      }
    }
    way.pop();
    done.add(at);
    return Optional.empty();
  }

  /** The same without the last step of each cycle. */
  static Map<RepoPath, List<RepoPath>> acyclic(Map<RepoPath, List<RepoPath>> needs) {
    Map<RepoPath, List<RepoPath>> free = new LinkedHashMap<>(needs);
    for (Optional<List<RepoPath>> cycle = cycle(free); cycle.isPresent(); cycle = cycle(free)) {
      List<RepoPath> way = cycle.get();
      RepoPath last = way.get(way.size() - 2);
      List<RepoPath> fewer = new ArrayList<>(free.getOrDefault(last, List.of()));
      fewer.remove(way.getLast());
      free.put(last, fewer);
    }
    return free;
  }

  /** Order of an acyclic map. */
  static List<RepoPath> sorted(Map<RepoPath, List<RepoPath>> needs) {
    Set<RepoPath> order = new LinkedHashSet<>();
    needs.keySet().forEach(path -> place(path, needs, order));
    return List.copyOf(order);
  }

  private static void place(
      RepoPath path, Map<RepoPath, List<RepoPath>> needs, Set<RepoPath> order) {
    if (!order.contains(path)) {
      needs.getOrDefault(path, List.of()).forEach(need -> place(need, needs, order));
      order.add(path);
    }
  }
}
