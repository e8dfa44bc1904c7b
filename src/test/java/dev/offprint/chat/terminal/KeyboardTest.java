package dev.offprint.chat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Artifacts;
import dev.offprint.engine.World;
import dev.offprint.session.Actor;
import dev.offprint.session.Answer;
import dev.offprint.session.Brief;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a keyboard, over the engine run by hand. */
class KeyboardTest {
  private static final ThreadRef THREAD = new ThreadRef("terminal", "local", "1");
  private static final Actor ADA =
      new Actor(new PersonId("terminal:ada"), "ada", Actor.Standing.MEMBER, Set.of());

  @TempDir Path directory;
  private final StringBuilder shown = new StringBuilder();
  private final Screen screen = new Screen(shown, true, 100);
  private World world;
  private TerminalChat chat;
  private Editor editor = new Editor(List.of("false"));

  @BeforeEach
  void open() {
    chat = new TerminalChat(screen, new PostMemory(directory.resolve("posts")), THREAD::equals);
    world = World.open(directory.resolve("home"), blobs -> chat);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Keyboard keyboard(String... typed) {
    return new Keyboard(
        screen,
        chat,
        new BufferedReader(new StringReader(String.join("\n", typed))),
        world::conversation,
        world.blobs(),
        editor);
  }

  private void type(String... lines) {
    for (String line : lines) {
      keyboard(line).read(THREAD, ADA);
      world.runDue();
    }
  }

  private void request() {
    Source paper =
        new Source(
            Source.Role.PAPER,
            new Source.Origin.Attachment(),
            "rates.pdf",
            world.blobs().put(World.PDF));
    world
        .inbox()
        .begin(
            new EventId("terminal:1"),
            new Event.Requested(
                ADA,
                THREAD,
                new Artifacts(world.blobs()).put(Brief.EMPTY),
                List.of(paper),
                World.BUDGET));
    world.runDue();
  }

  private State state() {
    return world.state(THREAD);
  }

  @Test
  void aQuestionIsAnsweredByItsNumberAndLetter() {
    world.model("questions", "open");
    request();
    assertThat(state().condition()).isInstanceOf(Condition.Asking.class);
    type("2b");
    assertThat(state().condition()).isInstanceOf(Condition.AwaitingApproval.class);
    assertThat(world.queries().plan(state().id()).orElseThrow().answers())
        .extracting(Answer::text)
        .contains("0.2");
  }

  @Test
  void aChangeInWordsIsANewVersionAndApproveApprovesIt() {
    request();
    type("change: another rate");
    assertThat(state().version()).isEqualTo(new PlanVersion(2));
    assertThat(shown).contains("Plan v2");
    type("a");
    assertThat(state().condition()).isInstanceOf(Condition.Delivered.class);
  }

  @Test
  void anErrorOfManyLinesIsOneMessage() {
    request();
    type("a");
    type(
        "Traceback (most recent call last):\n  File \"model.py\", line 1\nKeyError: 'rate'\n\n"
            + "During handling of it, another one:\nValueError: no\n\n");
    assertThat(state().deliveries()).isEqualTo(2);
    assertThat(state().waiting()).isEmpty();
    assertThat(shown).contains("then an empty line").contains("reported: ValueError: no");
  }

  @Test
  void cancelEndsTheSession() {
    request();
    type("cancel");
    assertThat(state().condition()).isInstanceOf(Condition.Cancelled.class);
  }

  @Test
  void helpAndDetailsAreForThePersonOnly() {
    request();
    int posts = world.store().posts(state().id()).size();
    type("?", "", "details");
    assertThat(shown).contains("Give me a paper").contains("# plan");
    assertThat(world.store().posts(state().id())).hasSize(posts);
  }

  @Test
  void whatDoesNothingIsExplained() {
    request();
    PlanVersion before = state().version();
    type("change:", "approve 7");
    assertThat(shown).contains("What shall be different?");
    assertThat(state().version()).isEqualTo(before);
    assertThat(state().condition()).isInstanceOf(Condition.AwaitingApproval.class);
  }

  @Test
  void theEditedPlanIsTaken() throws IOException {
    editor =
        script("cp '" + Files.writeString(directory.resolve("new"), world.planFile()) + "' \"$1\"");
    request();
    type("e");
    assertThat(state().version()).isEqualTo(new PlanVersion(2));
    assertThat(world.queries().plan(state().id()).orElseThrow().config().getFirst().value())
        .hasToString("Num[number=0.3]");
  }

  @Test
  void anEditorThatFailsOrChangesNothingLeavesThePlan() throws IOException {
    request();
    type("e");
    editor = script("exit 0");
    type("edit");
    editor = script("echo x > \"$1\"; exit 3");
    type("e");
    assertThat(shown.toString().split("The plan is as it was\\.", -1)).hasSize(4);
    assertThat(state().version()).isEqualTo(new PlanVersion(1));
  }

  @Test
  void anEditorThatIsNotThereIsSaidToBeMissing() {
    editor = new Editor(List.of(directory.resolve("no-editor").toString()));
    request();
    type("e");
    assertThat(shown).contains("That could not be taken").contains("no-editor");
  }

  @Test
  void theEnvironmentNamesTheEditor() throws IOException {
    Path program = Files.writeString(directory.resolve("ed.sh"), "echo \"$1\" > \"$2\"\n");
    Editor named = Editor.of(Map.of("VISUAL", "sh " + program + " mine", "EDITOR", "false"));
    assertThat(named.edit("yours\n")).contains("mine\n");
    assertThat(Editor.of(Map.of("EDITOR", "false")).edit("yours\n")).isEmpty();
  }

  private Editor script(String body) throws IOException {
    Path file = Files.createTempFile(directory, "editor", ".sh");
    return new Editor(List.of("sh", Files.writeString(file, body + "\n").toString()));
  }

  @Test
  void yesAndNoAreAskedForUntilOneIsSaid() {
    assertThat(keyboard("perhaps", "Yes").yes("Fetch it?")).isTrue();
    assertThat(shown).contains("Please say y or n.");
    assertThat(keyboard("n").yes("Fetch it?")).isFalse();
    assertThat(keyboard().yes("Fetch it?")).as("the input has ended").isFalse();
  }
}
