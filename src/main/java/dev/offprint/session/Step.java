package dev.offprint.session;

import java.util.List;

/** What the rules made of an event. */
public sealed interface Step {
  /** The event counts: the state after it and what is to be done, in order. */
  record Accepted(State state, List<Effect> effects) implements Step {
    public Accepted {
      effects = List.copyOf(effects);
    }
  }

  /** The event changes nothing; the words say why. */
  record Ignored(String why) implements Step {}

  /** The event may not be; the words say why and, where it helps, who may. */
  record Refused(String why) implements Step {}
}
