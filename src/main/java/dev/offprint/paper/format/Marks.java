package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places that name a label or an entry of the bibliography, until both are known: private
 * characters around what is named.
 */
final class Marks {
  private static final Pattern MARK = Pattern.compile("\uE010([^\uE010\uE011]*)\uE011");
  private static final char PART = '\uE012';

  /** Words that writers put before a number themselves. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i).*(fig(ure)?s?|tab(le)?s?|eqs?|eqns?|equations?|sec(tion)?s?|app(endix|endices)?|alg(orithm)?s?|theorem|lemma|definition|proposition|corollary|chapter|listing|§|рис|табл|раздел\\w*|формул\\w*)[.\\s(~]*$");

  /**
   * What a label names.
   *
   * @param kind the word that goes with the number, such as "Table"
   */
  record Target(String kind, String number) {}

  private final Map<String, Target> labels = new HashMap<>();
  private final Map<String, String> entries = new HashMap<>();
  private final Set<String> unknown = new LinkedHashSet<>();

  static String reference(String command, String label) {
    return "\uE010r" + PART + command + PART + label.strip() + "\uE011";
  }

  static String cite(String command, String before, String after, String keys) {
    return "\uE010c" + PART + command + PART + keys + PART + before + PART + after + "\uE011";
  }

  void label(String label, Target target) {
    labels.putIfAbsent(label.strip(), target);
  }

  /** An entry of the bibliography as it is cited: a number, or names and year. */
  void entry(String key, String label) {
    entries.putIfAbsent(key.strip(), label);
  }

  /** Keys in the order of their first citation. */
  static List<String> cited(String text) {
    Set<String> keys = new LinkedHashSet<>();
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      String[] parts = mark.group(1).split(String.valueOf(PART), -1);
      if (parts[0].equals("c") && parts.length > 2) {
        for (String key : parts[2].split(",")) {
          keys.add(key.strip());
        }
      }
    }
    return List.copyOf(keys);
  }

  /** Labels and keys that are named and defined nowhere. */
  Set<String> unknown() {
    return unknown;
  }

  String resolved(String text) {
    Matcher mark = MARK.matcher(text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (mark.find()) {
      out.append(text, from, mark.start());
      String[] parts = mark.group(1).split(String.valueOf(PART), -1);
      String before = out.substring(Math.max(0, out.length() - 20));
      out.append(parts[0].equals("r") ? reference(parts, before) : citation(parts));
      from = mark.end();
    }
    return out.append(text.substring(from)).toString();
  }

  private String reference(String[] parts, String before) {
    String command = parts[1];
    List<String> numbers = new ArrayList<>();
    String kind = "";
    for (String label : parts[2].split(",")) {
      Target target = labels.get(label.strip());
      if (target == null) {
        unknown.add(label.strip());
        numbers.add("??");
      } else {
        kind = target.kind();
        numbers.add(target.number());
      }
    }
    String all = String.join(", ", numbers);
    boolean equation = kind.equals("Eq.");
    boolean inParentheses = before.endsWith("(");
    String number =
        command.equals("eqref") || equation && !inParentheses && !command.equals("ref")
            ? "(" + all + ")"
            : all;
    boolean says = command.matches("autoref|Autoref|cref|Cref|vref");
    if (command.equals("eqref") && !NAMED.matcher(before).matches() || says) {
      return (kind.isEmpty() ? "" : kind + " ") + number;
    }
    return number;
  }

  private String citation(String[] parts) {
    String command = parts[1];
    List<String> labels = new ArrayList<>();
    for (String key : parts[2].split(",")) {
      String label = entries.get(key.strip());
      if (label == null) {
        unknown.add(key.strip());
      }
      labels.add(label == null ? key.strip() : label);
    }
    String before = parts.length > 3 && !parts[3].isBlank() ? plain(parts[3]) + " " : "";
    String after = parts.length > 4 && !parts[4].isBlank() ? ", " + plain(parts[4]) : "";
    boolean names = labels.stream().allMatch(label -> label.matches(".*\\p{L}.*, \\d{4}\\w?"));
    if (names && command.matches("citeauthor")) {
      return String.join("; ", labels.stream().map(Marks::authors).toList());
    }
    if (names && command.matches("citeyear|citeyearpar|yrcite")) {
      String years =
          String.join("; ", labels.stream().map(l -> l.replaceFirst(".*, ", "")).toList());
      return command.equals("citeyearpar") ? "(" + years + ")" : years;
    }
    if (names && command.matches("citet|Citet|textcite|citealt|newcite|shortcite")) {
      return before
          + String.join(
              "; ",
              labels.stream()
                  .map(l -> authors(l) + " (" + l.replaceFirst(".*, ", "") + after + ")")
                  .toList());
    }
    return "[" + before + String.join(names ? "; " : ", ", labels) + after + "]";
  }

  private static String authors(String label) {
    return label.replaceFirst(", \\d{4}\\w?$", "");
  }

  private static String plain(String latex) {
    return new LatexText().read(latex);
  }
}
