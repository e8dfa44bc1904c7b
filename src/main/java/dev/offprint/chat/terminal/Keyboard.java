package dev.offprint.chat.terminal;

import dev.offprint.engine.Action;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Clicks;
import dev.offprint.engine.Conversation;
import dev.offprint.engine.Conversation.Response;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Said;
import dev.offprint.engine.Terminal;
import dev.offprint.engine.Understanding;
import dev.offprint.session.Actor;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person types: handed to the one reader of words, except for editing and looking. */
public final class Keyboard implements Terminal {
  private static final Logger LOG = LoggerFactory.getLogger(Keyboard.class);

  private final Screen screen;
  private final TerminalChat chat;
  private final BufferedReader in;
  private final Supplier<Conversation> conversation;
  private final Blobs blobs;
  private final Editor editor;

  /**
   * @param conversation asked for once somebody types something
   */
  public Keyboard(
      Screen screen,
      TerminalChat chat,
      BufferedReader in,
      Supplier<Conversation> conversation,
      Blobs blobs,
      Editor editor) {
    this.screen = screen;
    this.chat = chat;
    this.in = in;
    this.conversation = conversation;
    this.blobs = blobs;
    this.editor = editor;
  }

  @Override
  public boolean interactive() {
    return screen.terminal();
  }

  @Override
  public void say(String line) {
    try {
      screen.print(new Drawing(screen.width()).wrap(line, 2));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void show(Message message) {
    chat.say(message);
  }

  @Override
  public void progress(String line) {
    try {
      screen.live(line);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public boolean yes(String question) {
    try {
      for (; ; ) {
        say(question);
        screen.prompt("[y/n] ");
        String line = in.readLine();
        if (line == null) {
          return false;
        }
        switch (PlainText.line(line).toLowerCase(Locale.ROOT)) {
          case "y", "yes" -> {
            return true;
          }
          case "n", "no" -> {
            return false;
          }
          default -> say("Please say y or n.");
        }
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void prompt(String hint) {
    say(hint);
    try {
      screen.prompt("> ");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void listen(ThreadRef thread, Actor person) {
    Thread typing =
        Thread.ofPlatform().daemon().name("keyboard").unstarted(() -> read(thread, person));
    typing.start();
  }

  /** Hands over lines until the input ends. */
  void read(ThreadRef thread, Actor person) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          typed(thread, person, Understanding.beginsError(line) ? whole(line) : line);
        }
      }
    } catch (IOException ended) {
      LOG.debug("the input ended", ended);
    }
  }

  /** An error has many lines: up to an empty one after which nothing waits to be read. */
  private String whole(String first) throws IOException {
    say("The rest of the error, then an empty line.");
    StringBuilder error = new StringBuilder(first);
    for (String line = in.readLine();
        line != null && !(line.isBlank() && !in.ready());
        line = in.readLine()) {
      error.append('\n').append(line);
    }
    return error.toString();
  }

  private void typed(ThreadRef thread, Actor person, String line) {
    try {
      switch (line.strip()) {
        case "e", "edit" -> edit(thread, person);
        case "a" -> respond(said(thread, person, "approve", List.of()));
        case "?" -> respond(said(thread, person, "help", List.of()));
        default -> respond(said(thread, person, line, List.of()));
      }
    } catch (RuntimeException | IOException broken) {
      LOG.error("what was typed could not be taken", broken);
      say("That could not be taken: " + broken.getMessage());
    }
  }

  private Response said(ThreadRef thread, Actor person, String text, List<Source> files) {
    return conversation
        .get()
        .said(
            new Said(
                new EventId("terminal:" + UUID.randomUUID()),
                thread,
                person,
                text,
                false,
                true,
                false,
                false,
                Set.of(person.id()),
                files));
  }

  private void respond(Response response) {
    switch (response) {
      case Response.Silence silence -> {}
      case Response.Tell tell -> {
        show(tell.message());
        if (tell.message() instanceof Message.Note note) {
          note.files().forEach(this::text);
        }
      }
      case Response.Open open -> say("Please say it in words.");
    }
  }

  /** Prints a file that can be read; names the others. */
  private void text(Attachment file) {
    if (file.mediaType().equals("text/markdown")) {
      for (String line : blobs.text(file.content()).split("\n")) {
        say(line);
      }
    }
  }

  /** The plan as YAML in the person's editor; what comes back changed is a plan file. */
  private void edit(ThreadRef thread, Actor person) throws IOException {
    Response details =
        conversation
            .get()
            .clicked(
                new Clicks.Clicked(
                    new EventId("terminal:" + UUID.randomUUID()),
                    thread,
                    person,
                    new Action.Details(PlanVersion.NONE),
                    null));
    if (!(details instanceof Response.Tell tell)
        || !(tell.message() instanceof Message.Note note)
        || note.files().isEmpty()) {
      respond(details);
      return;
    }
    for (Attachment file : note.files()) {
      if (file.name().endsWith(".yaml")) {
        Optional<String> edited = screen.without(() -> editor.edit(blobs.text(file.content())));
        if (edited.isEmpty()) {
          say("The plan is as it was.");
        } else {
          Source plan =
              new Source(
                  Source.Role.BESIDE,
                  new Source.Origin.Attachment(),
                  file.name(),
                  blobs.putText(edited.get()));
          respond(said(thread, person, "", List.of(plan)));
        }
      }
    }
  }
}
