package dev.offprint.session;

/** One file of the generated repository, UTF-8 text. */
public record RepoFile(RepoPath path, String text) {}
