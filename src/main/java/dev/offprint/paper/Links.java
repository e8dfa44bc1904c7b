package dev.offprint.paper;

import dev.offprint.session.Paper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;

/** Finds the authors' code and data among a paper's links, and what names the paper itself. */
final class Links {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)(?:https?://|www\\.|\\b(?=(?:github|gitlab|bitbucket|zenodo|osf|huggingface|codeberg|figshare|kaggle)\\.(?:com|org|io|co)/))[\\w.~:/?#\\[\\]@!$&'()*+,;=%-]+");
  private static final Pattern ZENODO = Pattern.compile("10\\.5281/zenodo\\.\\d+");
  private static final Pattern DOI =
      Pattern.compile("(?i)\\b10\\.\\d{4,9}/[-._;()/:a-z0-9]+[a-z0-9]");
  private static final Pattern ARXIV =
      Pattern.compile("(?i)arXiv:\\s*(\\d{4}\\.\\d{4,5}|[a-z-]+(?:\\.[A-Z]{2})?/\\d{7})(v\\d+)?");
  private static final int MOST = 60;

  private static final Map<String, String> KINDS = kinds();

  private Links() {}

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (String code :
        List.of(
            "github.com/",
            "github.io/",
            "gitlab.",
            "bitbucket.org/",
            "codeberg.org/",
            "sourceforge.net/",
            "codeocean.com/",
            "softwareheritage.org/",
            "gist.github.com/",
            "colab.research.google.com/")) {
      kinds.put(code, "code");
    }
    for (String data :
        List.of(
            "zenodo.",
            "osf.io/",
            "datadryad.org/",
            "/dryad.",
            "figshare.com",
            "dataverse.",
            "huggingface.co/datasets",
            "kaggle.com/",
            "archive.ics.uci.edu",
            "openml.org",
            "data.mendeley.com",
            "physionet.org",
            "ncbi.nlm.nih.gov/geo",
            "ebi.ac.uk/")) {
      kinds.put(data, "data");
    }
    kinds.put("huggingface.co/", "code");
    return kinds;
  }

  static List<Paper.Link> of(List<PDPage> pages, List<Page> texts, int body) {
    Map<String, Paper.Link> found = new LinkedHashMap<>();
    for (Page text : texts) {
      annotated(pages.get(text.number() - 1))
          .forEach(address -> add(found, address, text.number()));
      Line last = null;
      for (Line line : text.lines()) {
        String words = line.prose();
        Matcher address = ADDRESS.matcher(words);
        while (address.find()) {
          add(found, address.group(), text.number());
        }
        Matcher zenodo = ZENODO.matcher(words);
        while (zenodo.find()) {
          add(found, "https://doi.org/" + zenodo.group(), text.number());
        }
        last = line;
      }
      if (last == null || found.size() >= MOST) {
        continue;
      }
    }
    return found.values().stream().filter(link -> link.page() <= body).limit(MOST).toList();
  }

  private static void add(Map<String, Paper.Link> found, String raw, int page) {
    String address = raw.replaceFirst("[.,;:)\\]'!?]+$", "");
    if (address.chars().filter(c -> c == '(').count()
        > address.chars().filter(c -> c == ')').count()) {
      address = address + ")";
    }
    if (!address.toLowerCase(Locale.ROOT).startsWith("http")) {
      address = "https://" + address;
    }
    String lower = address.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      if (lower.contains(kind.getKey()) && address.length() < 500) {
        String key =
            lower
                .replaceFirst("^https?://(www\\.|(dx\\.)?doi\\.org/)?", "")
                .replaceFirst("/+$", "");
        found.putIfAbsent(key, new Paper.Link(kind.getValue(), address, page));
        return;
      }
    }
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
