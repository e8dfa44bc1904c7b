package dev.offprint.session;

import java.util.List;

/**
 * One file to write: what is in it, which tasks it builds on, which requirements it serves, which
 * settings it reads.
 */
public record Task(
    RepoPath path,
    String purpose,
    List<RepoPath> dependsOn,
    List<RequirementId> serves,
    List<String> configKeys) {
  public Task {
    dependsOn = List.copyOf(dependsOn);
    serves = List.copyOf(serves);
    configKeys = List.copyOf(configKeys);
  }
}
