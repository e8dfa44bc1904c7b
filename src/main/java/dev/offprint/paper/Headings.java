package dev.offprint.paper;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells headings from running text by their look and their numbering. */
final class Headings {
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?<number>\\d{1,2}(\\.\\d{1,2}){0,3}|[A-Z](\\.\\d{1,2}){1,3}|[IVX]{1,5}(?=\\.)|[A-H](?=\\.? ))[.)]?\\s+(?<text>[\\p{Lu}\\d“\"(\\[$ℓ\\p{Ll}].*)");
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?iu)(abstract|introduction|background|related work|preliminaries|methods?|materials and methods|methodology|experiments?|experimental (setup|results)|results|evaluation|discussion|results and discussion|conclusions?|limitations|acknowledge?ments?|references|bibliography|literature cited|appendix|appendices|supplementary material|data availability|code availability|funding|author contributions|keywords|аннотация|введение|заключение|литература|список литературы|references and notes)[.:]?");
  private static final Pattern CLAIM =
      Pattern.compile(
          "(?iu)(theorem|lemma|proof|proposition|corollary|definition|remark|example|claim|fact|step|note|input|output|fig(ure|\\.)?s?\\s*\\d|tables?\\s*[\\dIVX]|теорема|доказательство|лемма).*");
  private static final int LONGEST = 130;

  private final Style style;

  Headings(Style style) {
    this.style = style;
  }

  /** The line as a heading, or null where it is none. */
  Block.@Nullable Heading heading(Line line, @Nullable Line before, @Nullable Line after) {
    String text = line.prose().strip();
    if (text.length() > LONGEST
        || text.length() < 2
        || line.maths() > 0.4f
        || !text.matches(".*\\p{L}{2}.*")) {
      return null;
    }
    if (",;-\u2010".indexOf(text.charAt(text.length() - 1)) >= 0
        || text.matches(".*[.!?]\\s.*\\p{Ll}{4}.*[.]$")) {
      return null;
    }
    if (runIn(line) != null) {
      return null;
    }
    boolean larger = style.larger(line);
    boolean emphatic = line.isBold() || larger;
    boolean apart = apart(line, before, after);
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches() && line.cells() <= 2 && text.matches(".*\\p{L}{3}.*")) {
      String words = numbered.group("text");
      String number = numbered.group("number");
      boolean looks =
          spaced(line, number)
              && (emphatic
                  || line.isItalic()
                  || capitals(words)
                  || otherFace(line) && apart && words(words) <= 10);
      if (looks && !(line.isItalic() && !line.isBold() && !larger && !apart) && starts(words)) {
        return made(number, words, line);
      }
    }
    if (KNOWN.matcher(text).matches()
        && Character.isUpperCase(text.charAt(0))
        && line.cells() == 1
        && (emphatic || line.isItalic() || otherFace(line) || capitals(text) || apart)) {
      return made("", text, line);
    }
    if (emphatic
        && apart
        && line.cells() == 1
        && starts(numbered.matches() ? numbered.group("text") : text)
        && words(text) <= 16
        && !text.endsWith("-")) {
      return made("", text, line);
    }
    if (plain(line, text)) {
      return numbered.matches()
          ? made(numbered.group("number"), numbered.group("text"), line)
          : made("", text, line);
    }
    return null;
  }

  /** Whether the words are such as every paper has for a heading. */
  static boolean known(String text) {
    return KNOWN.matcher(text).matches();
  }

  /** "A Proofs" numbers an appendix, "A Proof" is an article: only the gap tells. */
  private static boolean spaced(Line line, String number) {
    if (!number.matches("[A-Z]") || line.words().size() < 2) {
      return true;
    }
    Line.Word first = line.words().get(0);
    return !first.text().equals(number)
        || line.words().get(1).x0() - first.x1() > 0.5f * line.size();
  }

  /** In a paper set in one font throughout, a short numbered line between others is a heading. */
  private boolean plain(Line line, String text) {
    return style.uniform()
        && line.cells() == 1
        && words(text) <= 6
        && !text.matches(".*[.,:;]$")
        && (KNOWN.matcher(text).matches()
            || text.matches("\\d{1,2}(\\.\\d{1,2})?\\.? \\p{Lu}\\p{L}+( \\p{L}+){0,4}"));
  }

  /** Bold words that open a paragraph, as far as they are a heading of their own. */
  static @Nullable String runIn(Line line) {
    if (line.lead() < 3 || line.lead() > 90) {
      return null;
    }
    int stop =
        line.lead() < line.text().length() && ".:".indexOf(line.text().charAt(line.lead())) >= 0
            ? 1
            : 0;
    String lead = line.text().substring(0, line.lead() + stop).strip();
    if (CLAIM.matcher(lead).matches()) {
      return null;
    }
    if (!lead.matches(".*[.:]$") && !quad(line)
        || !starts(lead)
        || words(lead) > 12
        || !lead.matches(".*\\p{L}{3}.*")) {
      return null;
    }
    return lead;
  }

  /** Bold words without a stop are a heading where they stand apart from what follows. */
  private static boolean quad(Line line) {
    int at = 0;
    for (int i = 0; i + 1 < line.words().size() && at < line.lead(); i++) {
      at += line.words().get(i).text().length() + 1;
      float gap = line.words().get(i + 1).x0() - line.words().get(i).x1();
      if (Math.abs(at - line.lead()) <= 1) {
        int led = line.text().substring(0, line.lead()).replace(" ", "").length();
        float bold = line.bold() * line.text().replace(" ", "").length();
        return gap > 0.75f * line.size() && bold > 0.8f * led;
      }
    }
    return false;
  }

  /** A heading that opens a paragraph and takes its whole first line. */
  boolean fills(Line line, Line after) {
    String text = line.prose();
    return line.isBold()
        && !after.isBold()
        && line.cells() == 1
        && style.isBody(line)
        && style.near(line, after, 1.15f)
        && text.matches(".*\\p{L}{3}.*[.:]$")
        && !CLAIM.matcher(text).matches()
        && starts(text)
        && words(text) <= 12;
  }

  static Block.Heading made(String number, String text, Line line) {
    String words = text.strip().replaceAll("\\s+", " ").replaceFirst("[.:]$", "");
    int level = number.isEmpty() ? 1 : 1 + (int) number.chars().filter(c -> c == '.').count();
    return new Block.Heading(number, words, level, line.page(), List.of(line));
  }

  private boolean otherFace(Line line) {
    return !line.face().equals(style.face());
  }

  private boolean apart(Line line, @Nullable Line before, @Nullable Line after) {
    boolean above =
        before == null
            || before.page() != line.page()
            || before.isBold() && line.isBold() && before.x0() > line.x0() + 2 * line.size()
            || line.y() - before.y() > style.pitch() * 1.2f
            || line.y() < before.y();
    boolean below =
        after == null
            || after.page() != line.page()
            || after.y() - line.y() > style.pitch() * 0.8f
            || after.y() < line.y();
    return above && below;
  }

  private static boolean capitals(String text) {
    return text.length() > 3
        && text.equals(text.toUpperCase(Locale.ROOT))
        && text.matches(".*\\p{Lu}{4}.*");
  }

  private static boolean starts(String text) {
    int first = text.codePointAt(0);
    return Character.isUpperCase(first)
        || Character.isDigit(first)
        || "“\"([ℓ$".indexOf(first) >= 0
        || text.matches("\\p{Ll}[-\\p{L}]*[\\p{Lu}-].*");
  }

  private static int words(String text) {
    return text.split("\\s+").length;
  }
}
