package dev.offprint.engine;

import dev.offprint.session.Permission;

/** Where a test stands between the engine and its ports. */
public interface Seams {
  Seams NONE = new Seams() {};

  default Store store(Store store) {
    return store;
  }

  default Journal journal(Journal journal) {
    return journal;
  }

  default Blobs blobs(Blobs blobs) {
    return blobs;
  }

  default Downloads downloads(Downloads downloads) {
    return downloads;
  }

  /** Who may do what. */
  default Permission.Policy policy() {
    return Permission.Policy.DEFAULT;
  }

  /** What may be spent, and which papers may go where. */
  default HouseRules rules() {
    return HouseRules.NONE;
  }

  default Listening listening(Listening listening) {
    return listening;
  }

  default Chat chat(Chat chat) {
    return chat;
  }
}
