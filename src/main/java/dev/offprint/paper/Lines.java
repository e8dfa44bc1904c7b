package dev.offprint.paper;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Cuts the stream of glyphs into pieces of lines where baseline or place jumps, and writes each
 * with its raised and lowered parts marked: {@code 10^20}, {@code d_k}.
 */
final class Lines {
  /** In ems: a wider gap is between cells of a table or between columns. */
  private static final float CELL_GAP = 1.9f;

  /** Between letters a tight line may leave no more than this; a thin space of maths is 0.167. */
  private static final float WORD_GAP = 0.11f;

  private static final float MATHS_GAP = 0.2f;

  /** Letters of code stand in cells, with room between them; between words a cell is free. */
  private static final float MONO_GAP = 0.35f;

  private static final String ACCENTS = "´`¨ˆ˜¸ˇ˘˙˚¯˝";
  private static final String COMBINING =
      "\u0301\u0300\u0308\u0302\u0303\u0327\u030c\u0306\u0307\u030a\u0304\u030b";

  private Lines() {}

  /** The pieces of a page in stream order. */
  static List<Line> of(Sheet sheet) {
    List<Line> lines = new ArrayList<>();
    List<Glyph> current = new ArrayList<>();
    Glyph last = null;
    float main = 0;
    float base = 0;
    for (Glyph glyph : settled(sheet.glyphs())) {
      if (last != null && !follows(last, glyph, main, base)) {
        add(lines, current, sheet.number());
        current = new ArrayList<>();
        last = null;
      }
      if (last == null || glyph.size() > main * 1.02f) {
        main = glyph.size();
        base = glyph.y();
      }
      if (!glyph.text().isBlank() || last != null) {
        current.add(glyph);
        last = glyph;
      }
    }
    add(lines, current, sheet.number());
    return lines;
  }

  /** Accents that are drawn by themselves, higher than their letters, stand where these do. */
  private static List<Glyph> settled(List<Glyph> glyphs) {
    List<Glyph> settled = new ArrayList<>(glyphs);
    for (int i = 0; i < settled.size(); i++) {
      Glyph accent = settled.get(i);
      if (accent.text().length() != 1 || ACCENTS.indexOf(accent.text().charAt(0)) < 0) {
        continue;
      }
      Glyph next = i + 1 < settled.size() ? settled.get(i + 1) : null;
      Glyph before = i > 0 ? settled.get(i - 1) : null;
      if (next != null && stacked(accent, next)) {
        settled.set(i, at(accent, Math.min(accent.x0(), next.x0()), next.y()));
      } else if (before != null && stacked(accent, before)) {
        settled.set(i, at(accent, accent.x0(), before.y()));
      }
    }
    return settled;
  }

  private static boolean stacked(Glyph accent, Glyph letter) {
    return Character.isLetter(letter.text().codePointAt(0))
        && Math.abs(accent.y() - letter.y()) < 0.6f * accent.size()
        && overlap(accent, letter) > 0.3f * (accent.x1() - accent.x0());
  }

  private static float overlap(Glyph one, Glyph other) {
    return Math.min(one.x1(), other.x1()) - Math.max(one.x0(), other.x0());
  }

  private static Glyph at(Glyph glyph, float x0, float y) {
    return new Glyph(glyph.text(), x0, glyph.x1(), y, glyph.size(), glyph.face(), glyph.figure());
  }

  private static boolean follows(Glyph last, Glyph next, float main, float base) {
    float em = Math.max(main, next.size());
    float shift = Math.abs(next.y() - base);
    boolean level = shift < 0.12f * em;
    boolean script =
        shift < 0.62f * em && (next.size() < 0.88f * main || main < 0.88f * next.size());
    if (!level && !script) {
      return false;
    }
    float gap = next.x0() - last.x1();
    return gap > -1.2f * em && gap < CELL_GAP * em && last.figure() == next.figure();
  }

