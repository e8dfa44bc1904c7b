package dev.offprint.session;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a repository, sorted by path, no two with one folded name; at most 500 files and 20
 * MB of text.
 */
public record Tree(List<RepoFile> files) {
  public static final int MOST_FILES = 500;
  public static final long MOST_CHARACTERS = 20_000_000;
  public static final Tree EMPTY = new Tree(List.of());

  public Tree {
    files = files.stream().sorted(Comparator.comparing(RepoFile::path)).toList();
    Set<String> folds = new HashSet<>();
    long characters = 0;
    for (RepoFile file : files) {
      characters += file.text().length();
      if (!folds.add(file.path().fold())) {
        throw new IllegalArgumentException("two files with one name: " + file.path());
      }
    }
    if (files.size() > MOST_FILES || characters > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "too much for one repository: " + files.size() + " files, " + characters + " characters");
    }
  }

  public Optional<RepoFile> file(RepoPath path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /** This tree with these files in place of those of the same path. */
  public Tree with(List<RepoFile> others) {
    Map<RepoPath, RepoFile> merged = new LinkedHashMap<>();
    files.forEach(file -> merged.put(file.path(), file));
    others.forEach(file -> merged.put(file.path(), file));
    return new Tree(List.copyOf(merged.values()));
  }
}
