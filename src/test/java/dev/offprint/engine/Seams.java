package dev.offprint.engine;

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

  default Chat chat(Chat chat) {
    return chat;
  }
}
