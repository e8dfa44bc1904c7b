package dev.offprint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.chat.slack.At;
import dev.offprint.chat.slack.FakeSlack;
import dev.offprint.chat.slack.Room;
import dev.offprint.chat.slack.SharedFile;
import dev.offprint.chat.slack.SlackPerson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The whole job on a Slack on loopback, with the program as it is shipped and a model of one's own:
 * {@code offprint serve} in a process of its own, the bundled paper, one person who answers nothing
 * and approves the plan. Prints the thread while it grows and as it stands at the end, and keeps
 * that and all its files.
 */
public final class SlackRun {
  private static final Duration LONG = Duration.ofHours(6);
  private static final Duration MOMENT = Duration.ofMinutes(1);

  private final FakeSlack slack;
  private final Program program;
  private final PrintStream out;
  private final List<String> said = new ArrayList<>();

  private SlackRun(FakeSlack slack, Program program, PrintStream out) {
    this.slack = slack;
    this.program = program;
    this.out = out;
  }

  /** Arguments: a data directory to take the model from, a new directory, options of serve. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println(
          "Say -Dslack=\"HOME OUT [options of serve]\", for example -Dslack=\"$OFFPRINT_HOME out"
              + " --model embedded\". The offprint.yaml and the models of HOME are used; nothing is"
              + " written there. OUT gets the thread, its files and the run's own data.");
      System.exit(2);
    }
    boolean delivered =
        run(
            Path.of(arguments[0]).toAbsolutePath(),
            Path.of(arguments[1]).toAbsolutePath(),
            System.out,
            List.of(arguments).subList(2, arguments.length).toArray(String[]::new));
    System.exit(delivered ? 0 : 1);
  }

  /** Whether an archive was delivered. */
  static boolean run(Path home, Path kept, PrintStream out, String... options) throws Exception {
    try (FakeSlack slack = FakeSlack.start(InstantSource.system())) {
      slack.limited(true);
      slack.patience(LONG);
      Path data = fresh(home, kept, slack);
      SlackPerson ada = slack.member("ada");
      Room room = slack.channel("papers", ada);
      try (Program program = Program.serving(data, slack.tokens(), options)) {
        SlackRun run = new SlackRun(slack, program, out);
        try {
          return run.job(ada, room, kept);
        } finally {
          if (program.alive()) {
            program.signal("TERM");
          }
          out.println("\nserve ended with " + program.code() + " and had said:");
          out.println(program.output());
        }
      }
    }
  }

  /** A data directory of its own with the configuration and the model files of another. */
  private static Path fresh(Path home, Path kept, FakeSlack slack) throws IOException {
    Path given = home.resolve(Config.FILE);
    String written = Files.exists(given) ? Files.readString(given) : "";
    if (written.lines().anyMatch(line -> line.startsWith("slack:"))) {
      throw new IOException(given + " names a Slack: give a data directory that names none");
    }
    Path data = Files.createDirectories(kept).resolve("data");
    Files.createDirectory(data);
    Files.writeString(
        data.resolve(Config.FILE), written + "\nslack:\n  api: " + slack.methodsUrl() + "\n");
    Path models = home.resolve("models");
    if (Files.exists(models)) {
      Files.createSymbolicLink(data.resolve("models"), models.toRealPath());
    }
    return data;
  }

  private boolean job(SlackPerson ada, Room room, Path kept) throws IOException {
    await(() -> slack.socket().connections() > 0);
    At asked = slack.as(ada).upload(room, "@offprint", "paper.pdf", sample());
    grows(asked, () -> approval(asked).isPresent() || ended(asked));
    approval(asked)
        .ifPresent(
            label -> {
              slack.as(ada).click(asked, label);
              grows(asked, () -> ended(asked));
            });
    slack.patience(MOMENT);
    try {
      await(() -> calm(asked));
    } finally {
      String thread = thread(asked);
      out.println("\nThe thread as it stands:\n\n" + thread);
      Files.writeString(kept.resolve("thread.txt"), thread);
      for (SharedFile file : slack.files(asked)) {
        Files.write(kept.resolve(file.name()), file.content());
      }
    }
    return archived(asked);
  }

  private static byte[] sample() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SlackRun.class.getResourceAsStream("/sample/rescience-food-chain-chaos.pdf"))) {
      return in.readAllBytes();
    }
  }

  private Optional<String> approval(At asked) {
    return slack.buttons(asked).stream().filter(label -> label.startsWith("Approve v")).findFirst();
  }

  /** Files come after the words that name them. */
  private boolean ended(At asked) {
    return archived(asked) || slack.buttons(asked).contains("Try again");
  }

  /** Edits and reactions come after what they tell of. */
  private boolean calm(At asked) {
    boolean shown = !archived(asked) || !slack.buttons(asked).contains("Cancel");
    return shown && !slack.reactions(asked).contains("eyes");
  }

  private boolean archived(At asked) {
    return slack.files(asked).stream().anyMatch(file -> file.name().endsWith(".zip"));
  }

  /** Waits until something is so, printing what is new in the thread. */
  private void grows(At asked, So so) {
    boolean over = false;
    while (!over) {
      await(() -> so.is() || !fresh(asked).isEmpty());
      over = so.is();
      for (JsonNode post : fresh(asked)) {
        said.add(post.path("ts").asText());
        out.println(told(asked, post));
      }
    }
  }

  private interface So {
    boolean is();
  }

  private void await(So so) {
    slack.until(() -> so.is() || !program.alive(), "it took longer than " + LONG);
    if (!so.is()) {
      throw new IllegalStateException("the program has ended by itself");
    }
  }

  private List<JsonNode> fresh(At asked) {
    return slack.posts(asked).stream()
        .<JsonNode>map(post -> post)
        .filter(post -> !said.contains(post.path("ts").asText()))
        .toList();
  }

  private String thread(At asked) {
    StringBuilder thread = new StringBuilder();
    slack.posts(asked).forEach(post -> thread.append(told(asked, post)).append('\n'));
    for (SharedFile file : slack.files(asked)) {
      thread.append("file  ").append(file.name()).append(", ");
      thread.append(file.content().length).append(" bytes\n");
    }
    thread.append("signs ").append(String.join(", ", slack.reactions(asked))).append('\n');
    return thread.toString();
  }

  private static String told(At asked, JsonNode post) {
    String edited = post.path("edited").path("ts").asText();
    boolean ours = post.hasNonNull("bot_id");
    return "["
        + since(asked, post.path("ts").asText())
        + (edited.isEmpty() ? "" : ", last edited " + since(asked, edited))
        + "] "
        + (ours ? "offprint" : "ada")
        + "\n"
        + FakeSlack.text(post).strip().indent(2);
  }

  /** Minutes and seconds since it was asked for. */
  private static String since(At asked, String ts) {
    long seconds =
        new BigDecimal(ts)
            .subtract(new BigDecimal(asked.ts()))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }
}
