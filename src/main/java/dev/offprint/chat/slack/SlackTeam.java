package dev.offprint.chat.slack;

/**
 * One workspace as we meet it: who we are there, who the others are and where, what can be read,
 * and how one person is spoken to.
 */
record SlackTeam(
    Ourselves ourselves,
    SlackPeople people,
    SlackRooms rooms,
    SlackThreads threads,
    SlackFiles files,
    SlackTelling telling) {

  /** What somebody wrote, with people's names in place of their ids. */
  SlackText read(String written) {
    return SlackText.read(written, ourselves.user(), people::name);
  }
}
