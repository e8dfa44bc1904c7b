package dev.offprint.agent;

import dev.offprint.session.Contract;
import dev.offprint.session.Contract.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python text as far as it can be read without Python: what it defines at the top, where it is
 * only a stub, whether it ends in the middle. The gates look closer later; this is what an author
 * is told at once.
 */
final class Python {
  private static final Pattern TOP =
      Pattern.compile(
          "(?m)^(?:async[ \\t]+)?def[ \\t]+(\\w+)|^class[ \\t]+(\\w+)|^(\\w+)[ \\t]*(?::[^=\\n]+)?=(?!=)");
  private static final Pattern METHOD =
      Pattern.compile("(?m)^[ \\t]+(?:async[ \\t]+)?def[ \\t]+(\\w+)");
  private static final Pattern DEF =
      Pattern.compile("(?m)^([ \\t]*)(?:async[ \\t]+)?def[ \\t]+(\\w+)");
  private static final Pattern HOLE =
      Pattern.compile(
          "(?i)#.*\\b(todo|fixme|your code|implement(ation)? (here|goes|this|the)|rest of the|omitted|placeholder|to be implemented)\\b");
  private static final Pattern NOTHING =
      Pattern.compile("\\s*(pass|\\.\\.\\.|raise\\s+NotImplementedError\\b.*)?\\s*");

  /** A promise to return something, and only where it is sure. */
  private static final Pattern VALUE =
      Pattern.compile(
          "->\\s*(?!.*\\b(?:None|Optional|Any|object|NoReturn|Never)\\b)[A-Za-z\"'].*$");

  private static final Pattern GIVES =
      Pattern.compile("\\breturn\\s+\\S|\\byield\\b|\\braise\\b|\\bwhile\\b|\\bexit\\b");

  private final String text;

  /** The same length, with the insides of strings and comments blank. */
  private final String bare;

  private final boolean open;

  private Python(String text, String bare, boolean open) {
    this.text = text;
    this.bare = bare;
    this.open = open;
  }

