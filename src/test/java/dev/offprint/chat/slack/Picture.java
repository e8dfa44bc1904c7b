package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A message as people see it, drawn from its Block Kit: for the documentation, not for measure. */
final class Picture {
  private static final int WIDTH = 760;
  private static final int LEFT = 68;
  private static final int RIGHT = 20;
  private static final int MOST_HEIGHT = 1_200;
  private static final int SCALE = 2;
  private static final Font PLAIN = new Font("DejaVu Sans", Font.PLAIN, 14);
  private static final Font BOLD = PLAIN.deriveFont(Font.BOLD);
  private static final Font SMALL = PLAIN.deriveFont(12f);
  private static final Font BIG = BOLD.deriveFont(17f);
  private static final Color INK = new Color(0x1d1c1d);
  private static final Color GREY = new Color(0x616061);
  private static final Color LINE = new Color(0xbbbabb);
  private static final Color BLUE = new Color(0x1264a3);
  private static final Color CALL = new Color(0xe8f2fa);
  private static final Color GREEN = new Color(0x007a5a);
  private static final Color NIGHT = new Color(0x1f3a5f);

  private final Graphics2D pen;
  private final Map<String, String> names;
  private int y = 16;

  private Picture(Graphics2D pen, Map<String, String> names) {
    this.pen = pen;
    this.names = names;
  }

  /**
   * @param names of people by Slack's ids
   */
  static BufferedImage of(JsonNode blocks, Map<String, String> names) {
    BufferedImage sheet =
        new BufferedImage(WIDTH * SCALE, MOST_HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    pen.scale(SCALE, SCALE);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH, MOST_HEIGHT);
    Picture picture = new Picture(pen, names);
    picture.author();
    blocks.forEach(picture::block);
    pen.dispose();
    return sheet.getSubimage(0, 0, WIDTH * SCALE, Math.min(MOST_HEIGHT, picture.y + 6) * SCALE);
  }

  private void author() {
    pen.setColor(NIGHT);
    pen.fillRoundRect(20, y, 36, 36, 8, 8);
    text("O", 31, y + 25, BIG, Color.WHITE);
    int after = text("Offprint", LEFT, y + 13, BOLD, INK) + 8;
    pen.setColor(new Color(0xe8e8e8));
    pen.fillRoundRect(after, y + 2, 32, 14, 4, 4);
    text("APP", after + 5, y + 13, SMALL.deriveFont(10f), GREY);
    text("9:41", after + 40, y + 13, SMALL, GREY);
    y += 22;
  }

  private int text(String text, int x, int at, Font font, Color ink) {
    pen.setFont(font);
    pen.setColor(ink);
    pen.drawString(text, x, at);
    return x + wide(text, font);
  }

  private int wide(String text, Font font) {
    return (int) Math.ceil(font.getStringBounds(text, pen.getFontRenderContext()).getWidth());
  }

  private void block(JsonNode block) {
    switch (block.path("type").asText()) {
      case "header" ->
          run(List.of(new Word(block.path("text").path("text").asText(), BIG, INK)), 24);
      case "rich_text" -> block.path("elements").forEach(this::section);
      case "context" ->
          block
              .path("elements")
              .forEach(part -> run(List.of(new Word(part.path("text").asText(), SMALL, GREY)), 18));
      case "actions" -> actions(block.path("elements"));
      default -> throw new IllegalArgumentException("cannot draw " + block);
    }
  }

  private record Word(String text, Font font, Color ink) {}

  private void section(JsonNode section) {
    List<Word> words = new ArrayList<>();
    for (JsonNode part : section.path("elements")) {
      boolean bold = part.path("style").path("bold").asBoolean();
      switch (part.path("type").asText()) {
        case "text" -> words.add(new Word(part.path("text").asText(), bold ? BOLD : PLAIN, INK));
        case "link" -> words.add(new Word(part.path("text").asText(), PLAIN, BLUE));
        case "user" -> {
          String user = part.path("user_id").asText();
          words.add(new Word("@" + names.getOrDefault(user, user), PLAIN, CALL));
        }
        default -> throw new IllegalArgumentException("cannot draw " + part);
      }
    }
    run(words, 21);
  }

  /** Words in lines as wide as the picture; called people on a ground of their own. */
  private void run(List<Word> words, int height) {
    int x = LEFT;
    y += height - 3;
    for (Word word : words) {
      for (String line : word.text().split("(?<=\n)")) {
        for (String piece : line.split("(?<= )")) {
          String shown = piece.replace("\n", "");
          int wide = wide(shown, word.font());
          if (x + wide(shown.stripTrailing(), word.font()) > WIDTH - RIGHT && x > LEFT) {
            x = LEFT;
            y += height;
          }
          if (word.ink().equals(CALL)) {
            pen.setColor(CALL);
            pen.fillRoundRect(x - 2, y - 14, wide + 4, 19, 4, 4);
          }
          text(shown, x, y, word.font(), word.ink().equals(CALL) ? BLUE : word.ink());
          x += wide;
        }
        if (line.endsWith("\n")) {
          x = LEFT;
          y += height;
        }
      }
    }
    y += 3;
  }

  private void actions(JsonNode elements) {
    int x = LEFT;
    y += 8;
    for (JsonNode element : elements) {
      boolean select = element.path("type").asText().equals("static_select");
      String label = element.path(select ? "placeholder" : "text").path("text").asText();
      int wide = wide(label, BOLD) + (select ? 90 : 26);
      if (x + wide > WIDTH - RIGHT && x > LEFT) {
        x = LEFT;
        y += 38;
      }
      boolean primary = element.path("style").asText().equals("primary");
      pen.setColor(primary ? GREEN : LINE);
      if (primary) {
        pen.fillRoundRect(x, y, wide, 30, 8, 8);
      } else {
        pen.drawRoundRect(x, y, wide, 30, 8, 8);
      }
      text(label, x + 13, y + 20, select ? PLAIN : BOLD, primary ? Color.WHITE : INK);
      if (select) {
        text("▾", x + wide - 22, y + 20, PLAIN, GREY);
      }
      x += wide + 8;
    }
    y += 36;
  }
}
