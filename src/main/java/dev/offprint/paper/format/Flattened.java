package dev.offprint.paper.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One text made of the files of a LaTeX paper: what is included stands in its place, comments are
 * gone.
 *
 * @param main the file that it begins with
 * @param missing files that are named and not there
 */
record Flattened(String text, String main, Set<String> missing, boolean cut) {
  private static final int DEEPEST = 16;
  private static final int MOST_CHARACTERS = 4_000_000;
  private static final int MOST_FILES = 1_000;
  private static final Pattern CLASS =
      Pattern.compile(
          "(?m)^[^%\\n]{0,200}?\\\\document(?:class|style)\\s*(?:\\[[^\\]]*])?\\s*\\{([^}]*)}");
  private static final Pattern LATIN =
      Pattern.compile(
          "\\\\usepackage\\s*\\[(latin1|latin9|ansinew|cp1252|applemac)]\\s*\\{inputenc}");
  private static final Pattern CYRILLIC =
      Pattern.compile("\\\\usepackage\\s*\\[(cp1251|koi8-r)]\\s*\\{inputenc}");
  private static final Pattern VERBATIM =
      Pattern.compile(
          "\\\\begin\\{(verbatim\\*?|Verbatim|lstlisting|minted|alltt|BVerbatim|LVerbatim|pyverbatim|pythoncode)}");

  /** The main file among several, where any looks like one. */
  static Optional<String> main(Map<String, byte[]> files) {
    List<String> found = new ArrayList<>();
    files.forEach(
        (path, bytes) -> {
          if (path.matches("(?i).*\\.(tex|ltx|latex)|[^.]+") && begins(text(bytes))) {
            found.add(path);
          }
        });
    return found.stream()
        .max(
            Comparator.<String>comparingInt(
                    path -> rank(path, text(files.getOrDefault(path, new byte[0]))))
                .thenComparing(path -> -path.chars().filter(c -> c == '/').count())
                .thenComparing(Comparator.reverseOrder()));
  }

  private static boolean begins(String text) {
    Matcher kind = CLASS.matcher(text);
    return kind.find()
        && !kind.group(1).matches("\\s*(standalone|subfiles?|.*\\.tex)\\s*")
        && text.contains("\\begin{document}");
  }

  private static int rank(String path, String text) {
    String name = path.replaceFirst(".*/", "").toLowerCase(Locale.ROOT);
    int rank = 0;
    rank += text.contains("\\begin{abstract}") || text.contains("\\abstract") ? 8 : 0;
    rank += text.contains("\\title") ? 4 : 0;
    rank += text.contains("\\bibliography") || text.contains("thebibliography") ? 4 : 0;
    rank += name.matches("(main|ms|paper|manuscript|article|root|arxiv|camera.*)\\.tex") ? 3 : 0;
    rank -=
        name.matches(
                ".*(supp|append|response|rebuttal|cover|letter|sample|template|example|poster|slides).*")
            ? 10
            : 0;
    rank -= text.matches("(?s).*\\\\documentclass\\s*(\\[[^\\]]*])?\\s*\\{beamer}.*") ? 6 : 0;
    rank += Math.min(3, text.length() / 10_000);
    return rank;
  }

  static Flattened of(Map<String, byte[]> files, String main) {
    Work work = new Work(files);
    work.add(main, main.contains("/") ? main.substring(0, main.lastIndexOf('/')) : "", 0);
    return new Flattened(work.text.toString(), main, work.missing, work.cut);
  }

