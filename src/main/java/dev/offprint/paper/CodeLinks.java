package dev.offprint.paper;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Link.Whose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Code and data that a paper links to, without a model: which links are any, and whether they are
 * the authors' own or only cited, by the words around them.
 */
final class CodeLinks {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)(?:https?://|www\\.|\\b(?=(?:github|gitlab|bitbucket|zenodo|osf|huggingface|codeberg|figshare|kaggle|datadryad)\\.(?:com|org|io|co)/))[\\w.~:/?#\\[\\]@!$&'()*+,;=%-]+");
  private static final Pattern DEPOSITED =
      Pattern.compile(
          "(?i)\\b10\\.(?:5281/zenodo\\.\\d+|5061/dryad\\.[\\w.]+|6084/m9\\.figshare\\.[\\w.]+|17605/osf\\.io/\\w+|7910/dvn/\\w+|17632/\\w+\\.\\d+)");
  private static final int MOST = 60;
  private static final int LONGEST = 500;

  private static final Pattern AVAILABILITY =
      Pattern.compile(
          "(?i).*(availab|data access|open (science|source|data|code)|reproducib|supplementary (material|information)|code and data|data and code).*");
  private static final Pattern REFERENCES =
      Pattern.compile("(?iu)references( and notes)?|bibliography|literature cited|литература");

  private static final String THING =
      "(?:code|codes|implementations?|software|scripts?|data|data ?sets?|models?|weights|checkpoints?|repository|repositories|packages?|library|libraries|tool ?kits?|tools?|materials?|benchmarks?|corpus|corpora|notebooks?|project page|demo|source|sources|experiments?|simulations?)";

  private static final Pattern OWN =
      Pattern.compile(
          "(?i)\\b(our|ours|we (?:have |also |will |here )*(?:release[ds]?|provide[ds]?|publish(?:ed)?|open.?source[ds]?|share[ds]?|ma[dk]e|host(?:ed)?|deposit(?:ed)?|archived?))\\b.{0,160}"
              + THING
              + "|\\b(?:the |all |full |this )?"
              + THING
              + "\\b.{0,120}\\b(?:is|are|was|were|will be|can be|has been|have been)\\s+(?:made\\s+|also\\s+|all\\s+|freely\\s+|publicly\\s+|openly\\s+)*(?:available|released|accessible|provided|hosted|deposited|archived|open.?sourced|found|accessed|downloaded|obtained)"
              + "|\\b"
              + THING
              + "\\s+(?:\\w+\\s+){0,6}(?:available|released|open.?sourced|hosted)\\b"
              + "|^\\W*(?:\\d\\s*)?(?:source )?"
              + THING
              + "(?: and "
              + THING
              + ")?\\s*[:–—-]"
              + "|\\b(?:available|released)\\s*(?:at|on|from|in|under|via)?\\s*:?\\s*(?=https?:|www|github)");

  private static final Pattern CITED =
      Pattern.compile(
          "(?i)\\b(?:we|was|were|is|are|been)\\s+(?:\\w+ly\\s+)?(?:use[ds]?|using|adapt(?:ed)?|adopt(?:ed)?|download(?:ed)?|obtain(?:ed)?|taken|rely|relied|build|built|based|follow(?:ed|ing)?|run|ran|modif(?:y|ied)|compare[ds]?|borrow(?:ed)?|extend(?:ed)?|implemented (?:in|with|using|on top))\\b"
              + "|\\b(?:official|original|public|third.party|reference|reimplement\\w*|existing|open.source|reproduc\\w+|author'?s'?|their|his|her)\\s+(?:\\w+\\s+){0,3}"
              + THING
              + "|\\b(?:provided|released|published|maintained|developed|made available) by\\b"
              + "|\\b"
              + THING
              + "\\s+(?:of|by|from)\\s+(?:\\[|\\(?\\p{Lu}[\\p{L}-]+(?: et al|\\s*[\\[(]))");

  private static final Pattern STRONG =
      Pattern.compile(
          "(?i)\\bour (?:\\w+ ){0,3}"
              + THING
              + "|\\bwe (?:have |also |will |here )*(?:release|publish|open.?source|make|made|provide|share)");

  /** What is said of a repository, such as an open review, is neither code nor data. */
  private static final Pattern TALK =
      Pattern.compile(
          "(?i)https?://(?:www\\.)?(?:github|gitlab|codeberg|bitbucket)\\.\\w+/[^/?#]+/[^/?#]+/(?:-/)?"
              + "(?:issues|pulls?|pull-requests|merge_requests|discussions)(?:[/?#].*)?");

  private static final Map<String, String> KINDS = kinds();

  /** Line breaks within an address leave spaces in it. */
  private static final Pattern BLANK = Pattern.compile("[\\s\\\\]");

  private CodeLinks() {}

  /** An address as the paper has it, with the page that it stands on. */
  record Address(String written, int page) {}

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (String data :
        List.of(
            "zenodo.",
            "osf.io/",
            "datadryad.org/",
            "/dryad.",
            "figshare.",
            "dataverse.",
            "/dvn/",
            "huggingface.co/datasets",
            "kaggle.com/",
            "archive.ics.uci.edu",
            "openml.org",
            "data.mendeley.com",
            "10.17632/",
            "physionet.org",
            "ncbi.nlm.nih.gov/geo",
            "ebi.ac.uk/")) {
      kinds.put(data, "data");
    }
    for (String code :
        List.of(
            "github.com/",
            "github.io",
            "gitlab.",
            "bitbucket.org/",
            "codeberg.org/",
            "sourceforge.net/",
            "codeocean.com/",
            "softwareheritage.org/",
            "colab.research.google.com/",
            "anonymous.4open.science/",
            "huggingface.co/")) {
      kinds.put(code, "code");
    }
    return kinds;
  }

  /**
   * The links to code and data, the authors' own first.
   *
   * @param addresses that the file has beside its words; those in the words are found here
   */
  static List<Paper.Link> of(
      List<Address> addresses, List<Paper.Sentence> sentences, List<Paper.Section> sections) {
    Map<String, Paper.Link> found = new LinkedHashMap<>();
    List<Address> all = new ArrayList<>();
    for (Paper.Sentence sentence : sentences) {
      Matcher address = ADDRESS.matcher(sentence.text());
      while (address.find()) {
        all.add(new Address(address.group(), sentence.page()));
      }
      Matcher deposited = DEPOSITED.matcher(sentence.text());
      // Around its title a paper prints its own DOI, which leads to no data.
      boolean own = section(sentence, sections).equals(Paper.FRONT_MATTER);
      while (!own && deposited.find()) {
        all.add(new Address("https://doi.org/" + deposited.group(), sentence.page()));
      }
    }
    all.addAll(addresses);
    List<String> squeezed =
        sentences.stream()
            .map(one -> BLANK.matcher(one.text().toLowerCase(Locale.ROOT)).replaceAll(""))
            .toList();
    for (Address address : all) {
      String clean = clean(address.written());
      String kind = kind(clean);
      if (!kind.isEmpty() && found.size() < MOST) {
        found.putIfAbsent(
            key(clean),
            new Paper.Link(
                kind, clean, address.page(), whose(clean, address, sentences, squeezed, sections)));
      }
    }
    List<String> keys = List.copyOf(found.keySet());
    // A file in a repository that is linked to as a whole says nothing more.
    found
        .keySet()
        .removeIf(inner -> keys.stream().anyMatch(outer -> inner.startsWith(outer + "/")));
    return found.values().stream().sorted(Comparator.comparing(Paper.Link::whose)).toList();
  }

  private static String clean(String written) {
    String address = written.strip().replaceFirst("[.,;:\\]'!?}]+$", "");
    long open = address.chars().filter(c -> c == '(').count();
    long closed = address.chars().filter(c -> c == ')').count();
    while (closed > open && address.endsWith(")")) {
      address = address.substring(0, address.length() - 1).replaceFirst("[.,;:]+$", "");
      closed--;
    }
    return address.toLowerCase(Locale.ROOT).startsWith("http") ? address : "https://" + address;
  }

  private static String kind(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (address.length() > LONGEST
        || TALK.matcher(address).matches()
        || !address.matches("https?://[\\w-]+(\\.[\\w-]+)+([/?#].*)?")) {
      return "";
    }
    return KINDS.entrySet().stream()
        .filter(kind -> lower.contains(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static String key(String address) {
    return address
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^https?://(www\\.|(dx\\.)?doi\\.org/)?", "")
        .replaceFirst("(\\.git)?[/#]*$", "");
  }

  /** The words around it decide; where none are, its place does. */
  private static Whose whose(
      String clean,
      Address address,
      List<Paper.Sentence> sentences,
      List<String> squeezed,
      List<Paper.Section> sections) {
    String key = key(clean);
    Whose best = null;
    for (int i = 0; i < sentences.size(); i++) {
      Paper.Sentence sentence = sentences.get(i);
      if (squeezed.get(i).contains(key)) {
        Whose here = whose(sentence, sentences, section(sentence, sections));
        best = best == null || here == Whose.AUTHORS ? here : best;
      }
    }
    if (best != null) {
      return best;
    }
    // A link behind words such as "here": what the page says of code and data counts.
    boolean said =
        sentences.stream()
            .filter(sentence -> sentence.page() == address.page())
            .map(Paper.Sentence::text)
            .anyMatch(
                text ->
                    text.matches(
                            "(?is).*\\b(available|released|code|data)\\b.{0,40}\\b(here|link|page|repository|online|github)\\b.*")
                        && STRONG.matcher(text).find());
    return said ? Whose.AUTHORS : Whose.CITED;
  }

  private static Whose whose(
      Paper.Sentence sentence, List<Paper.Sentence> sentences, String section) {
    if (REFERENCES.matcher(section).matches()) {
      return Whose.CITED;
    }
    String text = sentence.text();
    String before = sentence.number() > 1 ? sentences.get(sentence.number() - 2).text() : "";
    boolean bare = text.replaceAll("https?://\\S+", "").strip().length() < 12;
    String context = bare ? before + " " + text : text;
    if (STRONG.matcher(context).find() || AVAILABILITY.matcher(section).matches()) {
      return Whose.AUTHORS;
    }
    if (CITED.matcher(context).find()) {
      return Whose.CITED;
    }
    return OWN.matcher(context).find() ? Whose.AUTHORS : Whose.CITED;
  }

  private static String section(Paper.Sentence sentence, List<Paper.Section> sections) {
    String heading = "";
    for (Paper.Section section : sections) {
      if (section.first() <= sentence.number() && sentence.number() <= section.last()) {
        heading = section.heading();
      }
    }
    return heading;
  }
}