  private static void add(List<Line> lines, List<Glyph> glyphs, int page) {
    while (!glyphs.isEmpty() && glyphs.get(glyphs.size() - 1).text().isBlank()) {
      glyphs.remove(glyphs.size() - 1);
    }
    if (!glyphs.isEmpty()) {
      Line line = line(glyphs, page);
      if (!line.text().isBlank()) {
        lines.add(line);
      }
    }
  }

  private static Line line(List<Glyph> glyphs, int page) {
    Map<Integer, Integer> sizes = new HashMap<>();
    Map<String, Integer> faces = new HashMap<>();
    float characters = 0;
    float bold = 0;
    float italic = 0;
    float maths = 0;
    float x0 = Float.MAX_VALUE;
    float x1 = 0;
    float top = Float.MAX_VALUE;
    float bottom = 0;
    for (Glyph glyph : glyphs) {
      if (glyph.text().isBlank()) {
        continue;
      }
      sizes.merge(Math.round(glyph.size() * 10), glyph.text().length(), Integer::sum);
      faces.merge(glyph.face().name(), glyph.text().length(), Integer::sum);
      characters += 1;
      bold += glyph.face().bold() ? 1 : 0;
      italic += glyph.face().italic() ? 1 : 0;
      maths += glyph.face().maths() ? 1 : 0;
      x0 = Math.min(x0, glyph.x0());
      x1 = Math.max(x1, glyph.x1());
      top = Math.min(top, glyph.y() - 0.75f * glyph.size());
      bottom = Math.max(bottom, glyph.y() + 0.25f * glyph.size());
    }
    float main = commonest(sizes) / 10f;
    float base = 0;
    for (Glyph glyph : glyphs) {
      if (Math.abs(glyph.size() - main) < 0.11f) {
        base = glyph.y();
        break;
      }
    }
    Written written = write(glyphs, main, base);
    return new Line(
        page,
        x0,
        x1,
        base,
        top,
        bottom,
        main,
        written.text,
        bold / characters,
        italic / characters,
        maths / characters,
        written.lead,
        1,
        glyphs.get(0).figure(),
        faces.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(""),
        written.words);
  }

