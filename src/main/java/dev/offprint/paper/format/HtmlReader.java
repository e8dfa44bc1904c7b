package dev.offprint.paper.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads papers that are web pages, those that arXiv makes of LaTeX among them. */
final class HtmlReader {
  private static final int DEEPEST = 200;
  private static final int MOST_HIDDEN = 100;
  private static final int MOST_TAGS = 300_000;
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?<number>\\d{1,2}(\\.\\d{1,2}){0,3}|[A-Z](\\.\\d{1,2})*|[IVX]{1,5})[.)]?\\s+(?<text>\\S.*)");
  private static final Pattern BLOCK =
      Pattern.compile(
          "p|div|section|article|main|header|ul|ol|dl|blockquote|center|figure|body|details|aside|td|tr|tbody|table|form|fieldset");
  private static final Pattern HIDDEN =
      Pattern.compile(
          "(?i).*(display\\s*:\\s*none|visibility\\s*:\\s*hidden|font-size\\s*:\\s*[0-2](\\.\\d+)?(px|pt|em|%)?\\s*(;|$)|color\\s*:\\s*(white|#fff(fff)?)\\b|opacity\\s*:\\s*0(\\.0+)?\\s*(;|$)|text-indent\\s*:\\s*-\\d{3,}).*");
  private static final Pattern REFERENCES =
      Pattern.compile("(?iu)(references|bibliography|literature cited|литература)[.:]?");

  private final List<Part> parts = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final List<String> hidden = new ArrayList<>();
  private boolean references;

  private HtmlReader() {}

  static Formats.Outcome read(byte[] file) {
    long tags = 0;
    for (byte one : file) {
      tags += one == '<' ? 1 : 0;
    }
    if (tags > MOST_TAGS) {
      return new Formats.Outcome.Refused(
          "The web page is far larger than a paper's. Attach the PDF instead.");
    }
    Document page;
    try {
      page =
          Jsoup.parse(
              new ByteArrayInputStream(file),
              null,
              "http://localhost/",
              Parser.htmlParser().setMaxDepth(DEEPEST));
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory cannot fail", impossible);
    }
    return new HtmlReader().page(page);
  }

  private Formats.Outcome page(Document page) {
    String title = title(page);
    List<String> authors = authors(page);
    page.select(
            "script, style, noscript, nav, footer, template, svg, button, head, select, .ltx_page_navbar, .ltx_page_footer")
        .remove();
    Element content = page.selectFirst("article, main, [role=main], .ltx_document");
    block(
        content == null || content.text().length() * 2 < page.text().length()
            ? page.body()
            : content);
    end();
    parts.removeIf(
        part ->
            part instanceof Part.Heading heading
                && heading.level() == 1
                && heading.text().equals(title));
    return new Formats.Outcome.Read(
        new Written(title, authors, parts, addresses, hidden, List.of()));
  }

  private static String title(Document page) {
    Element named =
        page.selectFirst("meta[name=citation_title], meta[name=dc.title], meta[name=DC.Title]");
    Element heading = page.selectFirst("h1.ltx_title_document, h1");
    return named != null
        ? named.attr("content").strip()
        : heading != null ? heading.text().strip() : page.title().strip();
  }

  private static List<String> authors(Document page) {
    List<String> authors = new ArrayList<>();
    page.select("meta[name=citation_author], meta[name=dc.creator], meta[name=author]")
        .forEach(meta -> authors.add(turned(meta.attr("content").strip())));
    if (authors.isEmpty()) {
      page.select(".ltx_personname, .authors a, [rel=author], [itemprop=author] [itemprop=name]")
          .forEach(
              name -> {
                for (String one : name.ownText().split(",|\\band\\b|&")) {
                  if (one.strip().matches("\\p{Lu}[\\p{L}.'’ -]{3,60}")) {
                    authors.add(one.strip());
                  }
                }
              });
    }
    return authors.stream().filter(name -> !name.isBlank()).distinct().limit(200).toList();
  }

  private static String turned(String name) {
    int comma = name.indexOf(',');
    return comma < 0 ? name : (name.substring(comma + 1) + " " + name.substring(0, comma)).strip();
  }

  private void block(Node node) {
    for (Node child : node.childNodes()) {
      if (child instanceof TextNode text) {
        paragraph.append(text.text());
      } else if (child instanceof Element element) {
        element(element);
      }
    }
  }

  private void element(Element element) {
    if (element.hasAttr("hidden") || HIDDEN.matcher(element.attr("style")).matches()) {
      if (hidden.size() < MOST_HIDDEN && !element.text().isBlank()) {
        hidden.add(element.text());
      }
      return;
    }
    String name = element.normalName();
    switch (name) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, name.charAt(1) - '0');
      case "pre" -> {
        end();
        listing(element.wholeText());
      }
      case "table" -> table(element);
      case "math" -> maths(element);
      case "figcaption", "caption" -> {
        end();
        block(element);
        end();
      }
      case "li" -> {
        end();
        if (!references) {
          paragraph.append("• ");
        }
        block(element);
        end();
      }
      case "br" -> paragraph.append(' ');
      case "sup", "sub" -> script(element, name.equals("sup") ? '^' : '_');
      case "a" -> {
        block(element);
        String to = element.attr("href");
        if (to.matches("https?://.*")) {
          addresses.add(to);
          if (!element.text().contains("/")
              && to.matches(
                  ".*(github|gitlab|bitbucket|zenodo|osf\\.io|figshare|datadryad|huggingface).*")) {
            paragraph.append(" (").append(to).append(')');
          }
        }
      }
      case "img", "annotation", "input", "iframe", "video" -> {}
      default -> {
        boolean own = BLOCK.matcher(name).matches();
        if (element.hasClass("ltx_abstract") || element.id().equalsIgnoreCase("abstract")) {
          end();
          Element said = element.selectFirst("h1, h2, h3, h4, h5, h6");
          if (said == null) {
            parts.add(new Part.Heading("", "Abstract", 1));
          }
        }
        if (own) {
          end();
        }
        block(element);
        if (own) {
          end();
        }
      }
    }
  }

  private void heading(Element element, int level) {
    end();
    String text = element.text().strip();
    if (text.isEmpty()) {
      return;
    }
    Matcher numbered = NUMBERED.matcher(text);
    boolean counted = numbered.matches();
    references = REFERENCES.matcher(counted ? numbered.group("text") : text).matches();
    int from = Math.max(1, level - 1);
    parts.add(
        counted
            ? new Part.Heading(
                numbered.group("number"),
                numbered.group("text"),
                1 + (int) numbered.group("number").chars().filter(c -> c == '.').count())
            : new Part.Heading("", text, level == 1 ? 1 : from));
  }

  private void script(Element element, char mark) {
    String text = element.text().strip();
    if (!text.isEmpty()) {
      paragraph.append(mark).append(text.length() > 1 ? "{" + text + "}" : text);
    }
  }

  private void maths(Element element) {
    String latex = latex(element);
    if (latex == null) {
      paragraph.append(element.text());
    } else if (element.attr("display").equals("block")) {
      end();
      parts.add(new Part.Equation("", LatexText.clean(latex)));
    } else {
      paragraph.append('$').append(LatexText.clean(latex)).append('$');
    }
  }

  private static @Nullable String latex(Element maths) {
    Element written = maths.selectFirst("annotation[encoding*=tex], annotation[encoding*=TeX]");
    String latex = written == null ? maths.attr("alttext") : written.text();
    return latex.isBlank() ? null : latex;
  }

  private void table(Element table) {
    end();
    boolean equations =
        table.className().contains("ltx_equation") || table.className().contains("ltx_eqn");
    if (equations) {
      equations(table);
      return;
    }
    if (table.selectFirst("table") != table && table.select("table").size() > 1
        || table.select("td, th").size() < 2) {
      block(table);
      return;
    }
    Element caption = table.selectFirst("caption");
    if (caption != null) {
      paragraph.append(caption.text());
      end();
    }
    List<List<String>> rows = new ArrayList<>();
    for (Element row : table.select("tr")) {
      List<String> cells = new ArrayList<>();
      for (Element cell : row.select("> td, > th")) {
        cells.add(cell(cell));
        int span =
            cell.attr("colspan").matches("\\d{1,2}") ? Integer.parseInt(cell.attr("colspan")) : 1;
        for (int i = 1; i < span; i++) {
          cells.add("");
        }
      }
      if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
        rows.add(cells);
      }
    }
    if (!rows.isEmpty()) {
      parts.add(new Part.Table("", rows));
    }
  }

  private static String cell(Element cell) {
    Element copy = cell.clone();
    for (Element maths : copy.select("math")) {
      String latex = latex(maths);
      maths.replaceWith(
          new TextNode(latex == null ? maths.text() : "$" + LatexText.clean(latex) + "$"));
    }
    return copy.text().strip();
  }

  private void equations(Element table) {
    for (Element row : table.select("tr")) {
      StringBuilder latex = new StringBuilder();
      for (Element maths : row.select("math")) {
        String one = latex(maths);
        latex.append(latex.isEmpty() ? "" : " ").append(one == null ? maths.text() : one);
      }
      Element tag = row.selectFirst(".ltx_tag");
      String label = tag == null ? "" : tag.text().replaceAll("[()\\s]", "");
      if (!latex.isEmpty()) {
        parts.add(new Part.Equation(label, LatexText.clean(latex.toString())));
      }
    }
  }

  private void listing(String text) {
    List<String> lines =
        text.lines()
            .map(line -> line.replace("\t", "    ").stripTrailing())
            .filter(line -> !line.isBlank())
            .toList();
    if (!lines.isEmpty()) {
      parts.add(new Part.Listing("", lines));
    }
  }

  private void end() {
    String text = paragraph.toString().replaceAll("[\\s\u00a0]+", " ").strip();
    paragraph.setLength(0);
    if (text.isBlank() || text.equals("•")) {
      return;
    }
    Matcher caption = MarkdownReader.captioned(text);
    if (references) {
      Matcher label =
          Pattern.compile("\\[([^\\]]{1,40})]\\s*(.*)|(\\d{1,3})\\.\\s+(.*)").matcher(text);
      boolean labelled = label.matches();
      String known = !labelled ? "" : label.group(1) != null ? label.group(1) : label.group(3);
      String rest = !labelled ? text : label.group(2) != null ? label.group(2) : label.group(4);
      parts.add(new Part.Reference(known, rest));
    } else if (caption.matches()) {
      parts.add(MarkdownReader.caption(caption));
    } else if (text.toLowerCase(Locale.ROOT).matches("abstract[.:]?")) {
      parts.add(new Part.Heading("", "Abstract", 1));
    } else {
      parts.add(new Part.Prose(text));
    }
  }
}
