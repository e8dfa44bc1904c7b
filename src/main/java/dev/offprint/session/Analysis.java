package dev.offprint.session;

/** The specification of one file and its contract. */
public record Analysis(RepoPath path, String specification, Contract contract) {}
