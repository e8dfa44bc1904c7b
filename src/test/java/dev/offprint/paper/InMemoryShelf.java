package dev.offprint.paper;

import dev.offprint.engine.Shelf;
import dev.offprint.session.BlobId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A shelf that outlives what uses it. */
final class InMemoryShelf implements Shelf {
  private final Map<String, byte[]> entries = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> find(Kind kind, String key) {
    return Optional.ofNullable(entries.get(kind + " " + key));
  }

  @Override
  public void keep(Kind kind, String key, BlobId of, byte[] bytes) {
    entries.put(kind + " " + key, bytes);
  }

  int size() {
    return entries.size();
  }
}
