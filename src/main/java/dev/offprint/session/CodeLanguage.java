package dev.offprint.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language that a paper names for its code, where it is not Python: what is written here is
 * Python, and people are told so before they wonder. By rule: the name of a language in a sentence
 * that speaks of programs or names a version, more often than anything of Python's.
 *
 * @param name as it is usually written
 * @param page of the first such sentence
 */
public record CodeLanguage(String name, int page) {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_./-])(Julia|MATLAB|Matlab|GNU Octave|Mathematica|Fortran|FORTRAN|Stata|SAS|Java|C\\+\\+|Scala|Rust|Haskell|OCaml|NetLogo|Perl|C#)"
              + "(?![\\p{L}\\p{N}_-]|\\s+(?:sets?|et al))");

  /** One letter that is much else too: a version, a team or a package has to stand beside it. */
  private static final Pattern R =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_./-])R (?:Core Team|Development|Foundation|packages?\\b|code\\b|scripts?\\b|software|language|statistical|environment|[Vv]ersion|v?\\.?\\s?\\d\\.\\d)"
              + "|(?<=\\b(?:in|using|with) )R(?= \\((?:[Vv]ersion|v\\.?|\\d\\.\\d|R |Core))|\\bRStudio\\b|\\bCRAN\\b");

  private static final Pattern PYTHON =
      Pattern.compile(
          "\\b(?:Python|PyTorch|NumPy|Numpy|numpy|SciPy|TensorFlow|Tensorflow|Keras|JAX|scikit-learn|pandas|Jupyter)\\b");

  private static final Pattern PROGRAMS =
      Pattern.compile(
          "(?i)\\b(?:implement\\w*|coded?|codes|programs?|program+(?:ed|ing)|scripts?|software|packages?|libraries|library|toolbox\\w*|written in|version|simulat\\w*|solver\\w*|integrat\\w*)\\b|\\bv?\\d+\\.\\d+|\\bR20\\d\\d[ab]");

  private static final Pattern REFERENCES = Pattern.compile("(?iu)references.*|bibliography.*");

  /** Empty where it is Python or none is named. */
  public static Optional<CodeLanguage> of(Paper paper) {
    Map<String, Integer> times = new HashMap<>();
    Map<String, Integer> first = new LinkedHashMap<>();
    int python = 0;
    Set<Integer> left = leftOut(paper);
    for (Paper.Sentence sentence : paper.sentences()) {
      if (left.contains(sentence.number())) {
        continue;
      }
      python += (int) PYTHON.matcher(sentence.text()).results().count();
      if (PROGRAMS.matcher(sentence.text()).find()) {
        for (String name : named(sentence.text())) {
          times.merge(name, 1, Integer::sum);
          first.putIfAbsent(name, sentence.page());
        }
      }
    }
    int most = python;
    CodeLanguage language = null;
    for (Map.Entry<String, Integer> one : first.entrySet()) {
      if (times.getOrDefault(one.getKey(), 0) > most) {
        most = times.getOrDefault(one.getKey(), 0);
        language = new CodeLanguage(one.getKey(), one.getValue());
      }
    }
    return Optional.ofNullable(language);
  }

  private static Set<String> named(String text) {
    Set<String> names = new HashSet<>();
    Matcher named = NAMED.matcher(text);
    while (named.find()) {
      names.add(
          switch (named.group()) {
            case "Matlab" -> "MATLAB";
            case "FORTRAN" -> "Fortran";
            default -> named.group();
          });
    }
    if (R.matcher(text).find()) {
      names.add("R");
    }
    return names;
  }

  private static Set<Integer> leftOut(Paper paper) {
    Set<Integer> left = new HashSet<>();
    List<Paper.Section> sections = paper.sections();
    for (Paper.Section section : sections) {
      if (section.heading().equals(Paper.FRONT_MATTER)
          || REFERENCES.matcher(section.heading()).matches()) {
        for (int number = section.first(); number <= section.last(); number++) {
          left.add(number);
        }
      }
    }
    return left;
  }
}
