package dev.offprint.chat;

import dev.offprint.engine.Chat;
import dev.offprint.engine.Conversation.Response;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.World;
import dev.offprint.session.Actor;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class InMemoryChatTest extends ThreadContract {
  private final InMemoryPlatform platform = new InMemoryPlatform();
  private final Map<String, Button> seen = new HashMap<>();
  private InMemoryChat chat = new InMemoryChat(platform);

  @Override
  protected Chat chat() {
    return chat;
  }

  @Override
  protected ThreadRef thread() {
    return InMemoryChat.THREAD;
  }

  @Override
  protected void restart() {
    chat = new InMemoryChat(platform);
  }

  @Override
  protected void nextPostFails() {
    platform.next = new Chat.Posted.Later(Duration.ofMinutes(1));
  }

  @Override
  protected String shown() {
    return platform.posts.stream()
        .map(kept -> text(kept.message()))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Message message) {
    String words =
        switch (message) {
          case Message.Header header -> header.title() + lines(header.lines());
          case Message.Questions questions ->
              questions.opening()
                  + questions.asked().stream()
                      .map(Message.Asked::text)
                      .collect(Collectors.joining("\n"));
          case Message.PlanCard card -> card.title() + lines(card.lines());
          case Message.Delivered delivered -> delivered.firstLine() + lines(delivered.lines());
          case Message.Stopped stopped -> stopped.firstLine() + lines(stopped.lines());
          case Message.Note note -> note.text();
        };
    return PlainText.lines(words)
        + InMemoryChat.buttons(message).stream()
            .map(button -> " [" + button.label() + "]")
            .collect(Collectors.joining());
  }

  private static String lines(List<Message.Line> lines) {
    return lines.stream()
        .map(line -> "\n" + line.label() + " " + line.text())
        .collect(Collectors.joining());
  }

  @Override
  protected Driver driver() {
    return new Driver() {
      @Override
      public String says(World world, String id, Actor by, String text) {
        look();
        return told(InMemoryChat.say(platform, world.conversation(), id, by, text, List.of()));
      }

      @Override
      public String clicks(World world, String id, Actor by, String label) {
        return writes(world, id, by, label, "");
      }

      @Override
      public String writes(World world, String id, Actor by, String label, String words) {
        look();
        Button button = seen.get(label);
        if (button == null) {
          throw new AssertionError("nobody ever saw a button " + label + " in\n" + shown());
        }
        return told(InMemoryChat.click(world.conversation(), id, by, button, words));
      }

      @Override
      public String uploads(
          World world, String id, Actor by, String text, String name, byte[] file) {
        return told(
            InMemoryChat.say(
                platform,
                world.conversation(),
                id,
                by,
                text,
                List.of(InMemoryChat.file(world.blobs(), name, file))));
      }
    };
  }

  /** People remember buttons that have gone since. */
  private void look() {
    platform.posts.forEach(
        kept ->
            InMemoryChat.buttons(kept.message())
                .forEach(button -> seen.put(button.label(), button)));
  }

  private static String told(Response response) {
    return switch (response) {
      case Response.Silence silence -> "";
      case Response.Tell tell -> text(tell.message());
      case Response.Open open -> "a place to write";
    };
  }
}
