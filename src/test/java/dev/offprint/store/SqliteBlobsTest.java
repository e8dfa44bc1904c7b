package dev.offprint.store;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteBlobsTest extends BlobsContract {
  @TempDir Path directory;

  @Override
  HandStore open(Clock clock) {
    return HandStore.open(directory, clock);
  }
}
