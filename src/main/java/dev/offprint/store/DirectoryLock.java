package dev.offprint.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process per data directory: a lock on a file in it, which the system drops when the process
 * ends, however it ends. The file holds the holder's process id.
 */
final class DirectoryLock implements AutoCloseable {
  /** Where a lock is mandatory, the locked byte cannot be read: it is not one of the id's. */
  private static final long LOCKED_BYTE = 1 << 20;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(Path directory) {
    Path file = directory.resolve("lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        channel.close();
        throw new DirectoryInUse(directory, Files.readString(file).strip());
      }
      channel.truncate(0);
      String id = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(id.getBytes(StandardCharsets.US_ASCII)), 0);
      return new DirectoryLock(channel);
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot lock " + directory, broken);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException ours) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot give up the lock", broken);
    }
  }
}
