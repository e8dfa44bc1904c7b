package dev.offprint.session;

/** The most that may be spent by whom it counts. */
public record Limit(Scope scope, Amount most) {}
