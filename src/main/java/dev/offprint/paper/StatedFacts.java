package dev.offprint.paper;

import dev.offprint.session.Paper.Exhibit;
import dev.offprint.session.Paper.Fact;
import dev.offprint.session.Paper.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a paper states outright, found by rules: settings with their values, data sets and metrics
 * by name, and the numbers of its tables of results.
 */
final class StatedFacts {
  private static final int MOST = 400;

  /** Words for one setting, as a pattern, by the name it gets. */
  private static final Map<String, String> SETTINGS = settings();

  private static final String NUMBER =
      "(?:[-−+±]?(?:\\d{1,3}(?:[,\u2009\u202f]\\d{3})+|\\d{1,3}(?: 000)+|\\d+)(?:\\.\\d+)?(?:\\s?[eE]\\s?[-−+]?\\d{1,3})?(?:\\s?[×x·∙]\\s?10\\^\\{?[-−+]?\\d+\\}?)?|\\.\\d+)";
  private static final String VALUE =
      "(?<value>(?:10\\^\\{?[-−+]?\\d+\\}?|"
          + NUMBER
          + ")(?:\\s?(?:–|—|to|→|\\.\\.\\.)\\s?"
          + NUMBER
          + ")?|\\{\\s?"
          + NUMBER
          + "(?:\\s?,\\s?"
          + NUMBER
          + ")+\\s?\\})";
  private static final String UNIT =
      "(?:[\\s-]?(?<unit>%|ms|seconds?|minutes?|hours?|days?|weeks?|years?|[GM]i?B|px|pixels?|kHz|Hz|°C|mm|cm|km|kg|mg|epochs?|iterations?|steps?|s|h|K|k|M|bp|kb|Mb)(?![\\p{L}\\d]))?";
  private static final String LINK =
      "(?:\\s*\\([^)]{1,20}\\))?\\s*(?:,\\s*)?(?:(?:is|are|was|were|be|been|being)\\s+)?(?:(?:always|usually|initially|kept|held|chosen|selected|trained|used|defined)\\s+)?(?:of|=|:|to|at|as|equal to|set to|set at|set as|fixed to|fixed at|with|≈|∼|\\|)?\\s*(?:about|around|approximately|up to|only|the|∼|≈)?\\s*";

