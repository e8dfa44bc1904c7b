package dev.offprint.paper.format;

import org.jspecify.annotations.Nullable;

/** A place in LaTeX text, and what TeX would read from there. */
final class Cursor {
  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean more() {
    return at < text.length();
  }

  char peek() {
    return text.charAt(at);
  }

  boolean looksAt(String next) {
    return text.startsWith(next, at);
  }

  char next() {
    return text.charAt(at++);
  }

  int at() {
    return at;
  }

  void to(int place) {
    at = Math.min(place, text.length());
  }

  void skip(int characters) {
    to(at + characters);
  }

  String from(int start) {
    return text.substring(start, at);
  }

  void spaces() {
    while (more() && Character.isWhitespace(peek())) {
      at++;
    }
  }

  /** Spaces, but not over the end of a paragraph. */
  void blanks() {
    int lines = 0;
    int start = at;
    while (more() && Character.isWhitespace(peek())) {
      lines += peek() == '\n' ? 1 : 0;
      at++;
    }
    if (lines > 1) {
      at = start;
    }
  }

  /** The name of the command whose backslash was just read: letters, or one other character. */
  String name() {
    int start = at;
    while (more() && (Character.isLetter(peek()) || peek() == '@')) {
      at++;
    }
    if (at == start && more()) {
      at++;
    }
    return text.substring(start, at);
  }

  boolean star() {
    if (more() && peek() == '*') {
      at++;
      return true;
    }
    return false;
  }

  /** What is in braces, or the one token that stands there instead; empty where nothing is left. */
  String argument() {
    blanks();
    if (!more()) {
      return "";
    }
    if (peek() == '{') {
      return group();
    }
    int start = at;
    if (next() == '\\') {
      name();
    }
    return text.substring(start, at);
  }

  /** What is in braces; empty where there is no brace. */
  String optionalGroup() {
    int start = at;
    blanks();
    if (more() && peek() == '{') {
      return group();
    }
    at = start;
    return "";
  }

  private String group() {
    int start = ++at;
    int depth = 1;
    while (more()) {
      char c = next();
      if (c == '\\' && more()) {
        at++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return text.substring(start, at - 1);
      }
    }
    return text.substring(start, at);
  }

  /** What is in brackets, or null where there are none. */
  @Nullable String bracket() {
    int before = at;
    blanks();
    if (!more() || peek() != '[') {
      at = before;
      return null;
    }
    int start = ++at;
    int depth = 0;
    while (more()) {
      char c = next();
      if (c == '\\' && more()) {
        at++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ']' && depth <= 0) {
        return text.substring(start, at - 1);
      }
    }
    // A bracket that never closes is a bracket.
    at = before;
    return null;
  }

  /** Everything up to the matching end of an environment that was just begun. */
  String environment(String name) {
    String begin = "\\begin{" + name + "}";
    String end = "\\end{" + name + "}";
    int start = at;
    int depth = 1;
    int place = at;
    while (depth > 0) {
      int close = text.indexOf(end, place);
      if (close < 0) {
        at = text.length();
        return text.substring(start);
      }
      int open = text.indexOf(begin, place);
      if (open >= 0 && open < close) {
        depth++;
        place = open + begin.length();
      } else {
        depth--;
        place = close + end.length();
      }
    }
    at = place;
    return text.substring(start, place - end.length());
  }

  /** Everything up to a string, which is read too; all that is left where it does not come. */
  String until(String end) {
    int start = at;
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + end.length();
    return text.substring(start, found < 0 ? text.length() : found);
  }
}
