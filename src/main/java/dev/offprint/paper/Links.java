package dev.offprint.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;

/** What the pages of a PDF link to, and what names the paper itself. */
final class Links {
  private static final Pattern DOI =
      Pattern.compile("(?i)\\b10\\.\\d{4,9}/[-._;()/:a-z0-9]+[a-z0-9]");
  private static final Pattern ARXIV =
      Pattern.compile("(?i)arXiv:\\s*(\\d{4}\\.\\d{4,5}|[a-z-]+(?:\\.[A-Z]{2})?/\\d{7})(v\\d+)?");

  private Links() {}

  /** What the pages link to by a click, whatever their words are. */
  static List<CodeLinks.Address> of(List<PDPage> pages, int last) {
    List<CodeLinks.Address> found = new ArrayList<>();
    for (int page = 1; page <= Math.min(last, pages.size()); page++) {
      for (String address : annotated(pages.get(page - 1))) {
        found.add(new CodeLinks.Address(address, page));
      }
    }
    return found;
  }

  private static List<String> annotated(PDPage page) {
    List<String> found = new ArrayList<>();
    try {
      for (PDAnnotation annotation : page.getAnnotations()) {
        if (annotation instanceof PDAnnotationLink link
            && link.getAction() instanceof PDActionURI action
            && action.getURI() != null) {
          found.add(action.getURI().strip());
        }
        if (found.size() > 500) {
          break;
        }
      }
    } catch (IOException | RuntimeException broken) {
      // A damaged annotation costs a link, not the paper.
      return found;
    }
    return found;
  }

  /** {@code arxiv:…} and {@code doi:…} as the first page has them. */
  static List<String> keys(List<Line> first) {
    List<String> keys = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    first.forEach(line -> text.append(line.prose()).append('\n'));
    Matcher arxiv = ARXIV.matcher(text);
    if (arxiv.find()) {
      keys.add("arxiv:" + arxiv.group(1).toLowerCase(Locale.ROOT));
    }
    Matcher doi = DOI.matcher(text);
    if (doi.find()) {
      keys.add("doi:" + doi.group().toLowerCase(Locale.ROOT));
    }
    return keys;
  }
}
