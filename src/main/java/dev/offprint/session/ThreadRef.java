package dev.offprint.session;

/** One conversation on one connection: {@code (slack, C01, 1712.03)}. */
public record ThreadRef(String connection, String channel, String thread) {}
