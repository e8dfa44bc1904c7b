package dev.offprint.engine;

import dev.offprint.session.Actor;
import dev.offprint.session.EventId;
import dev.offprint.session.PersonId;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.util.List;
import java.util.Set;

/**
 * Something written in a thread, as an adapter states it: facts only, nothing is understood yet.
 *
 * @param id the platform's own id of the message
 * @param text without our own mention
 * @param bot whether a program wrote it
 * @param direct whether it came outside any channel, to us alone
 * @param mentionsUs whether we are mentioned
 * @param mentionsOthers whether somebody else is
 * @param speakers who has written in the thread so far, ourselves left out
 * @param files what came with it; a plan file ({@code .yaml}) with its bytes stored
 */
public record Said(
    EventId id,
    ThreadRef thread,
    Actor by,
    String text,
    boolean bot,
    boolean direct,
    boolean mentionsUs,
    boolean mentionsOthers,
    Set<PersonId> speakers,
    List<Source> files) {
  public Said {
    speakers = Set.copyOf(speakers);
    files = List.copyOf(files);
  }

  /** Whether only this person and we have spoken. */
  boolean betweenUs() {
    return speakers.stream().allMatch(by.id()::equals);
  }
}
