package dev.offprint.session;

/** Who did something, as remembered: the id decides, the name is shown. */
public record Person(PersonId id, String name) {}