  static Python of(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    int depth = 0;
    int i = 0;
    boolean unclosed = false;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '#') {
        int end = text.indexOf('\n', i);
        end = end < 0 ? text.length() : end;
        bare.append('#').append(" ".repeat(end - i - 1));
        i = end;
      } else if (c == '"' || c == '\'') {
        int end = stringEnd(text, i);
        unclosed |= end < 0;
        end = end < 0 ? text.length() : end;
        for (int k = i; k < end; k++) {
          bare.append(text.charAt(k) == '\n' ? '\n' : k == i || k == end - 1 ? '"' : ' ');
        }
        i = end;
      } else {
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        bare.append(c);
        i++;
      }
    }
    return new Python(text, bare.toString(), unclosed || depth > 0);
  }

  /** Behind the closing quote; -1 where there is none. A plain string ends with its line. */
  private static int stringEnd(String text, int start) {
    String quote = text.substring(start, start + 1);
    boolean triple = text.startsWith(quote.repeat(3), start);
    String close = triple ? quote.repeat(3) : quote;
    for (int i = start + close.length(); i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(close, i)) {
        return i + close.length();
      } else if (!triple && text.charAt(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Whether a string or bracket is still open at the end. */
  boolean endsInside() {
    return open;
  }

  String bare() {
    return bare;
  }

  /** What is defined at the top, methods under their class; private names left out. */
  Contract outline() {
    List<Signature> signatures = new ArrayList<>();
    Matcher top = TOP.matcher(bare);
    while (top.find()) {
      if (top.group(1) != null) {
        add(signatures, top.group(1), header(top.start()));
      } else if (top.group(2) != null) {
        add(signatures, top.group(2), header(top.start()));
        methods(signatures, top.group(2), top.end());
      } else {
        add(signatures, top.group(3), top.group(3) + " = ...");
      }
    }
    return new Contract(signatures);
  }

  private void methods(List<Signature> signatures, String type, int from) {
    Matcher next = Pattern.compile("(?m)^\\S").matcher(bare);
    int end = next.find(Math.min(bare.length(), from)) ? next.start() : bare.length();
    Matcher method = METHOD.matcher(bare);
    method.region(from, end);
    Set<String> seen = new HashSet<>();
    while (method.find()) {
      if (!method.group(1).startsWith("_") || method.group(1).equals("__init__")) {
        if (seen.add(method.group(1))) {
          signatures.add(
              new Signature(type + "." + method.group(1), header(method.start()).strip(), ""));
        }
      }
    }
  }

  private static void add(List<Signature> signatures, String name, String declaration) {
    if (!name.startsWith("_")
        && signatures.stream().noneMatch(known -> known.name().equals(name))) {
      signatures.add(new Signature(name, declaration, ""));
    }
  }

  /** A def or class up to its colon, on one line. */
  private String header(int start) {
    int depth = 0;
    for (int i = start; i < bare.length(); i++) {
      char c = bare.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ':' && depth <= 0) {
        return text.substring(start, i).replaceAll("\\s+", " ").replace("( ", "(").strip();
      }
      if (c == '\n' && depth <= 0) {
        break;
      }
    }
    int end = text.indexOf('\n', start);
    return text.substring(start, end < 0 ? text.length() : end).strip();
  }

  /** All names that the text defines, imports or assigns anywhere; a generous guess. */
  Set<String> bound() {
    Set<String> names = new HashSet<>();
    Matcher found =
        Pattern.compile(
                "\\bdef\\s+(\\w+)|\\bclass\\s+(\\w+)|\\bas\\s+(\\w+)|(\\w+)\\s*(?:[,:][^=\\n()]*)?=(?!=)|\\bimport\\s+([\\w.]+)")
            .matcher(bare);
    while (found.find()) {
      for (int i = 1; i <= 4; i++) {
        if (found.group(i) != null) {
          names.add(found.group(i));
        }
      }
      if (found.group(5) != null) {
        names.add(found.group(5).replaceFirst("\\..*", ""));
      }
    }
    for (Import each : imports()) {
      names.addAll(each.names());
    }
    Matcher loop = Pattern.compile("\\bfor\\s+([\\w\\s,()]+?)\\s+in\\b").matcher(bare);
    while (loop.find()) {
      names.addAll(List.of(loop.group(1).split("\\W+", -1)));
    }
    Matcher def = DEF.matcher(bare);
    while (def.find()) {
      for (String parameter : Declarations.parameters(header(def.start()))) {
        names.add(parameter.replaceFirst("^\\**", "").replaceFirst("\\W.*", ""));
      }
    }
    return names;
  }

  /** {@code from module import names}. */
  record Import(String module, List<String> names) {}

  List<Import> imports() {
    List<Import> imports = new ArrayList<>();
    Matcher from =
        Pattern.compile("(?m)^[ \\t]*from\\s+([\\w.]+)\\s+import\\s+(\\([^)]*\\)|[^\\n;]+)")
            .matcher(bare);
    while (from.find()) {
      List<String> names = new ArrayList<>();
      for (String name : from.group(2).replaceAll("[()\\\\]", " ").split(",", -1)) {
        String plain = name.strip().replaceFirst("\\s+as\\s+.*", "");
        if (!plain.isEmpty()) {
          names.add(plain);
        }
      }
      imports.add(new Import(from.group(1), names));
    }
    return imports;
  }

  /** What is left to be written, in words for its author; empty where all is there. */
  Optional<String> hole() {
    Matcher comment = HOLE.matcher(text);
    while (comment.find()) {
      // A comment only: the same words in a string are the program's own.
      if (bare.charAt(comment.start()) == '#') {
        return Optional.of(
            "line " + line(comment.start()) + " leaves work to be done: " + comment.group());
      }
    }
    Matcher def = DEF.matcher(bare);
    while (def.find()) {
      String body = body(def.start(), def.group(1).length());
      if (isAbstract(def.start())) {
        continue;
      }
      if (NOTHING.matcher(body.replace('"', ' ').replace("#", " ")).matches()) {
        return Optional.of(
            "line " + line(def.start()) + ": " + def.group(2) + " has no body; write it");
      }
      if (VALUE.matcher(header(def.start())).find() && !GIVES.matcher(body).find()) {
        return Optional.of(
            "line " + line(def.start()) + ": " + def.group(2) + " computes and returns nothing");
      }
    }
    return Optional.empty();
  }

  /** What a function does, on one line; of texts only the quotes are left. */
  private String body(int start, int indent) {
    int colon = start + header(start).length();
    int depth = 0;
    for (int i = start; i < bare.length(); i++) {
      char c = bare.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ':' && depth == 0) {
        colon = i + 1;
        break;
      }
    }
    StringBuilder body = new StringBuilder();
    boolean first = true;
    for (String line : bare.substring(Math.min(colon, bare.length())).split("\n", -1)) {
      int lead = line.length() - line.stripLeading().length();
      if (!first && !line.isBlank() && lead <= indent) {
        break;
      }
      first = false;
      body.append(line.replaceAll("[rbfuRBFU]?(\"\\s*\"*)", "$1").strip()).append(' ');
    }
    return body.toString();
  }

  private boolean isAbstract(int start) {
    int from = Math.max(0, bare.lastIndexOf("\n\n", start));
    return bare.substring(from, start).matches("(?s).*@(abc\\.)?(abstractmethod|overload)\\s*$");
  }

  private int line(int at) {
    return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }
}
