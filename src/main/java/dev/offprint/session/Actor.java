package dev.offprint.session;

import java.util.Set;

/**
 * Who does something now, with what the platform says of them; {@link Permission} decides what they
 * may.
 */
public record Actor(PersonId id, String name, Standing standing, Set<String> groups) {
  /** How the person belongs to the place where the session lives. */
  public enum Standing {
    MEMBER,
    GUEST,
    OTHER_ORGANISATION
  }

  public Actor {
    groups = Set.copyOf(groups);
  }

  public Person person() {
    return new Person(id, name);
  }
}