  /** "100 epochs", "3 hidden layers": here the number comes first. */
  private static final Pattern COUNTED =
      Pattern.compile(
          "(?<![\\p{L}\\d.,_^/-])(?<!\\d )(?<value>\\d{1,3}(?:[,\u2009\u202f]\\d{3})+|\\d{1,3}(?: 000)+|\\d{1,7})(?:[\\s-])(?:(?:hidden|random|independent|different|training|attention|convolutional|encoder|decoder|fully[- ]connected|optimi[sz]ation|repeated|separate|gradient|update) ){0,2}(?<name>epochs?|iterations?|(?:time ?)?steps?|layers?|heads?|seeds?|runs|trials|repetitions|replicates|folds?|units|neurons|dimensions?|dimensional|trees|samples|episodes|workers|GPUs|clusters|neighbou?rs|degrees of freedom)(?![\\p{L}_])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NAMED_DATA =
      Pattern.compile(
          "(?<![\\p{L}\\d-])(?<name>(?:\\p{Lu}[\\p{L}\\d]*(?:[-–/]\\p{L}*\\d[\\d.]*|[-–]\\p{Lu}[\\p{L}\\d]*)?)(?:\\s(?:\\p{Lu}[\\p{L}\\d-]*|of|and|\\d{1,4})){0,4})\\s(?:data ?sets?|corpus|corpora|benchmarks?|dataset)(?![\\p{L}])");
  private static final Pattern KNOWN_DATA =
      Pattern.compile(
          "(?<![\\p{L}\\d-])(?<name>MNIST|Fashion-MNIST|EMNIST|KMNIST|CIFAR-?10{1,2}|SVHN|STL-10|(?:Tiny-?)?ImageNet(?:-1[kK]|-21[kK])?|MS[ -]?COCO|COCO|PASCAL VOC|Cityscapes|ADE20K|KITTI|CelebA|LSUN|LFW|GLUE|SuperGLUE|SQuAD|SNLI|MNLI|MultiNLI|WikiText-?(?:2|103)|Penn Treebank|PTB|WMT ?'?\\d{2,4}|IWSLT ?'?\\d{0,4}|CoNLL-?\\d{2,4}|IMDB|AG News|LibriSpeech|TIMIT|VoxCeleb|Omniglot|miniImageNet|Cora|Citeseer|PubMed|Reddit|OGB\\S*|MovieLens(?:-\\S+)?|Netflix|UCI|KDD ?Cup ?\\d*|KDDCUP\\d*|Iris|Boston Housing|California Housing|MIMIC-(?:III|IV)|ShapeNet|ModelNet\\d{0,2}|Atari|MuJoCo|OpenAI Gym|GRCh3[78]|Adult)(?![\\p{L}\\d])");
  private static final Pattern METRIC =
      Pattern.compile(
          "(?<![\\p{L}\\d-])(?<name>(?:top-[15] |balanced |classification |test |validation )?accuracy|F1(?:[- ]scores?)?|precision|recall|AU(?:RO)?C|AUPRC|mean average precision|mAP|BLEU|ROUGE(?:-[\\dL])?|METEOR|perplexity|word error rate|WER|PSNR|SSIM|FID|IoU|mIoU|Dice|R\\^2|RMSE|MAE|MSE|NDCG|MRR|log[- ]likelihood|mean squared error|mean absolute error|root mean squared? error|silhouette|normali[sz]ed mutual information|NMI|adjusted Rand index|ARI|Matthews correlation|MCC|C-index|sensitivity|specificity|throughput|latency|running time)(?![\\p{L}\\d])");

  private static final Pattern RESULT =
      Pattern.compile("[-−+]?\\d{1,7}(?:[.,]\\d+)?\\s?%?(?:\\s?(?:±|\\()\\s?[\\d.]+\\)?)?");
  private static final Set<String> NO_DATA =
      Set.of(
          "the",
          "this",
          "our",
          "these",
          "each",
          "both",
          "all",
          "a",
          "an",
          "in",
          "for",
          "on",
          "we",
          "table",
          "figure",
          "two",
          "three",
          "several",
          "many",
          "other",
          "such",
          "most",
          "some",
          "training",
          "test",
          "large",
          "small",
          "real",
          "synthetic",
          "new",
          "public",
          "open",
          "original",
          "data");

  private static final Pattern DIGIT = Pattern.compile("\\d");

  private StatedFacts() {}

  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        "learning rate",
        "(?:initial |base |peak |maximum |constant )?learning[- ]rates?|step[- ]sizes?|\\blr\\b");
    settings.put(
        "batch size", "(?:mini-?)?batch(?:es)?[- ]sizes?|batches of(?: size)?|mini-?batch(?:es)?");
    settings.put("epochs", "(?:number of |maximum |max\\.? )?epochs?");
    settings.put("iterations", "(?:maximum |max\\.? )?(?:number of )?iterations?|num_iter\\w*");
    settings.put("seed", "(?:random |rng )?seeds?");
    settings.put("dropout", "drop-?out(?: rate| probability| ratio)?");
    settings.put("weight decay", "weight[- ]decay(?: rate| factor| coefficient)?");
    settings.put("momentum", "momentum(?: parameter| coefficient| term)?");
    settings.put(
        "hidden size",
        "hidden(?:[- ](?:state|layer|unit))?[- ](?:sizes?|dimensions?|units?|dims?)|(?:size|dimension) of (?:the )?hidden (?:states?|layers?)");
    settings.put("embedding size", "embedding[- ](?:sizes?|dimensions?|dims?|dimensionality)");
    settings.put("dimension", "(?:input |latent |feature |output |model )?dimension(?:ality|s)?");
    settings.put("layers", "number of (?:hidden )?layers|num_layers");
    settings.put("heads", "number of (?:attention )?heads");
    settings.put("warm-up", "warm-?up(?: steps| epochs| iterations| period)?");
    settings.put(
        "gradient clipping",
        "(?:gradient )?clip(?:ping)?(?: norm| threshold| value| at)?|maximum gradient norm");
    settings.put("temperature", "temperature(?: parameter)?");
    settings.put("discount factor", "discount(?: factor| rate)?");
    settings.put("threshold", "thresholds?");
    settings.put("tolerance", "(?:absolute |relative )?tolerances?");
    settings.put("time step", "time[- ]steps?(?: size)?|integration steps?");
    settings.put("patience", "patience");
    settings.put("beam size", "beam(?: size| width)?");
    settings.put("vocabulary size", "vocabulary(?: size)?");
    settings.put("sequence length", "(?:maximum |input )?(?:sequence|context)[- ]lengths?");
    settings.put("window size", "window(?: size| length| width)?");
    settings.put("kernel size", "(?:kernel|filter)[- ]sizes?");
    settings.put(
        "sample size",
        "sample[- ]sizes?|number of (?:training |test )?(?:samples|examples|observations|data points)");
    settings.put(
        "regularisation",
        "(?:L2|L1|l2|l1)?[- ]?regulari[sz]ation(?: parameter| strength| coefficient| weight)?|ridge parameter");
    settings.put("clusters", "number of clusters");
    settings.put("runs", "number of (?:runs|trials|repetitions|replicates)");
    settings.put("compression", "compression (?:parameter|factor|level)");
    settings.put("population size", "population[- ]sizes?");
    settings.put("label smoothing", "label smoothing(?: factor)?");
    return settings;
  }

  /** The facts of a paper, in the order of its sentences. */
  static List<Fact> of(List<Sentence> sentences, List<Exhibit> exhibits) {
    Set<Fact> facts = new LinkedHashSet<>();
    Set<String> names = new HashSet<>();
    Map<Integer, Exhibit.Table> tables = new TreeMap<>();
    for (Exhibit exhibit : exhibits) {
      if (exhibit instanceof Exhibit.Table table) {
        tables.put(table.first(), table);
      }
    }
    int inTable = 0;
    for (Sentence sentence : sentences) {
      Exhibit.Table table = tables.get(sentence.number());
      if (table != null) {
        results(table, facts);
        inTable = table.last();
      }
      stated(sentence, facts);
      if (sentence.number() > inTable) {
        counted(sentence, facts);
      }
      named(sentence, names, facts);
      if (facts.size() > MOST) {
        break;
      }
    }
    return List.copyOf(facts);
  }

  private static final List<Map.Entry<String, Pattern>> STATED = patterns();

  private static List<Map.Entry<String, Pattern>> patterns() {
    List<Map.Entry<String, Pattern>> patterns = new ArrayList<>();
    SETTINGS.forEach(
        (name, words) ->
            patterns.add(
                Map.entry(
                    name,
                    Pattern.compile(
                        "(?<![\\p{L}\\d_])(?:"
                            + words
                            + ")(?![\\p{L}\\d_])"
                            + LINK
                            + "(?<![\\p{L}\\d.])"
                            + VALUE
                            + UNIT
                            + "(?![\\p{L}\\d])",
                        Pattern.CASE_INSENSITIVE))));
    return patterns;
  }

  private static void stated(Sentence sentence, Set<Fact> facts) {
    if (!DIGIT.matcher(sentence.text()).find()) {
      return;
    }
    for (Map.Entry<String, Pattern> entry : STATED) {
      Matcher stated = entry.getValue().matcher(sentence.text());
      while (stated.find()) {
        String unit = stated.group("unit");
        facts.add(
            new Fact.Value(
                entry.getKey(),
                stated.group("value").strip(),
                unit == null ? "" : unit,
                sentence.number()));
      }
    }
  }

  private static void counted(Sentence sentence, Set<Fact> facts) {
    Matcher counted = COUNTED.matcher(sentence.text());
    while (counted.find()) {
      String what = counted.group("name").toLowerCase(Locale.ROOT);
      String name =
          what.startsWith("dimension")
              ? "dimension"
              : what.endsWith("s") || what.endsWith("fold")
                  ? what.replaceFirst("fold$", "folds")
                  : what + "s";
      facts.add(new Fact.Value(name, counted.group("value"), "", sentence.number()));
    }
  }

  private static void named(Sentence sentence, Set<String> names, Set<Fact> facts) {
    for (Pattern pattern : List.of(KNOWN_DATA, NAMED_DATA)) {
      Matcher named = pattern.matcher(sentence.text());
      while (named.find()) {
        String name = named.group("name").strip();
        String first = name.split("\\s+")[0].toLowerCase(Locale.ROOT);
        boolean opening = named.start() == 0 && name.matches("\\p{Lu}\\p{Ll}+");
        if (!NO_DATA.contains(first) && !opening && name.length() > 1 && names.add("d " + name)) {
          facts.add(new Fact.Name(Fact.Name.Kind.DATASET, name, sentence.number()));
        }
      }
    }
    Matcher metric = METRIC.matcher(sentence.text());
    while (metric.find()) {
      String name = metric.group("name");
      if (names.add("m " + name.toLowerCase(Locale.ROOT))) {
        facts.add(new Fact.Name(Fact.Name.Kind.METRIC, name, sentence.number()));
      }
    }
  }

  /** Cells that are numbers, under the heads above the first of them. */
  private static void results(Exhibit.Table table, Set<Fact> facts) {
    int head = heads(table.rows());
    if (head == 0 || head == table.rows().size()) {
      return;
    }
    int columns = table.rows().stream().mapToInt(List::size).max().orElse(0);
    List<String> heads = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      heads.add(head(table.rows().subList(0, head), column));
    }
    String group = "";
    for (int i = head; i < table.rows().size(); i++) {
      List<String> row = table.rows().get(i);
      String name = row.isEmpty() ? "" : row.get(0);
      if (!name.isBlank() && RESULT.matcher(name).matches()) {
        name = "";
      }
      group = name.isBlank() ? group : name;
      for (int column = 1; column < row.size(); column++) {
        String cell = row.get(column).strip();
        if (RESULT.matcher(cell).matches() && table.first() + i <= table.last()) {
          facts.add(
              new Fact.Result(
                  table.label(),
                  (name.isBlank() ? group : name).strip(),
                  heads.get(column),
                  cell,
                  table.first() + i));
        }
      }
    }
  }

  private static int heads(List<List<String>> rows) {
    for (int i = 0; i < rows.size(); i++) {
      long numbers =
          rows.get(i).stream()
              .skip(1)
              .filter(cell -> RESULT.matcher(cell.strip()).matches())
              .count();
      if (numbers > 0) {
        return i;
      }
    }
    return rows.size();
  }

  /** A head over several columns stands over the first of them. */
  private static String head(List<List<String>> rows, int column) {
    StringBuilder head = new StringBuilder();
    for (List<String> row : rows) {
      int at = Math.min(column, row.size() - 1);
      boolean spans = rows.size() > 1 && row != rows.get(rows.size() - 1);
      while (spans && at > 1 && row.get(at).isBlank()) {
        at--;
      }
      // What has no head of its own under it spans nothing.
      List<String> under = rows.get(rows.size() - 1);
      at = at < column && at < under.size() && under.get(at).isBlank() ? column : at;
      String part = at < 0 ? "" : row.get(at).strip();
      head.append(head.isEmpty() || part.isEmpty() ? "" : " ").append(part);
    }
    return head.toString();
  }
}
