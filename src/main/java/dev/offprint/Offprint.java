package dev.offprint;

import dev.offprint.agent.PaperCoderStages;
import dev.offprint.agent.Prompts;
import dev.offprint.archive.ZipArchives;
import dev.offprint.chat.slack.SlackChat;
import dev.offprint.chat.slack.SlackConnection;
import dev.offprint.chat.slack.SlackSettings;
import dev.offprint.chat.terminal.Editor;
import dev.offprint.chat.terminal.Keyboard;
import dev.offprint.chat.terminal.PostMemory;
import dev.offprint.chat.terminal.Screen;
import dev.offprint.chat.terminal.TerminalChat;
import dev.offprint.check.CheckSettings;
import dev.offprint.check.PythonChecks;
import dev.offprint.command.CannotOpen;
import dev.offprint.command.Commands;
import dev.offprint.command.ExitCode;
import dev.offprint.command.House;
import dev.offprint.command.Options;
import dev.offprint.document.PlanDocuments;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Chats;
import dev.offprint.engine.Clicks;
import dev.offprint.engine.Connection;
import dev.offprint.engine.Conversation;
import dev.offprint.engine.Inbox;
import dev.offprint.engine.LivePosts;
import dev.offprint.engine.Outbox;
import dev.offprint.engine.Ports;
import dev.offprint.engine.ProgressBoard;
import dev.offprint.engine.Queries;
import dev.offprint.engine.Schedule;
import dev.offprint.engine.Understanding;
import dev.offprint.engine.Wording;
import dev.offprint.engine.Worker;
import dev.offprint.model.OpenModels;
import dev.offprint.paper.PaperSettings;
import dev.offprint.paper.PdfPapers;
import dev.offprint.paper.SafeDownloads;
import dev.offprint.session.Actor;
import dev.offprint.session.Permission;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import dev.offprint.store.DirectoryInUse;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.SteadyClock;
import dev.offprint.store.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts the program, and wires it: the only place that names adapters together. */
public final class Offprint {
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private Offprint() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Path home = Config.home(environment);
    // Before the first logger: the log is kept beside the data.
    System.setProperty("offprint.home", home.toString());
    Screen screen = Screen.ofProcess();
    BufferedReader keys = new BufferedReader(new InputStreamReader(System.in, typed()));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(
        Commands.run(
            arguments,
            out,
            err,
            options -> open(home, environment, options, screen, keys),
            call -> Checkups.all(home, environment, call),
            BenchPlace::open));
  }

  private static Charset typed() {
    return Charset.forName(
        System.getProperty("stdin.encoding", Charset.defaultCharset().name()),
        StandardCharsets.UTF_8);
  }

  /**
   * Opens everything on a data directory; nothing runs before {@link House.Work#start}.
   *
   * @throws CannotOpen with words where it cannot
   */
  static House open(
      Path home,
      Map<String, String> environment,
      Options options,
      Screen screen,
      BufferedReader keys) {
    Config config = config(home);
    Permission.Policy policy = config.policy();
    Optional<SlackSettings> slack =
        options.serving() ? slack(config, environment) : Optional.empty();
    JdbcStore store = store(home, options.looking());
    Clock clock = Clock.systemUTC();
    OpenModels models =
        OpenModels.open(
            options.model() == null ? config.models() : config.models().withModel(options.model()),
            environment,
            home);
    PlanDocuments documents = new PlanDocuments();
    CheckSettings usual = CheckSettings.DEFAULT;
    SafeDownloads downloads =
        new SafeDownloads(
            PaperSettings.DEFAULT,
            slack.map(SlackSettings::fileHost).stream().toList(),
            store.shelf());
    PdfPapers papers = new PdfPapers(PaperSettings.DEFAULT, store.shelf());
    Ports ports =
        new Ports(
            store,
            store.journal(),
            store.blobs(),
            models,
            new PaperCoderStages(Prompts.load(config.prompts())),
            papers,
            downloads,
            documents,
            new PythonChecks(new CheckSettings(config.python(), usual.deadline(), usual.output())),
            new ZipArchives(),
            store.shelf());

    AtomicReference<@Nullable ThreadRef> front = new AtomicReference<>();
    TerminalChat terminal =
        new TerminalChat(
            screen,
            new PostMemory(home.resolve("terminal-posts")),
            thread -> thread.equals(front.get()));
    Optional<SlackChat> slackChat =
        slack.map(settings -> new SlackChat(settings, store.blobs(), clock));
    Map<String, Chat> all =
        Stream.concat(Stream.of(terminal), slackChat.stream())
            .collect(Collectors.toUnmodifiableMap(Chat::connection, chat -> chat));
    Chats chats = connection -> Optional.ofNullable(all.get(connection));
    ProgressBoard board = new ProgressBoard(store.progress());
    Wording wording =
        new Wording(
            new Wording.Desk(
                store, store.blobs(), store.journal(), board, documents, models, clock, policy),
            connection -> chats.of(connection).orElse(terminal).limits());
    Schedule schedule = store.schedule();
    Inbox inbox = new Inbox(policy, store, schedule, clock, board::changed);
    LivePosts live = new LivePosts(board, store, wording, chats, clock);
    Outbox outbox = new Outbox(store, wording, chats, inbox, live);
    Worker worker =
        new Worker(
            ports,
            inbox,
            outbox,
            board,
            clock,
            () -> Optional.ofNullable(front.get()),
            config.rules());
    Clicks clicks = new Clicks(ports);
    Conversation conversation =
        new Conversation(
            store,
            inbox,
            new Understanding(ports, clicks, config.rules().limits()),
            clicks,
            wording);
    Queries queries = new Queries(store, store.journal(), store.blobs(), documents);
    List<Connection> connections =
        slack
            .<Connection>map(
                settings ->
                    new SlackConnection(
                        settings,
                        new SlackConnection.Desk(
                            conversation,
                            queries,
                            wording,
                            store.listening(),
                            store.blobs(),
                            downloads)))
            .stream()
            .toList();
    return new House(
        store,
        store.blobs(),
        inbox,
        queries,
        conversation,
        wording,
        models,
        new Keyboard(
            screen, terminal, keys, () -> conversation, store.blobs(), Editor.of(environment)),
        new Running(store, schedule, worker, live, slackChat, models, papers, front),
        person(policy),
        terminal.connection(),
        config.rules().limits(),
        () -> config.rules().limits().objection(models),
        new House.Team(
            connections,
            options.model() != null
                || config.models().model() != null
                || !config.models().roles().isEmpty()));
  }

  private static Optional<SlackSettings> slack(Config config, Map<String, String> environment) {
    try {
      return config.slack(environment);
    } catch (Config.Wrong wrong) {
      throw new CannotOpen(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
    }
  }

  private static Config config(Path home) {
    try {
      Files.createDirectories(home);
      return Config.read(home);
    } catch (Config.Wrong wrong) {
      throw new CannotOpen(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
    } catch (IOException unwritable) {
      throw new CannotOpen(
          ExitCode.USAGE,
          "The data directory %s cannot be used: %s. Name another in OFFPRINT_HOME."
              .formatted(home, unwritable));
    }
  }

  private static JdbcStore store(Path home, boolean looking) {
    try {
      return looking
          ? JdbcStore.toRead(home, Clock.systemUTC())
          : JdbcStore.open(home, StoreSettings.DEFAULT, Clock.systemUTC(), SteadyClock.system());
    } catch (DirectoryInUse inUse) {
      throw new CannotOpen(ExitCode.IN_USE, String.valueOf(inUse.getMessage()));
    }
  }

  /** Whoever runs the program decides: they could write themselves into any group. */
  private static Actor person(Permission.Policy policy) {
    String name = System.getProperty("user.name", "you");
    Set<String> groups = new HashSet<>(policy.approvers());
    groups.add(Permission.OPERATOR);
    return new Actor(new PersonId("terminal:" + name), name, Actor.Standing.MEMBER, groups);
  }

  /** What runs, and stops, together. */
  private record Running(
      JdbcStore store,
      Schedule schedule,
      Worker worker,
      LivePosts live,
      Optional<SlackChat> slack,
      OpenModels models,
      PdfPapers papers,
      AtomicReference<@Nullable ThreadRef> front)
      implements House.Work {
    @Override
    public void start(ThreadRef shown) {
      front.set(shown);
      run();
    }

    @Override
    public void start() {
      run();
      papers.expect();
    }

    private void run() {
      schedule.start(worker);
      live.start();
    }

    @Override
    public void moment() throws InterruptedException {
      Thread.sleep(MOMENT);
    }

    @Override
    public void flush() {
      live.flush();
    }

    @Override
    public void close() {
      live.close();
      models.close();
      schedule.stop(LAST_WORDS);
      papers.close();
      slack.ifPresent(SlackChat::close);
      store.close();
    }
  }
}
