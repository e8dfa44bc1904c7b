package dev.offprint.engine;

import java.util.Optional;

/** The chats that this process is connected to. */
public interface Chats {
  /** The chat of a connection; empty where this process has none of that name. */
  Optional<Chat> of(String connection);
}
