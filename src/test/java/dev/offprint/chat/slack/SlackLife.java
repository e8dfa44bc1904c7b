package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Crashes;
import dev.offprint.engine.Downloads;
import dev.offprint.engine.World;
import dev.offprint.paper.PaperSettings;
import dev.offprint.paper.SafeDownloads;
import dev.offprint.session.EventId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One random life of a session on Slack, through the real adapter, the real library and the fake's
 * sockets: people write and press, envelopes come doubled, late and in another order, connections
 * end, Slack limits, refuses and loses its answers, and the process dies and comes back.
 */
final class SlackLife {
  /** What nobody presses here: what is said after it is about nothing. */
  private static final Set<String> ENDS = Set.of("Cancel", "Stop");

  private static final Duration LONG = Duration.ofSeconds(60);

  private final long seed;
  private final Random random;
  private final Crashes crashes =
      new Crashes() {
        @Override
        public Downloads downloads(Downloads nowhere) {
          return downloads;
        }
      };
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeSlack slack = FakeSlack.start(now::get);
  private final SlackSettings settings =
      SlackSettings.of(slack.botToken(), slack.appToken()).withApi(URI.create(slack.methodsUrl()));
  private final Downloads downloads =
      new SafeDownloads(PaperSettings.DEFAULT, List.of(settings.fileHost()));
  private final List<SlackPerson> people = new ArrayList<>();
  private final SlackPerson clerk = slack.member("clerk");
  private final Room lab;
  private final Room office = slack.channel("office", clerk);
  private final List<At> addressed = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private final Function<Blobs, Chat> chats;
  private final List<SlackChat> opened = new ArrayList<>();
  private World world;
  private SlackConnection connection;
  private final Map<String, Random> chances = new HashMap<>();
  private final Map<String, Integer> seen = new TreeMap<>();
  private HandAlarm alarm = new HandAlarm(now::get, slack::stir);
  private int faults;
  private int words;
  private @Nullable At root;
  private @Nullable EventId edited;
  private @Nullable EventId deleted;

  SlackLife(Path directory, long seed) {
    this.seed = seed;
    random = new Random(seed);
    for (String name : List.of("ada", "ben", "cy")) {
      people.add(slack.member(name));
    }
    people.add(slack.person("gil", SlackPerson.Kind.GUEST));
    lab = slack.channel("lab", people.toArray(SlackPerson[]::new));
    slack.patience(Duration.ZERO);
    crashes.onDeath(slack::stir);
    chats =
        blobs -> {
          SlackChat chat = new SlackChat(settings, blobs, now::get, this::pass);
          opened.add(chat);
          return chat;
        };
    world = World.open(directory, crashes, chats);
    connection = connection();
  }

  private void pass(Duration time) {
    now.updateAndGet(then -> then.plus(time));
    world.pass(time);
  }

  private SlackConnection connection() {
    alarm = new HandAlarm(now::get, slack::stir);
    return new SlackConnection(
        settings,
        new SlackConnection.Desk(
            world.conversation(),
            world.queries(),
            world.wording(),
            world.listening(),
            world.blobs(),
            downloads),
        this::pass,
        new Afterwards(alarm));
  }

  /** Lives it; empty where everything held, else what did not. */
  List<String> live() {
    try {
      slack.limited(random.nextInt(3) == 0);
      connect();
      begin();
      slack.faults().any(this::fault);
      arm();
      int steps = 15 + random.nextInt(25);
      for (int i = 0; i < steps; i++) {
        step();
      }
      end();
      List<String> broken =
          new SlackPromise(slack, world, root(), addressed, crashes.died.size() + faults).broken();
      counted("an edit", edited, broken);
      counted("a deletion", deleted, broken);
      return broken;
    } finally {
      connection.close();
      opened.forEach(SlackChat::close);
      world.close();
      slack.close();
    }
  }

