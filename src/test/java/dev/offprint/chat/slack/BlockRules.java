package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Slack demands of blocks, as its reference of Block Kit says it
 * (https://docs.slack.dev/reference/block-kit).
 */
final class BlockRules {
  static final int MESSAGE_BLOCKS = 50;
  static final int VIEW_BLOCKS = 100;
  private static final int SECTION_TEXT = 3_000;
  private static final int FIELD_TEXT = 2_000;
  private static final int HEADER_TEXT = 150;
  private static final int CONTEXT_TEXT = 2_000;
  private static final int MARKDOWN_TEXT = 12_000;
  private static final int TABLE_TEXT = 10_000;
  private static final int TABLE_ROWS = 100;
  private static final int TABLE_COLUMNS = 20;
  private static final int ID = 255;
  private static final int URL = 3_000;
  private static final Set<String> TASK_STATUS =
      Set.of("pending", "in_progress", "complete", "error");

  private final Findings findings = new Findings();
  private final ElementRules elements = new ElementRules(findings);
  private final boolean view;
  private int markdown;

  private BlockRules(boolean view) {
    this.view = view;
  }

  /** What is wrong with the blocks of a message; empty where nothing is. */
  static List<String> message(JsonNode blocks) {
    return new BlockRules(false).check(blocks, "/blocks", MESSAGE_BLOCKS);
  }

  /** What is wrong with the blocks of a modal or a home view. */
  static List<String> view(JsonNode blocks) {
    return new BlockRules(true).check(blocks, "/view/blocks", VIEW_BLOCKS);
  }

  /** All characters of text in the blocks together. */
  static int characters(JsonNode blocks) {
    int sum = 0;
    for (var field : blocks.properties()) {
      boolean words = field.getKey().equals("text") && field.getValue().isTextual();
      sum += words ? Findings.length(field.getValue().asText()) : characters(field.getValue());
    }
    if (blocks.isArray()) {
      for (JsonNode element : blocks) {
        sum += characters(element);
      }
    }
    return sum;
  }

  private List<String> check(JsonNode blocks, String where, int most) {
    if (findings.counted(blocks, 0, most, where)) {
      List<String> ids = new ArrayList<>();
      int tables = 0;
      for (int i = 0; i < blocks.size(); i++) {
        JsonNode block = blocks.get(i);
        block(block, where + "/" + i);
        if (block.hasNonNull("block_id")) {
          ids.add(block.path("block_id").asText());
        }
        tables += block.path("type").asText().equals("table") ? 1 : 0;
      }
      findings.unique(ids, "block_id", where);
      if (tables > 1) {
        findings.add("only_one_table_allowed", where);
      }
    }
    return findings.all();
  }

  private void block(JsonNode block, String where) {
    findings.shorter(block, "block_id", ID, where);
    switch (block.path("type").asText()) {
      case "section" -> section(block, where);
      case "header" -> {
        findings.known(block, Set.of("type", "block_id", "text"), where);
        elements.text(block, "text", HEADER_TEXT, true, true, where);
      }
      case "divider" -> findings.known(block, Set.of("type", "block_id"), where);
      case "context" -> context(block, where);
      case "actions" -> {
        findings.known(block, Set.of("type", "block_id", "elements"), where);
        if (findings.counted(block.path("elements"), 1, 25, where + "/elements")) {
          elements.inActions(block.path("elements"), where + "/elements");
        }
      }
      case "image" -> image(block, where);
      case "input" -> input(block, where);
      case "rich_text" -> {
        findings.known(block, Set.of("type", "block_id", "elements"), where);
        if (findings.counted(block.path("elements"), 0, 3_000, where + "/elements")) {
          elements.richText(block.path("elements"), where + "/elements");
        }
      }
      case "video" -> {
        List.of("alt_text", "title", "thumbnail_url", "video_url")
            .forEach(field -> findings.present(block, field, where));
        elements.text(block, "title", 200, true, true, where);
      }
      case "markdown", "table", "plan", "task_card", "context_actions", "file" ->
          inMessages(block, where);
      default ->
          findings.add("unsupported block type: " + block.path("type").asText(), where + "/type");
    }
  }

  private void inMessages(JsonNode block, String where) {
    if (view) {
      findings.add("unsupported type: " + block.path("type").asText(), where + "/type");
      return;
    }
    switch (block.path("type").asText()) {
      case "markdown" -> {
        findings.present(block, "text", where);
        markdown += Findings.length(block.path("text").asText());
        if (markdown > MARKDOWN_TEXT) {
          findings.add("must be less than " + (MARKDOWN_TEXT + 1) + " characters", where + "/text");
        }
      }
      case "table" -> table(block, where);
      case "plan" -> {
        findings.present(block, "title", where);
        JsonNode tasks = block.path("tasks");
        for (int i = 0; i < tasks.size(); i++) {
          task(tasks.get(i), where + "/tasks/" + i);
        }
      }
      case "task_card" -> task(block, where);
      case "context_actions" -> findings.counted(block.path("elements"), 1, 5, where + "/elements");
      default -> {
        findings.present(block, "external_id", where);
        findings.oneOf(block, "source", Set.of("remote"), where);
      }
    }
  }

  private void section(JsonNode block, String where) {
    findings.known(
        block, Set.of("type", "block_id", "text", "fields", "accessory", "expand"), where);
    if (!block.hasNonNull("text") && !block.hasNonNull("fields")) {
      findings.add("missing required field: text", where);
    }
    if (block.has("text")) {
      elements.text(block, "text", SECTION_TEXT, false, true, where);
    }
    if (block.has("fields") && findings.counted(block.path("fields"), 1, 10, where + "/fields")) {
      for (int i = 0; i < block.path("fields").size(); i++) {
        elements.textObject(block.path("fields").get(i), FIELD_TEXT, false, where + "/fields/" + i);
      }
    }
    if (block.has("accessory")) {
      elements.accessory(block.path("accessory"), where + "/accessory");
    }
  }

  private void context(JsonNode block, String where) {
    findings.known(block, Set.of("type", "block_id", "elements"), where);
    JsonNode all = block.path("elements");
    if (!findings.counted(all, 1, 10, where + "/elements")) {
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      String at = where + "/elements/" + i;
      switch (all.get(i).path("type").asText()) {
        case "image" -> image(all.get(i), at);
        case "mrkdwn", "plain_text" -> elements.textObject(all.get(i), CONTEXT_TEXT, false, at);
        default -> findings.add("unsupported type: " + all.get(i).path("type").asText(), at);
      }
    }
  }

  private void image(JsonNode block, String where) {
    findings.present(block, "alt_text", where);
    findings.shorter(block, "alt_text", 2_000, where);
    findings.shorter(block, "image_url", URL, where);
    if (block.hasNonNull("image_url") == block.hasNonNull("slack_file")) {
      findings.add("exactly one of image_url and slack_file required", where);
    }
    if (block.has("title")) {
      elements.text(block, "title", 2_000, true, true, where);
    }
  }

  private void input(JsonNode block, String where) {
    findings.known(
        block,
        Set.of("type", "block_id", "label", "element", "dispatch_action", "hint", "optional"),
        where);
    elements.text(block, "label", 2_000, true, true, where);
    if (block.has("hint")) {
      elements.text(block, "hint", 2_000, true, true, where);
    }
    elements.inInput(block.path("element"), where + "/element");
  }

  private void table(JsonNode block, String where) {
    JsonNode rows = block.path("rows");
    if (!findings.counted(rows, 1, TABLE_ROWS, where + "/rows")) {
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      findings.counted(rows.get(i), 1, TABLE_COLUMNS, where + "/rows/" + i);
      for (JsonNode cell : rows.get(i)) {
        findings.oneOf(cell, "type", Set.of("raw_text", "rich_text"), where + "/rows/" + i);
      }
    }
    if (characters(rows) > TABLE_TEXT) {
      findings.add("must be less than " + (TABLE_TEXT + 1) + " characters", where + "/rows");
    }
  }

  private void task(JsonNode task, String where) {
    findings.present(task, "task_id", where);
    findings.present(task, "title", where);
    findings.oneOf(task, "status", TASK_STATUS, where);
    for (String field : List.of("details", "output")) {
      if (task.has(field) && !task.path(field).path("type").asText().equals("rich_text")) {
        findings.add("must be a rich_text block", where + "/" + field);
      }
    }
  }
}
