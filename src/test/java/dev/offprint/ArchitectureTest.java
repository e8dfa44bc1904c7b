package dev.offprint;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house: who may name whom, and which library lives where. */
class ArchitectureTest {
  private static final String ROOT = "dev.offprint.";
  private static final List<String> ADAPTERS =
      List.of("chat", "paper", "agent", "model", "document", "check", "archive", "store");

  /** Library packages, and the room (seldom two) that may name them. */
  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          Map.entry("dev.langchain4j..", "model"),
          Map.entry("de.kherud.llama..", "model"),
          Map.entry("com.slack.api..", "chat.slack"),
          Map.entry("org.java_websocket..", "chat.slack"),
          Map.entry("org.apache.pdfbox..", "paper"),
          Map.entry("okhttp3..", "paper,chat.slack"),
          Map.entry("org.yaml..", "document"),
          Map.entry("org.jdbi..", "store"),
          Map.entry("org.flywaydb..", "store"),
          Map.entry("com.github.kagkarlsson..", "store"),
          Map.entry("org.sqlite..", "store"),
          Map.entry("java.sql..", "store"),
          Map.entry("net.sourceforge.plantuml..", "document"),
          Map.entry("com.samskivert..", "agent"),
          Map.entry("org.jsoup..", "paper"),
          Map.entry("org.apache.commons.compress..", "archive,paper"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.offprint");

  @Test
  void sessionKnowsOnlyTheJdk() {
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage(ROOT + "session..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "session..", "java..", "org.jspecify..")
            .because("the rules of a session must be readable and testable without anything else");
    rule.check(HOUSE);
  }

  @Test
  void sessionHasNoClockAndNoInput() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ROOT + "session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.io..", "java.nio.file..", "java.net.http..", "java.util.concurrent..")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time and the world come in as events");
    rule.check(HOUSE);
  }

  @Test
  void engineNamesNoAdapter() {
    String[] rooms =
        Stream.concat(ADAPTERS.stream(), Stream.of("command"))
            .map(room -> ROOT + room + "..")
            .toArray(String[]::new);
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ROOT + "engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms)
            .because("adapters implement the engine's ports, never the other way");
    rule.check(HOUSE);
  }

  static Stream<String> rooms() {
    return Stream.concat(ADAPTERS.stream(), Stream.of("command"));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void adaptersNeverSeeEachOther(String room) {
    String[] others =
        rooms()
            .filter(other -> !other.equals(room))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ROOT + room + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others)
            .because("what one adapter makes, the Worker passes to the next");
    rule.check(HOUSE);
  }

  @Test
  void onlyTheWiringKnowsTheWholeConfiguration() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.offprint")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.offprint")
            .because("every room gets only its part of the settings");
    rule.check(HOUSE);
  }

  static Stream<Map.Entry<String, String>> libraries() {
    return LIBRARIES.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void everyLibraryHasOneRoom(Map.Entry<String, String> library) {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(
                Stream.of(library.getValue().split(","))
                    .map(room -> ROOT + room + "..")
                    .toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(library.getKey())
            .because("a library that changes must be changed in one room");
    rule.check(HOUSE);
  }

  @Test
  void commandLineStaysInCommands() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "command..", "dev.offprint")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..")
            .because("the command line is one way in of several");
    rule.check(HOUSE);
  }

  @Test
  void namesSayWhatThingsAre() {
    ArchRule rule =
        noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Service|Data|Info)")
            .because("such names say nothing");
    rule.check(HOUSE);
  }

  @Test
  void everyRoomSaysWhatItIs() {
    TreeSet<String> rooms = new TreeSet<>();
    TreeSet<String> described = new TreeSet<>();
    for (JavaClass type : HOUSE) {
      if (type.getSimpleName().equals("package-info")) {
        described.add(type.getPackageName());
      } else if (!type.getPackageName().equals("dev.offprint")) {
        rooms.add(type.getPackageName());
      }
    }
    assertThat(described).containsAll(rooms);
  }
}
