package dev.offprint.session;

/** Somebody asked to wait: no approval is taken and no next stage starts while it is set. */
public record Hold(Person by, String reason, EventId event) {}
