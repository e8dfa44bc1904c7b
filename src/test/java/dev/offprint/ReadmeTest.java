package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.command.Commands;
import dev.offprint.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md says is so. */
class ReadmeTest {
  private final String readme = read(Path.of("README.md"));

  @Test
  void everyOptionItNamesExistsAndNoneIsMissing() {
    TreeSet<String> named =
        found(readme.substring(0, readme.indexOf("## Models")), "--[a-z][a-z-]+");
    TreeSet<String> known =
        found(
            help("paper")
                + help("ask")
                + help("resume")
                + help("serve")
                + help("doctor")
                + help("bench"),
            "--[a-z][a-z-]+");
    known.remove("--version");
    assertThat(named).isEqualTo(known);
  }

  @Test
  void everyCommandItNamesExists() {
    TreeSet<String> named = new TreeSet<>();
    Matcher matcher = Pattern.compile("(?m)^offprint ([a-z]+)").matcher(readme);
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    assertThat(named)
        .containsExactly(
            "ask", "bench", "doctor", "list", "paper", "record", "resume", "serve", "show");
    assertThat(help()).contains(named);
  }

  @Test
  void exitCodesAreThoseOfTheProgram() {
    for (ExitCode code : ExitCode.values()) {
      assertThat(readme).contains("| " + code.code() + " | " + code.meaning() + " |");
    }
  }

  @Test
  void testCommandIsTheOneThatCiRuns() {
    assertThat(read(Path.of(".ci", "run"))).containsPattern("(?m)^mvn -q verify$");
    assertThat(readme).contains("mvn -q verify ");
  }

  @Test
  void mapNamesEveryRoom() throws IOException {
    try (Stream<Path> rooms = Files.list(Path.of("src/main/java/dev/offprint"))) {
      List<String> names =
          rooms.filter(Files::isDirectory).map(room -> room.getFileName() + "/").toList();
      assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(readme).contains("  " + name));
    }
  }

  @Test
  void decisionsAreAllListed() throws IOException {
    String index = read(Path.of("src/site/decisions/README.md"));
    try (Stream<Path> pages = Files.list(Path.of("src/site/decisions"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .filteredOn(name -> !name.equals("README.md"))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
    }
  }

  private static TreeSet<String> found(String text, String pattern) {
    TreeSet<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static String help(String... command) {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    String[] arguments =
        Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new);
    Commands.run(
        arguments,
        printer,
        printer,
        options -> {
          throw new IllegalStateException("help opens nothing");
        },
        call -> List.of(),
        BenchPlace::open);
    return out.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new java.io.UncheckedIOException(missing);
    }
  }
}
