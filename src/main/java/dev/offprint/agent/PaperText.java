package dev.offprint.agent;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Exhibit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A paper as models read it: sections with pages, every sentence under its number. A paper that is
 * too long is cut by section, method and experiments kept first.
 *
 * @param leftOut what is not in the text, in words for people; empty where all is
 */
record PaperText(String text, List<String> leftOut) {
  /** Characters of scientific English, sentence numbers included, in a token; on the safe side. */
  private static final double CHARACTERS_PER_TOKEN = 3.0;

  private static final Pattern METHOD =
      Pattern.compile(
          "method|model|algorithm|approach|implement|procedure|equation|formulation|framework|architecture|training|system|numerical|simulation");
  private static final Pattern EXPERIMENT =
      Pattern.compile(
          "experiment|result|evaluation|setup|setting|data|benchmark|parameter|material|analysis");
  private static final Pattern FRAME =
      Pattern.compile("abstract|introduction|discussion|conclusion|limitation|summary");
  private static final Pattern BESIDE =
      Pattern.compile(
          "related|background|acknowledg|funding|author|conflict|ethic|reference|bibliograph|availability|supplement|appendix|competing");

  /** What stands behind this heading names other papers, whatever it looks like. */
  private static final Pattern REFERENCES =
      Pattern.compile("(?i)references|bibliography|literature( cited)?|works cited");

  /** The rank of what is never read, however much room there is. */
  private static final int LAST = 9;