  private static int commonest(Map<Integer, Integer> counts) {
    int best = 0;
    int most = -1;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most || entry.getValue() == most && entry.getKey() > best) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    return best;
  }

  private record Written(String text, int lead, List<Line.Word> words) {}

  private static Written write(List<Glyph> glyphs, float main, float base) {
    StringBuilder text = new StringBuilder();
    int script = 0;
    StringBuilder part = new StringBuilder();
    Glyph last = null;
    int lead = -1;
    boolean emphasised = emphasised(glyphs.get(0));
    boolean plain = false;
    List<Line.Word> words = new ArrayList<>();
    int from = 0;
    float left = glyphs.get(0).x0();
    float right = left;
    for (int i = 0; i < glyphs.size(); i++) {
      Glyph glyph = glyphs.get(i);
      boolean blank = glyph.text().isBlank();
      boolean gap = blank || last != null && wide(last, glyph, main);
      int now = blank ? 0 : script(glyph, main, base);
      if (gap || now != script) {
        close(text, part, script);
        script = now;
      }
      if (gap && !text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
        add(words, left, right, text.substring(from));
        text.append(' ');
        from = text.length();
        left = Float.MAX_VALUE;
      }
      if (!blank) {
        left = Math.min(left, glyph.x0());
        right = glyph.x1();
        if (lead < 0 && emphasised && now == 0 && !emphasised(glyph) && !glyph.face().maths()) {
          lead = text.length();
        }
        // A name in typewriter letters does not end what is bold before and after it.
        plain |= lead >= 0 && !emphasised(glyph) && !glyph.face().mono();
        lead = lead >= 0 && !plain && emphasised(glyph) ? -1 : lead;
        compose(now == 0 ? text : part, glyph, last, gap);
        last = glyph;
      } else {
        last = null;
      }
    }
    close(text, part, script);
    add(words, left, right, text.substring(from));
    String done = mended(text.toString());
    return new Written(done, emphasised && lead > 0 ? Math.min(lead, done.length()) : 0, words);
  }

  private static void add(List<Line.Word> words, float left, float right, String text) {
    String done = mended(text);
    if (!done.isEmpty()) {
      words.add(new Line.Word(left, right, done));
    }
  }

  /** The letters of these two names dance, and mean nothing by it. */
  private static final Pattern LATEX =
      Pattern.compile("L\\^?\\{?A}?\\s?T[\\s_]?\\{?E}?\\s?X(?!\\p{L})");

  private static final Pattern TEX = Pattern.compile("(?<!\\p{L})T[\\s_]\\{?E}?\\s?X(?!\\p{L})");

  /** The mark of a note is no part of its first word. */
  private static final Pattern NOTE =
      Pattern.compile("^(\\^(?:\\{[^}]*}|[\\d∗*†‡§¶]{1,3}|[a-z](?=\\p{Lu})))(?=\\p{L}{2})");

  static String mended(String text) {
    String done = Ligatures.mended(text).replace("^{}", "").replace("_{}", "").strip();
    if (done.startsWith("^")) {
      done = NOTE.matcher(done).replaceFirst("$1 ");
    }
    if (done.indexOf('T') >= 0 && done.indexOf('X') > 0) {
      done = TEX.matcher(LATEX.matcher(done).replaceAll("LaTeX")).replaceAll("TeX");
    }
    return done;
  }

  private static boolean wide(Glyph last, Glyph next, float main) {
    boolean maths = last.face().maths() && next.face().maths() || next.size() < 0.88f * main;
    boolean mono = last.face().mono() && next.face().mono();
    return next.x0() - last.x1()
        > (mono ? MONO_GAP : maths ? MATHS_GAP : WORD_GAP) * Math.min(main, next.size() * 1.4f);
  }

  private static boolean emphasised(Glyph glyph) {
    return glyph.face().bold() || glyph.face().italic() && !glyph.face().maths();
  }

  private static int script(Glyph glyph, float main, float base) {
    if (glyph.size() > 0.88f * main) {
      return 0;
    }
    float up = base - glyph.y();
    return up > 0.14f * main ? 1 : up < -0.07f * main ? -1 : 0;
  }

  private static void close(StringBuilder text, StringBuilder part, int script) {
    if (part.isEmpty()) {
      return;
    }
    String done = part.toString();
    part.setLength(0);
    if (script > 0 && done.matches("st|nd|rd|th|TM|®|™|◦|′+") || text.isEmpty() && script < 0) {
      text.append(done);
      return;
    }
    text.append(script > 0 ? '^' : '_');
    boolean one = done.matches("[+\\-−–]?[\\p{L}\\p{N}.∗*†‡]+");
    text.append(one ? done : "{" + done + "}");
  }

  /** An accent drawn by itself joins the letter under it. */
  private static void compose(
      StringBuilder text, Glyph glyph, @org.jspecify.annotations.Nullable Glyph last, boolean gap) {
    int length = text.length();
    if (last != null && !gap && length > 0 && last.text().length() == 1) {
      int accent = ACCENTS.indexOf(last.text().charAt(0));
      boolean stacked = overlap(last, glyph) > 0.3f * (last.x1() - last.x0());
      if (accent >= 0 && stacked && Character.isLetter(glyph.text().charAt(0))) {
        String letter = glyph.text().equals("ı") ? "i" : glyph.text();
        text.setLength(length - 1);
        text.append(
            Normalizer.normalize(
                letter.charAt(0) + COMBINING.substring(accent, accent + 1) + letter.substring(1),
                Normalizer.Form.NFC));
        return;
      }
      int late = ACCENTS.indexOf(glyph.text().charAt(0));
      if (late >= 0 && stacked && Character.isLetter(text.charAt(length - 1))) {
        String letter = text.substring(length - 1);
        text.setLength(length - 1);
        text.append(Normalizer.normalize(letter + COMBINING.charAt(late), Normalizer.Form.NFC));
        return;
      }
    }
    text.append(glyph.text());
  }
}
