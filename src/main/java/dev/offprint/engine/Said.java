package dev.offprint.engine;

import dev.offprint.session.Actor;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
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
 * @param files what came with it; what {@link Understanding#reads} names with its bytes stored
 * @param earlier what was said in the thread before, oldest first, where we were not listening yet
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
    List<Source> files,
    List<Earlier> earlier) {
  public Said {
    speakers = Set.copyOf(speakers);
    files = List.copyOf(files);
    earlier = List.copyOf(earlier);
  }

  /** Something said where nothing was before, or where we have listened all the time. */
  public Said(
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
    this(id, thread, by, text, bot, direct, mentionsUs, mentionsOthers, speakers, files, List.of());
  }

  /** A message from before: material, never a request of its own. */
  public record Earlier(Person by, String text, List<Source> files) {
    public Earlier {
      files = List.copyOf(files);
    }
  }

  /** Whether only this person and we have spoken. */
  boolean betweenUs() {
    return speakers.stream().allMatch(by.id()::equals);
  }
}
