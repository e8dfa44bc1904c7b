package dev.offprint.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

/** The archive: what is in it, and that nothing else decides its bytes. */
class ZipArchivesTest {
  private static final Tree TREE =
      new Tree(List.of(file("main.py", "print('ü')\n"), file("reproduce.sh", "#!/bin/sh\n")));

  private final ZipArchives archives = new ZipArchives();

  @Test
  void everythingIsBelowOneFolderWithItsMode() throws IOException {
    byte[] zip = archives.zip("decay-code", TREE, Map.of(path("docs/plan.md"), bytes("# Plan\n")));
    Map<String, String> found = new LinkedHashMap<>();
    try (ZipFile file =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(zip)).get()) {
      for (ZipArchiveEntry entry : java.util.Collections.list(file.getEntries())) {
        String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        found.put(entry.getName(), Integer.toOctalString(entry.getUnixMode()) + " " + text);
      }
    }
    assertThat(found)
        .containsExactly(
            Map.entry("decay-code/docs/plan.md", "100644 # Plan\n"),
            Map.entry("decay-code/main.py", "100644 print('ü')\n"),
            Map.entry("decay-code/reproduce.sh", "100755 #!/bin/sh\n"));
  }

  @Test
  void sameContentGivesTheSameBytesInAnyOrderAndTimeZone() {
    Map<RepoPath, byte[]> one = new LinkedHashMap<>();
    one.put(path("docs/a.md"), bytes("a"));
    one.put(path("docs/b.md"), bytes("b"));
    Map<RepoPath, byte[]> other = new LinkedHashMap<>();
    other.put(path("docs/b.md"), bytes("b"));
    other.put(path("docs/a.md"), bytes("a"));
    byte[] here = archives.zip("code", TREE, one);
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : List.of("Pacific/Auckland", "America/Los_Angeles", "UTC")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertThat(archives.zip("code", TREE, other)).as(zone).isEqualTo(here);
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void otherContentGivesOtherBytes() {
    Tree other = TREE.with(List.of(file("main.py", "print('u')\n")));
    assertThat(archives.zip("code", other, Map.of()))
        .isNotEqualTo(archives.zip("code", TREE, Map.of()));
  }

  @Test
  void twoFilesWithOneNameAreRefused() {
    assertThatThrownBy(() -> archives.zip("code", TREE, Map.of(path("Main.py"), bytes(""))))
        .hasMessage("two files with one name: Main.py");
  }

  @Test
  void fileBelowAFileIsRefused() {
    assertThatThrownBy(() -> archives.zip("code", TREE, Map.of(path("MAIN.py/x"), bytes(""))))
        .hasMessageContaining("lies below a file");
  }

  @Test
  void folderOutsideIsRefused() {
    for (String root : List.of("..", "a/b", "", "/tmp", "a\nb", ".git", "a.")) {
      assertThatThrownBy(() -> archives.zip(root, TREE, Map.of()))
          .as(root)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void tooMuchIsRefused() {
    Map<RepoPath, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < ZipArchives.MOST_FILES; i++) {
      many.put(path("f" + i), bytes(""));
    }
    assertThatThrownBy(() -> archives.zip("code", TREE, many))
        .hasMessage("too much for one archive: 602 files, 22 bytes");
  }

  private static RepoFile file(String path, String text) {
    return new RepoFile(path(path), text);
  }

  private static RepoPath path(String path) {
    return new RepoPath(path);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