  private void counted(String what, @Nullable EventId id, List<String> broken) {
    boolean lost =
        id != null
            && world.store().in(SlackNames.thread(lab.id(), root().thread())).stream()
                .flatMap(stored -> world.store().history(stored.state().id()).stream())
                .noneMatch(happened -> happened.id().equals(id));
    if (lost) {
      broken.add(what + " of the request was lost: " + id);
    }
  }

  /** How often what was done to this life. */
  Map<String, Integer> seen() {
    Map<String, Integer> all = new TreeMap<>(seen);
    crashes.died.forEach(point -> all.merge("died " + point, 1, Integer::sum));
    slack.calls().stream()
        .filter(call -> call.status() == 429)
        .forEach(call -> all.merge("429", 1, Integer::sum));
    all.merge("lost while nothing was connected", slack.socket().lost().size(), Integer::sum);
    return all;
  }

  private synchronized void saw(String what) {
    seen.merge(what, 1, Integer::sum);
  }

  /** What happened, and which calls of the Web API did not do what was asked. */
  List<String> trace() {
    List<String> all = new ArrayList<>(trace);
    slack.calls().stream()
        .filter(call -> !call.ok() && !call.method().equals("download"))
        .forEach(call -> all.add(call.method() + " " + call.status() + " " + call.error()));
    return all;
  }

  private At root() {
    return Objects.requireNonNull(root);
  }

  /** The request itself gets through: what becomes of it is the subject. */
  private void begin() {
    root = slack.as(people.getFirst()).upload(lab, "@offprint only the rate", "p.pdf", World.PDF);
    taken();
  }

  private void arm() {
    if (random.nextInt(3) > 0) {
      crashes.dieAfter(1 + random.nextInt(100));
    } else {
      crashes.live();
    }
  }

  private void connect() {
    // A process takes its time to come back; Slack gives few connections a minute.
    pass(Duration.ofSeconds(10));
    int before = slack.socket().everConnected();
    connection.start();
    slack.until(() -> slack.socket().everConnected() > before, "nothing connected");
    greeted();
  }

  /** An answered envelope shows that the library has read its greeting. */
  private void greeted() {
    slack.as(clerk).say(office, "good morning");
    Envelope greeting = slack.socket().sent().getLast();
    if (!slack.within(() -> greeting.acknowledged().isDone(), LONG)) {
      trace.add("no answer to the greeting");
    }
    settled();
  }

  /** Begins what is due; it may be that the process dies of it. */
  private void ring() {
    if (alarm.ring() > 0) {
      settled();
    }
  }

