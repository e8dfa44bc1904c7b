package dev.offprint.session;

/** Who approved which version; {@code event} is the approval itself. */
public record Approval(PlanVersion version, Person by, EventId event) {}
