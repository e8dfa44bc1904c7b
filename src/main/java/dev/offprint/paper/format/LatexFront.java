package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Title and authors, in the ways of the usual classes. */
record LatexFront(String title, List<String> authors) {
  private static final Pattern TITLE =
      Pattern.compile(
          "\\\\(title|icmltitle|Title|articletitle|aistatstitle|ijcaititle)(?=\\s*[\\[{])");
  private static final Pattern AUTHOR =
      Pattern.compile("\\\\(author|icmlauthor|Author|IEEEauthorblockN|name|authors)(?=\\s*[\\[{])");
  private static final Pattern BETWEEN =
      Pattern.compile(
          "\\\\(and|And|AND|qquad|quad|hfill|hspace\\*?\\{[^}]*}|newauthor)(?![A-Za-z])");
  private static final Pattern BESIDE =
      Pattern.compile(
          "\\\\(thanks|footnotemark|footnote|inst|textsuperscript|affil|orcidlink|orcid|email|corref|fnref|mbox|ref|label|equalcontrib|authornote|affiliation|institute|address|IEEEauthorblockA|sup)\\*?\\s*(\\[[^\\]]*])?\\s*(\\{(?:[^{}]|\\{[^{}]*})*})?|\\$[^$]*\\$");
  private static final Pattern NAME =
      Pattern.compile("\\p{Lu}[\\p{L}\\p{M}.'’\\-]*(\\s+[\\p{L}\\p{M}][\\p{L}\\p{M}.'’\\-]*){1,5}");
  private static final Pattern PLACE =
      Pattern.compile(
          "(?i).*(@|universit|institut|department|laborator|school|college|facult|centre|center\\b|hospital|academy|research\\b|inc\\.|corporation|google|microsoft|street|equal contribution|university).*");
  private static final int MOST = 200;

  static LatexFront of(String text) {
    LatexText words = new LatexText();
    String title = "";
    Matcher titles = TITLE.matcher(text);
    while (title.isBlank() && titles.find()) {
      Cursor in = new Cursor(text);
      in.to(titles.end());
      in.bracket();
      title = words.read(in.argument());
    }
    List<String> authors = new ArrayList<>();
    Matcher found = AUTHOR.matcher(text);
    while (found.find() && authors.size() < MOST) {
      Cursor in = new Cursor(text);
      in.to(found.end());
      in.bracket();
      String written = in.argument();
      if (!AUTHOR.matcher(written).find()) {
        names(written, words, authors);
      }
    }
    return new LatexFront(
        title.replaceAll("\uE010[^\uE011]*\uE011", "").strip(),
        authors.stream().distinct().toList());
  }

  private static void names(String written, LatexText words, List<String> authors) {
    String given =
        written.replaceAll("\\\\(fnm|sur|firstname|lastname|spfx)\\s*\\{([^{}]*)}", "$2 ");
    for (String person : BETWEEN.split(BESIDE.matcher(given).replaceAll(" , "))) {
      for (String line : person.split("\\\\\\\\|\\\\tabularnewline|\\n\\s*\\n")) {
        String read = words.read(line).replaceAll("[∗*†‡§¶✉\\d^_{}]", " ").strip();
        if (PLACE.matcher(read).matches()) {
          break;
        }
        boolean any = false;
        for (String name : read.split(",|;|\\band\\b|&|\\s{3,}")) {
          String bare = name.replaceAll("\\s+", " ").strip();
          if (NAME.matcher(bare).matches() && bare.length() < 60) {
            authors.add(bare);
            any = true;
          }
        }
        if (!any && !read.isBlank()) {
          break;
        }
      }
    }
  }
}