  private void settled() {
    try {
      connection.settled();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private int deaths() {
    return crashes.died.size();
  }

  /** Waits until what was sent is taken, or the process died over it. */
  private void taken() {
    int before = dead;
    List<Envelope> all = slack.socket().sent();
    List<Envelope> fresh = all.subList(Math.min(looked, all.size()), all.size());
    looked = all.size();
    boolean acknowledged =
        slack.within(
            () -> deaths() > before || fresh.stream().allMatch(one -> one.acknowledged().isDone()),
            LONG);
    if (!acknowledged) {
      trace.add("not all was acknowledged");
      saw("never acknowledged");
    }
    if (deaths() > before) {
      restart("over an event");
    } else {
      settled();
    }
  }

  private int dead;

  /** How many envelopes have been waited for. */
  private int looked;

  private void restart(String why) {
    trace.add("died " + why + (deaths() > dead ? " " + crashes.died.getLast() : ""));
    dead = deaths();
    crashes.live();
    connection.close();
    opened.removeLast().close();
    // Whatever a process has open ends with it.
    slack.socket().drop();
    slack.until(() -> slack.socket().connections() == 0, "the dead stay connected");
    world = world.restarted(chats);
    connection = connection();
    connect();
    arm();
  }

  /** What the process does by itself; it may die of it. */
  private void working(Runnable work) {
    try {
      work.run();
    } catch (Crashes.CrashError died) {
      restart("at work");
    }
  }

  private void step() {
    ring();
    int what = random.nextInt(100);
    if (what < 40) {
      working(() -> world.runOne());
    } else if (what < 48) {
      working(() -> world.runDue());
    } else if (what < 78) {
      person();
    } else if (what < 82) {
      saw("envelopes doubled");
      slack.socket().doubleNext(1 + random.nextInt(3));
    } else if (what < 86) {
      again();
    } else if (what < 90) {
      shuffled();
    } else if (what < 94) {
      cut();
    } else if (what < 96) {
      restart("for no reason");
    } else {
      pass(Duration.ofSeconds(1L << random.nextInt(12)));
    }
  }

  private void again() {
    trace.add("envelopes again");
    saw("envelopes again");
    slack.socket().repeatUnacknowledged();
    List<Envelope> sent = slack.socket().sent();
    slack.socket().repeat(sent.get(random.nextInt(sent.size())));
    taken();
  }

  /** Several people at once, and Slack brings it in any order. */
  private void shuffled() {
    trace.add("in another order:");
    slack.socket().hold();
    for (int i = 0; i < 3; i++) {
      act();
    }
    List<Envelope> held = new ArrayList<>(slack.socket().held());
    List<Envelope> order = List.copyOf(held);
    Collections.shuffle(held, random);
    if (!held.equals(order)) {
      saw("envelopes in another order");
    }
    slack.socket().release(held);
    taken();
  }

  /** The connection ends, people go on, and it comes back. */
  private void cut() {
    int before = slack.socket().everConnected();
    switch (random.nextInt(3)) {
      case 0 -> {
        trace.add("refreshed");
        saw("connection refreshed");
        slack.socket().disconnect("refresh_requested");
        meanwhile();
      }
      case 1 -> {
        trace.add("dropped");
        saw("connection dropped without a word");
        slack.socket().drop();
        meanwhile();
        // Whoever notices looks again a moment later.
        slack.until(() -> again(before), "nothing connected again");
      }
      default -> {
        trace.add("restarted in good order");
        saw("restarted in good order");
        connection.close();
        slack.socket().drop();
        slack.until(() -> slack.socket().connections() == 0, "it stays connected");
        meanwhile();
        connection = connection();
        connection.start();
        pass(Duration.ofSeconds(10));
      }
    }
    slack.until(() -> slack.socket().everConnected() > before, "nothing connected again");
    greeted();
    taken();
  }

  private boolean again(int before) {
    if (slack.socket().everConnected() > before) {
      return true;
    }
    now.updateAndGet(then -> then.plusSeconds(1));
    alarm.ring();
    return false;
  }

  /** What people do while nothing listens. */
  private void meanwhile() {
    say();
    switch (random.nextInt(6)) {
      case 0 -> edit();
      case 1 -> delete();
      case 2 -> say();
      default -> {}
    }
  }

  /** The request is edited; of several edits the last one counts. */
  private void edit() {
    if (deleted == null) {
      words++;
      slack.as(people.getFirst()).edit(root(), "@offprint only the rate and " + words);
      String at = slack.edited(root());
      edited = SlackNames.of(lab.id(), root().ts(), "edited" + at);
      trace.add("the request is edited " + at);
      saw("request edited");
    }
  }

  /** Where nobody has answered yet, nothing would be left of it. */
  private void delete() {
    if (deleted == null && slack.posts(root()).size() > 1 && random.nextBoolean()) {
      slack.as(people.getFirst()).delete(root());
      deleted = SlackNames.of(lab.id(), root().ts(), "deleted");
      edited = null;
      trace.add("the request is deleted");
      saw("request deleted");
    }
  }

  private void person() {
    act();
    taken();
  }

  private void act() {
    switch (random.nextInt(17)) {
      case 16 -> edit();
      default -> speak();
    }
  }

  private void speak() {
    switch (random.nextInt(8)) {
      case 0, 1 -> say();
      case 2, 3, 4 -> press();
      case 5 -> command();
      case 6 -> upload();
      default -> slack.as(some()).reply(root(), "I think " + random.nextInt(9));
    }
  }

  private SlackPerson some() {
    return people.get(random.nextInt(people.size()));
  }

  /** Something that has to be counted, whatever happens. */
  private void say() {
    words++;
    SlackPerson by = people.get(random.nextInt(3));
    At said = slack.as(by).reply(root(), "@offprint change: rate 0." + words);
    trace.add(by.name() + ": change " + words + " " + said.ts());
    addressed.add(said);
  }

  private void command() {
    List<String> commands =
        List.of("1a", "1b", "2b", "hold wait", "lift", "take over", "approve", "retry", "undo");
    String command = commands.get(random.nextInt(commands.size()));
    SlackPerson by = some();
    trace.add(by.name() + ": " + command);
    slack.as(by).reply(root(), "@offprint " + command);
  }

  private void press() {
    List<String> labels =
        slack.buttons(root()).stream().filter(label -> !ENDS.contains(label)).toList();
    if (labels.isEmpty()) {
      return;
    }
    String label = labels.get(random.nextInt(labels.size()));
    SlackPerson by = some();
    trace.add(by.name() + " presses " + label);
    PersonClient client = slack.as(by);
    if (random.nextBoolean()) {
      client.click(root(), label);
    } else {
      client.clickOldest(root(), label);
    }
    if (slack.socket().held().isEmpty()) {
      taken();
      write(client);
    }
  }

  /** Fills in a modal, if one has opened. */
  private void write(PersonClient client) {
    if (!client.hasModal()) {
      return;
    }
    Map<String, String> fields = new HashMap<>();
    for (JsonNode block : client.modal().path("blocks")) {
      if (block.path("type").asText().equals("input")) {
        fields.put(block.path("block_id").asText(), "words " + random.nextInt(9));
      }
    }
    trace.add("… and writes");
    client.submit(fields);
    taken();
    if (client.hasModal()) {
      client.close();
    }
  }

  private void upload() {
    byte[] plan = world.planFile().getBytes(StandardCharsets.UTF_8);
    trace.add("a plan is uploaded");
    slack.as(some()).upload(root(), "@offprint", "plan.yaml", plan);
  }

  private synchronized @Nullable Fault fault(String method) {
    boolean ours =
        method.startsWith("chat.")
            || method.startsWith("files.")
            || method.startsWith("reactions.")
            || method.equals("conversations.replies")
            || method.equals("conversations.history")
            || method.equals("upload");
    if (!ours) {
      return null;
    }
    // By method, so that what happens to one does not depend on when another is called.
    Random chance = chances.computeIfAbsent(method, name -> new Random(seed ^ name.hashCode()));
    if (chance.nextInt(100) >= 10) {
      return null;
    }
    faults++;
    Fault fault =
        switch (chance.nextInt(6)) {
          case 0 -> new Fault.Limited(1 + chance.nextInt(3));
          case 1 -> new Fault.Cut();
          case 2 -> new Fault.Status(503);
          case 3 -> new Fault.HalfReply();
          case 4 -> new Fault.Refused("fatal_error");
          default -> new Fault.LostReply();
        };
    saw(fault.getClass().getSimpleName() + (method.startsWith("chat.post") ? " of a post" : ""));
    return fault;
  }

  /** All goes well from now on, and time passes until nothing is left to do. */
  private void end() {
    slack.faults().any(method -> null);
    crashes.live();
    slack.limited(false);
    trace.add("calm");
    for (int i = 0; i < 5 && !slack.socket().unacknowledged().isEmpty(); i++) {
      slack.socket().repeatUnacknowledged();
      slack.within(() -> slack.socket().unacknowledged().isEmpty(), LONG);
    }
    restart("at the end");
    crashes.live();
    for (int i = 0; i < 300; i++) {
      ring();
      world.runDue();
      if (!SlackPromise.open(world, root())) {
        break;
      }
      if (world.passToNext()) {
        now.set(world.now());
      } else {
        pass(Duration.ofMinutes(1));
      }
    }
  }
}