  static PaperText of(Paper paper, int tokens) {
    int room = (int) (tokens * CHARACTERS_PER_TOKEN);
    List<Part> parts = parts(paper);
    TreeSet<Integer> kept = new TreeSet<>();
    int[] leftOf = new int[parts.size()];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> parts.get(i).rank()));
    boolean told = !paper.sentences().isEmpty();
    String captions =
        captions(paper, room / 5)
            + facts(paper, room / 12)
            + pages(paper, told ? room / 4 : room - head(paper).length());
    room -= head(paper).length() + captions.length();
    Map<Integer, Exhibit> shown = shown(paper);
    Map<Integer, String> transcribed = transcribed(paper);
    for (int i : order) {
      for (Paper.Sentence sentence : parts.get(i).sentences()) {
        int length = line(sentence, shown, transcribed).length();
        if (room < length || parts.get(i).rank() == LAST) {
          leftOf[i]++;
          room = Math.min(room, 0);
        } else {
          room -= length;
          kept.add(sentence.number());
        }
      }
    }
    StringBuilder text = new StringBuilder(head(paper));
    List<String> leftOut = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (leftOf[i] > 0 && part.rank() < LAST) {
        boolean whole = leftOf[i] == part.sentences().size();
        leftOut.add((whole ? "" : "the end of ") + part.name());
      }
      boolean bare = part.sentences().isEmpty() && part.rank() < LAST;
      if (leftOf[i] < part.sentences().size() || bare) {
        text.append("\n## ")
            .append(Material.safe(part.name()))
            .append(" (p. ")
            .append(part.page())
            .append(")\n");
        part.sentences().stream()
            .filter(sentence -> kept.contains(sentence.number()))
            .forEach(sentence -> text.append(line(sentence, shown, transcribed)));
        text.append('\n');
      }
    }
    return new PaperText(text.append(captions).toString().strip(), leftOut);
  }

  /** A careful guess of the tokens of a text. */
  static int tokens(String text) {
    return (int) (text.length() / CHARACTERS_PER_TOKEN);
  }

  /** The beginning of a text, as much as these tokens hold. */
  static String start(String text, int tokens) {
    int most = (int) (tokens * CHARACTERS_PER_TOKEN);
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static String head(Paper paper) {
    String authors = String.join(", ", paper.authors());
    return "Title: "
        + Material.safe(paper.title())
        + "\n"
        + (authors.isBlank() ? "" : "Authors: " + Material.safe(cut(authors, 200)) + "\n")
        + "Pages: "
        + paper.pages()
        + "\n";
  }

  private static String captions(Paper paper, int room) {
    StringBuilder text = new StringBuilder();
    for (Paper.Caption caption : paper.captions()) {
      String line =
          "(p. "
              + caption.page()
              + ") "
              + Material.safe(named(caption))
              + "\n"
              + seen(paper, caption);
      if (text.length() + line.length() <= room) {
        text.append(line);
      }
    }
    for (Paper.Seen one : paper.seen()) {
      boolean alone =
          one.part().kind() == Paper.Part.Kind.FIGURE && paper.caption(one.part()).isEmpty();
      String line = Material.safe(one.part().words()) + "\n" + told(one);
      if (alone && text.length() + line.length() <= room) {
        text.append(line);
      }
    }
    return text.isEmpty() ? "" : "\n## Figures and tables\n" + text;
  }

  private static String seen(Paper paper, Paper.Caption caption) {
    return paper.seen().stream()
        .filter(one -> one.part().kind() == Paper.Part.Kind.FIGURE)
        .filter(one -> paper.caption(one.part()).filter(caption::equals).isPresent())
        .map(PaperText::told)
        .collect(Collectors.joining());
  }

  private static String told(Paper.Seen one) {
    return "As a model saw it: " + plain(one.words()) + "\n";
  }

  /** Square brackets around a number are the paper's alone. */
  private static String plain(String words) {
    return Material.safe(words).replaceAll("\\[(\\d+)\\]", "($1)").replaceAll("\\s+", " ");
  }

  /** Pages that are pictures, as a model transcribed them. */
  private static String pages(Paper paper, int room) {
    StringBuilder text = new StringBuilder();
    for (Paper.Seen one : paper.seen()) {
      if (one.part().kind() != Paper.Part.Kind.PAGE) {
        continue;
      }
      String page =
          "\n## Page "
              + one.part().page()
              + ", as a model transcribed it\n"
              + Material.safe(one.words()).replaceAll("\\[(\\d+)\\]", "($1)")
              + "\n";
      if (text.length() + page.length() <= room) {
        text.append(page);
      }
    }
    return text.toString();
  }

  private static String named(Paper.Caption caption) {
    String kind = caption.kind().name().toLowerCase(Locale.ROOT);
    boolean said = caption.text().toLowerCase(Locale.ROOT).startsWith(kind.substring(0, 3));
    return said ? caption.text() : kind + " " + caption.label() + ": " + caption.text();
  }

  /** Rows and lines of code stand on lines of their own, equations between dollar signs. */
  private static String line(
      Paper.Sentence sentence, Map<Integer, Exhibit> shown, Map<Integer, String> transcribed) {
    String text = Material.safe(sentence.text());
    String number = "[" + sentence.number() + "] ";
    return switch (shown.get(sentence.number())) {
      case null -> number + text + " ";
      case Exhibit.Figure figure -> number + text + " ";
      case Exhibit.Table table ->
          "\n" + number + text + (sentence.number() == table.last() ? "\n" : "");
      case Exhibit.Listing listing ->
          "\n" + number + text + (sentence.number() == listing.last() ? "\n" : "");
      case Exhibit.Equation equation ->
          number
              + "$$ "
              + text
              + " $$ "
              + (equation.garbled() ? garbled(transcribed.get(sentence.number())) : "");
    };
  }

  private static String garbled(@Nullable String transcribed) {
    return transcribed == null
        ? "(garbled in the file) "
        : "(garbled in the file; as a model saw it on the page: $$ " + transcribed + " $$) ";
  }

  /** Equations as they were transcribed, by the sentence that they stand for. */
  private static Map<Integer, String> transcribed(Paper paper) {
    Map<Integer, String> transcribed = new HashMap<>();
    for (Paper.Seen one : paper.seen()) {
      if (one.part().kind() == Paper.Part.Kind.EQUATION) {
        transcribed.put(one.part().sentence(), plain(one.words()));
      }
    }
    return transcribed;
  }

  private static Map<Integer, Exhibit> shown(Paper paper) {
    Map<Integer, Exhibit> shown = new HashMap<>();
    for (Exhibit exhibit : paper.exhibits()) {
      switch (exhibit) {
        case Exhibit.Figure figure -> {
          // Its words are no sentences.
        }
        case Exhibit.Table table -> {
          for (int i = table.first(); i <= table.last(); i++) {
            shown.put(i, table);
          }
        }
        case Exhibit.Listing listing -> {
          for (int i = listing.first(); i <= listing.last(); i++) {
            shown.put(i, listing);
          }
        }
        case Exhibit.Equation equation -> shown.put(equation.sentence(), equation);
      }
    }
    return shown;
  }

  /** What rules found stated, each with its sentence. */
  private static String facts(Paper paper, int room) {
    StringBuilder text = new StringBuilder();
    for (Paper.Fact fact : paper.facts()) {
      String said =
          switch (fact) {
            case Paper.Fact.Value value ->
                value.name() + " = " + (value.value() + " " + value.unit()).strip();
            case Paper.Fact.Name name ->
                (name.kind() == Paper.Fact.Name.Kind.DATASET ? "data set: " : "metric: ")
                    + name.name();
            // The tables themselves are in the text.
            case Paper.Fact.Result result -> "";
          };
      String line = Material.safe(said) + " [" + fact.sentence() + "]\n";
      if (!said.isEmpty() && text.length() + line.length() <= room) {
        text.append(line);
      }
    }
    return text.isEmpty() ? "" : "\n## Found stated by rule, with the sentence\n" + text;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /** A section with the sentences that are in no section below it. */
  private record Part(String name, int page, int rank, List<Paper.Sentence> sentences) {}

  private static List<Part> parts(Paper paper) {
    int[] owner = new int[paper.sentences().size()];
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("Beginning", 1, 2, new ArrayList<>()));
    int above = 2;
    boolean references = false;
    for (int i = 0; i < paper.sections().size(); i++) {
      Paper.Section section = paper.sections().get(i);
      references |= REFERENCES.matcher(section.heading().strip()).matches();
      references &= !section.heading().toLowerCase(Locale.ROOT).startsWith("appendix");
      boolean unread = references || section.heading().equals(Paper.FRONT_MATTER);
      int rank = unread ? LAST : rank(section.heading(), section.level() > 1 ? above : 2);
      above = section.level() > 1 ? above : rank;
      parts.add(
          new Part(
              (section.number() + " " + section.heading()).strip(),
              section.page(),
              rank,
              new ArrayList<>()));
      for (int n = Math.max(1, section.first()); n <= Math.min(section.last(), owner.length); n++) {
        owner[n - 1] = i + 1;
      }
    }
    paper.sentences().forEach(s -> parts.get(owner[s.number() - 1]).sentences().add(s));
    if (parts.getFirst().sentences().isEmpty()) {
      parts.removeFirst();
    }
    return parts;
  }

  /** 0 is kept first; a heading that says nothing is as its parent. */
  private static int rank(String heading, int parent) {
    String words = heading.toLowerCase(Locale.ROOT);
    if (BESIDE.matcher(words).find()) {
      return 4;
    }
    if (METHOD.matcher(words).find()) {
      return 0;
    }
    if (EXPERIMENT.matcher(words).find()) {
      return 1;
    }
    return FRAME.matcher(words).find() ? 3 : parent;
  }
}
