package dev.offprint.session;

/** Who approved which version. */
public record Approval(PlanVersion version, Person by) {}