  /** A file's text in the encoding that it says or that fits. */
  static String text(byte[] bytes) {
    String latin =
        new String(bytes, 0, Math.min(bytes.length, 20_000), StandardCharsets.ISO_8859_1);
    Matcher cyrillic = CYRILLIC.matcher(latin);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      Charset charset =
          cyrillic.find()
              ? Charset.forName(cyrillic.group(1).equals("cp1251") ? "windows-1251" : "KOI8-R")
              : LATIN.matcher(latin).find() || latin.isEmpty()
                  ? Charset.forName("windows-1252")
                  : StandardCharsets.ISO_8859_1;
      text = new String(bytes, charset);
    }
    // Private characters mark places later; a file has no use for them.
    return text.replaceAll("[\uE000-\uE0FF\uFEFF\u0000]", "")
        .replace("\r\n", "\n")
        .replace('\r', '\n');
  }

  private static final class Work {
    private final Map<String, byte[]> files;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private int added;
    private boolean cut;

    Work(Map<String, byte[]> files) {
      this.files = files;
    }

    private void add(String path, String folder, int depth) {
      byte[] file = files.get(path);
      if (file == null || depth > DEEPEST || added++ > MOST_FILES || !open.add(path)) {
        return;
      }
      String content = text(file);
      if (depth > 0 && content.contains("\\begin{document}")) {
        // A file that can also be typeset alone: only what is between counts here.
        Cursor cursor = new Cursor(content);
        cursor.until("\\begin{document}");
        content = cursor.until("\\end{document}");
      }
      flatten(content, folder, depth);
      open.remove(path);
    }

    private void flatten(String content, String folder, int depth) {
      Cursor cursor = new Cursor(content);
      while (cursor.more() && !cut) {
        char c = cursor.peek();
        if (c == '%') {
          comment(cursor);
        } else if (c == '\\') {
          command(cursor, folder, depth);
        } else {
          text.append(cursor.next());
        }
        if (text.length() > MOST_CHARACTERS) {
          cut = true;
        }
      }
    }

    /** A comment takes its line's end with it, and the indent of the next line. */
    private void comment(Cursor cursor) {
      boolean whole = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
      cursor.until("\n");
      if (!whole) {
        while (cursor.more() && (cursor.peek() == ' ' || cursor.peek() == '\t')) {
          cursor.next();
        }
        if (cursor.more() && cursor.peek() == '\n') {
          text.append('\n');
        }
      }
    }

    private void command(Cursor cursor, String folder, int depth) {
      int start = cursor.at();
      cursor.next();
      String name = cursor.name();
      switch (name) {
        case "verb", "lstinline" -> {
          cursor.star();
          if (cursor.more() && !Character.isWhitespace(cursor.peek()) && cursor.peek() != '{') {
            cursor.until(String.valueOf(cursor.next()));
          }
          text.append(cursor.from(start));
        }
        case "begin" -> {
          cursor.to(start);
          Matcher verbatim = VERBATIM.matcher(content(cursor));
          if (verbatim.lookingAt()) {
            cursor.skip(verbatim.end());
            cursor.environment(verbatim.group(1));
            text.append(cursor.from(start));
          } else if (cursor.looksAt("\\begin{comment}")) {
            cursor.skip("\\begin{comment}".length());
            cursor.environment("comment");
          } else {
            cursor.skip("\\begin".length());
            text.append("\\begin");
          }
        }
        case "input", "include", "subfile", "subfileinclude" -> {
          String named = cursor.optionalGroup();
          if (named.isEmpty() && name.equals("input")) {
            cursor.blanks();
            int word = cursor.at();
            while (cursor.more()
                && !Character.isWhitespace(cursor.peek())
                && "\\{}%".indexOf(cursor.peek()) < 0) {
              cursor.next();
            }
            named = cursor.from(word);
          }
          include(named, folder, folder, depth);
        }
        case "import", "subimport" -> {
          cursor.star();
          String below = cursor.optionalGroup();
          String named = cursor.optionalGroup();
          String place = name.equals("import") ? below : join(folder, below);
          include(named, place, place, depth);
        }
        case "endinput" -> cursor.to(Integer.MAX_VALUE);
        default -> text.append(cursor.from(start));
      }
    }

    private static CharSequence content(Cursor cursor) {
      int start = cursor.at();
      cursor.skip(40);
      String next = cursor.from(start);
      cursor.to(start);
      return next;
    }

    private void include(String named, String folder, String inner, int depth) {
      String name = named.strip().replace("\"", "");
      if (name.isEmpty() || name.contains("#") || name.contains("\\")) {
        return;
      }
      for (String place : List.of(join(folder, name), name)) {
        String path = normal(place);
        for (String file : List.of(path + ".tex", path)) {
          if (files.containsKey(file)) {
            text.append('\n');
            add(file, inner, depth + 1);
            text.append('\n');
            return;
          }
        }
      }
      if (!name.matches("(?i).*\\.(sty|cls|pgf|tikz|pdf_tex|bbl|eps_tex|fd|def|cfg)")) {
        missing.add(name.matches(".*\\.\\w{1,5}") ? name : name + ".tex");
      } else if (name.endsWith(".bbl") && !files.containsKey(normal(name))) {
        missing.add(name);
      }
    }

    private static String join(String folder, String name) {
      return folder.isEmpty() ? name : folder.replaceFirst("/+$", "") + "/" + name;
    }

    /** Nothing leads out of the archive: there is only a map, and above its root nothing. */
    private static String normal(String path) {
      List<String> parts = new ArrayList<>();
      for (String part : path.split("/")) {
        if (part.equals("..") && !parts.isEmpty()) {
          parts.removeLast();
        } else if (!part.isEmpty() && !part.equals(".")) {
          parts.add(part);
        }
      }
      return String.join("/", parts);
    }
  }
}
