package dev.offprint.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.chat.terminal.PostMemory;
import dev.offprint.chat.terminal.Screen;
import dev.offprint.chat.terminal.TerminalChat;
import dev.offprint.engine.Checkup;
import dev.offprint.engine.Connection;
import dev.offprint.engine.Limits;
import dev.offprint.engine.Message;
import dev.offprint.engine.ModelChoice;
import dev.offprint.engine.Terminal;
import dev.offprint.engine.Traits;
import dev.offprint.engine.World;
import dev.offprint.session.Actor;
import dev.offprint.session.Amount;
import dev.offprint.session.Answer;
import dev.offprint.session.PersonId;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands without a terminal, over the engine run by hand. */
class CommandsTest {
  @TempDir Path directory;
  private final StringBuilder screen = new StringBuilder();
  private final StringWriter errors = new StringWriter();
  private List<Checkup> checkups = List.of();
  private House.Team team = House.Team.NOBODY;
  private World world;
  private Path pdf;

  @BeforeEach
  void open() throws IOException {
    world =
        World.open(
            directory.resolve("home"),
            blobs ->
                new TerminalChat(
                    new Screen(screen, false, 100),
                    new PostMemory(directory.resolve("posts")),
                    thread -> true));
    pdf = Files.write(directory.resolve("rates.pdf"), World.PDF);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private int run(String... arguments) {
    StringWriter out = new StringWriter();
    int code =
        Commands.run(
            arguments,
            new PrintWriter(out),
            new PrintWriter(errors),
            options -> house(),
            call -> checkups,
            (models, papers) -> {
              throw new IllegalStateException("nothing is measured here");
            });
    screen.append(out);
    return code;
  }

  private int paper(String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "paper";
    all[1] = pdf.toString();
    all[2] = "--out";
    all[3] = directory.resolve("out").toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return run(all);
  }

  private House house() {
    return new House(
        world.store(),
        world.blobs(),
        world.inbox(),
        world.queries(),
        world.conversation(),
        world.wording(),
        new Ready(),
        new Nobody(),
        new ByHand(),
        new Actor(new PersonId("terminal:ada"), "ada", Actor.Standing.MEMBER, Set.of()),
        "terminal",
        Limits.ofSession(World.BUDGET),
        Optional::empty,
        team);
  }

  /** A model that can work at once. */
  private static final class Ready implements ModelChoice {
    @Override
    public Chosen chosen() {
      return new Chosen.Ready(
          new Traits("fake:one", "nobody", 1, 1, 1, true, false, true), "The fake one works.");
    }

    @Override
    public void consent() {}

    @Override
    public void decline() {}

    @Override
    public void fetch(Listener listener) {}
  }

  /** A screen that nobody sits before. */
  private final class Nobody implements Terminal {
    @Override
    public boolean interactive() {
      return false;
    }

    @Override
    public void say(String line) {
      screen.append(line).append('\n');
    }

    @Override
    public void show(Message message) {
      screen.append(message).append('\n');
    }

    @Override
    public void progress(String line) {}

    @Override
    public boolean yes(String question) {
      return false;
    }

    @Override
    public void listen(ThreadRef thread, Actor person) {}

    @Override
    public void prompt(String hint) {}
  }

  /** Work that goes on only while it is waited for. */
  private final class ByHand implements House.Work {
    @Override
    public void start(ThreadRef shown) {}

    @Override
    public void start() {}

    @Override
    public void moment() {
      world.runDue();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void withYesAPaperBecomesAnArchive() {
    assertThat(paper("--yes")).isEqualTo(0);
    assertThat(directory.resolve("out")).isDirectoryContaining("glob:**.zip");
  }

  @Test
  void withoutAPersonItWaitsAndSaysHowToGoOn() {
    assertThat(paper()).isEqualTo(4);
    String id = world.store().list().getFirst().state().id().value();
    assertThat(screen).contains("offprint resume " + id + " --approve");
    assertThat(run("resume", id, "--approve", "--out", directory.resolve("out").toString()))
        .isEqualTo(0);
  }

  @Test
  void theSamePaperGoesOnUnlessNewIsSaid() {
    paper();
    paper();
    assertThat(world.store().list()).hasSize(1);
    paper("--new");
    assertThat(world.store().list()).hasSize(2);
  }

  @Test
  void aSpentBudgetPausesAndARaisedOneGoesOn() {
    assertThat(paper("--yes", "--budget", "40")).isEqualTo(6);
    String id = world.store().list().getFirst().state().id().value();
    Matcher command =
        Pattern.compile("Go on with: offprint resume " + id + " --budget (\\d+)").matcher(screen);
    assertThat(command.find()).as("the screen said:\n%s", screen).isTrue();
    assertThat(Long.parseLong(command.group(1))).isGreaterThan(40);
    assertThat(resume(id, "--yes")).as("--yes raises nothing").isEqualTo(6);
    assertThat(resume(id, "--yes", "--budget", "10000")).isEqualTo(0);
    assertThat(world.state(new SessionId(id)).budget()).isEqualTo(Amount.tokens(10_000));
  }

  private int resume(String id, String... more) {
    return command("resume", id, more);
  }

  private int ask(String id, String... more) {
    return command("ask", id, more);
  }

  private int command(String name, String id, String... more) {
    List<String> all =
        new ArrayList<>(List.of(name, id, "--out", directory.resolve("out").toString()));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  @Test
  void cancellingHasACodeOfItsOwnAndResumeGoesOn() {
    paper();
    String id = world.store().list().getFirst().state().id().value();
    assertThat(ask(id, "cancel")).isEqualTo(7);
    assertThat(resume(id)).isEqualTo(4);
    assertThat(resume(id, "--approve")).isEqualTo(0);
  }

  @Test
  void aQuestionWithoutADefaultIsAnsweredFromAFile() throws IOException {
    world.model("questions", "open");
    assertThat(paper("--yes")).isEqualTo(4);
    assertThat(screen).contains("--answers FILE");
    String id = world.store().list().getFirst().state().id().value();
    Path answers = Files.writeString(directory.resolve("answers.txt"), "1: 0.15\n\n2b\n");
    assertThat(resume(id, "--answers", answers.toString(), "--approve"))
        .as("the screen said:\n%s", screen)
        .isEqualTo(0);
    assertThat(world.queries().plan(new SessionId(id)).orElseThrow().answers())
        .extracting(Answer::text)
        .containsExactly("0.15", "0.2");
  }

  @Test
  void whatIsAskedIsAnsweredAndWhatIsNotUnderstoodIsAUsageError() {
    paper();
    String id = world.store().list().getFirst().state().id().value();
    assertThat(ask(id, "status")).isEqualTo(4);
    assertThat(ask(id, "details")).isEqualTo(4);
    assertThat(directory.resolve("out"))
        .isDirectoryContaining("glob:**/plan.yaml")
        .isDirectoryContaining("glob:**/plan.md");
    assertThat(ask(id, "change:")).isEqualTo(2);
  }

  @Test
  void aDraftHasACodeOfItsOwn() {
    world.gateFails();
    assertThat(paper("--yes")).isEqualTo(3);
  }

  @Test
  void whatIsNoPaperHasACodeOfItsOwn() throws IOException {
    Files.writeString(pdf, "a recipe");
    assertThat(paper("--yes")).isEqualTo(5);
  }

  /** A chat that only remembers whether it was started. */
  private static final class Line implements Connection {
    private boolean started;

    @Override
    public String name() {
      return "line";
    }

    @Override
    public void start() {
      started = true;
    }

    @Override
    public void close() {}
  }

  @Test
  void nobodyIsServedWithoutAChat() {
    assertThat(run("serve")).isEqualTo(2);
    assertThat(errors.toString()).contains("SLACK_BOT_TOKEN").contains("offprint doctor");
  }

  @Test
  void aTeamIsNotServedByAModelThatNobodyNamed() {
    Line line = new Line();
    team = new House.Team(List.of(line), false);
    assertThat(run("serve")).isEqualTo(2);
    assertThat(errors.toString()).contains("No model is named for the team");
    assertThat(line.started).isFalse();
  }

  @Test
  void theDoctorSaysWhatIsMissingInItsExitCode() {
    checkups =
        List.of(
            () -> List.of(new Checkup.Found("air", Checkup.Verdict.OK, "there is some")),
            () -> List.of(new Checkup.Found("light", Checkup.Verdict.NOTE, "not much")));
    assertThat(run("doctor")).isEqualTo(0);
    checkups =
        List.of(() -> List.of(new Checkup.Found("water", Checkup.Verdict.MISSING, "bring some")));
    assertThat(run("doctor")).isEqualTo(2);
    assertThat(screen.toString())
        .contains("ok       air             there is some")
        .contains("note     light           not much")
        .contains("missing  water           bring some");
  }

  @Test
  void usageErrorsAreTold() {
    assertThat(run("paper")).isEqualTo(2);
    assertThat(run("show", "nothing0")).isEqualTo(2);
    assertThat(errors.toString()).contains("There is no session nothing0");
  }

  @Test
  void listAndShowTellWhatHappened() {
    paper();
    String id = world.store().list().getFirst().state().id().value();
    assertThat(run("list")).isEqualTo(0);
    assertThat(run("show", id)).isEqualTo(0);
    assertThat(screen).contains("On Rates").contains("Requested by ada: accepted");
  }
}
