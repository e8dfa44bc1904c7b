package dev.offprint.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values that a paper gives its symbols, found by rule and not by a model: rows of parameter
 * tables ({@code b_1 2.0 → 6.2}) and equations in the text ({@code α = 0.05}).
 */
public final class StatedValues {
  private static final String NUMBER =
      "[-−]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:\\s?[eE]\\s?[-−+]?\\s?\\d{1,3})?";
  private static final String SYMBOL = "\\p{L}{1,16}(?:_\\{?[\\p{L}\\p{N}]{1,8}\\}?)?";
  private static final Pattern ROW =
      Pattern.compile(
          "(" + SYMBOL + ")[\\s|]+(" + NUMBER + ")(?:\\s*(?:→|–|—|to)\\s*(" + NUMBER + "))?");
  private static final Pattern EQUATION =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_.)/|])("
              + SYMBOL
              + ")\\s*[=≈]\\s*("
              + NUMBER
              + ")(?![\\p{L}\\p{N}_(]|\\.\\d|\\s*[-+*/^(×])");

  /** What stands before a number without being given that value, and statistics of results. */
  private static final Set<String> NO_SYMBOLS =
      Set.of(
          "fig",
          "figure",
          "table",
          "section",
          "eq",
          "equation",
          "page",
          "chapter",
          "appendix",
          "step",
          "algorithm",
          "p",
          "n",
          "r",
          "df",
          "values",
          "value",
          "version");

  private static final Map<Character, String> GREEK =
      Map.ofEntries(
          Map.entry('α', "alpha"),
          Map.entry('β', "beta"),
          Map.entry('γ', "gamma"),
          Map.entry('δ', "delta"),
          Map.entry('ε', "epsilon"),
          Map.entry('ϵ', "epsilon"),
          Map.entry('ζ', "zeta"),
          Map.entry('η', "eta"),
          Map.entry('θ', "theta"),
          Map.entry('κ', "kappa"),
          Map.entry('λ', "lambda"),
          Map.entry('μ', "mu"),
          Map.entry('ν', "nu"),
          Map.entry('ξ', "xi"),
          Map.entry('π', "pi"),
          Map.entry('ρ', "rho"),
          Map.entry('σ', "sigma"),
          Map.entry('τ', "tau"),
          Map.entry('φ', "phi"),
          Map.entry('ϕ', "phi"),
          Map.entry('χ', "chi"),
          Map.entry('ψ', "psi"),
          Map.entry('ω', "omega"));

  /**
   * One value of one symbol.
   *
   * @param name as it is written in a configuration: lower case, Greek letters by name
   * @param to the end of the range that begins with {@code value}; null where it is no range
   * @param sentence from 1
   * @param row whether it is a row of a table
   */
  public record Stated(
      String name, BigDecimal value, @Nullable BigDecimal to, int sentence, boolean row) {}

  private StatedValues() {}

  /** Everything that is stated, in the order of the paper. */
  public static List<Stated> of(Paper paper) {
    List<Stated> found = new ArrayList<>();
    for (Paper.Sentence sentence : paper.sentences()) {
      Matcher row = ROW.matcher(sentence.text().strip());
      if (row.matches()) {
        add(found, row.group(1), row.group(2), row.group(3), sentence.number(), true);
        continue;
      }
      Matcher equation = EQUATION.matcher(sentence.text());
      while (equation.find()) {
        add(found, equation.group(1), equation.group(2), null, sentence.number(), false);
      }
    }
    return List.copyOf(found);
  }

  /**
   * The symbols whose value is settled, one entry each: given in a table, or given by equations
   * that never differ and stand in more than one sentence. A symbol with a range in a table has the
   * range, and apart from it the value that the text gives it most often.
   */
  public static List<Stated> settled(Paper paper) {
    Map<String, List<Stated>> byName =
        of(paper).stream()
            .collect(Collectors.groupingBy(Stated::name, LinkedHashMap::new, Collectors.toList()));
    List<Stated> settled = new ArrayList<>();
    byName.forEach(
        (name, all) -> {
          List<Stated> rows = all.stream().filter(Stated::row).toList();
          List<Stated> told = all.stream().filter(each -> !each.row()).toList();
          if (rows.size() == 1) {
            settled.add(rows.getFirst());
          }
          boolean range = rows.size() == 1 && rows.getFirst().to() != null;
          if (!told.isEmpty() && (range || (rows.isEmpty() && agreed(told)))) {
            settled.add(most(told));
          }
        });
    return List.copyOf(settled);
  }

  private static boolean agreed(List<Stated> told) {
    return told.stream().map(Stated::sentence).distinct().count() > 1
        && told.stream().map(Stated::value).map(BigDecimal::stripTrailingZeros).distinct().count()
            == 1;
  }

  private static Stated most(List<Stated> told) {
    Stated best = told.getFirst();
    long most = 0;
    for (Stated each : told) {
      long times =
          told.stream().filter(other -> other.value().compareTo(each.value()) == 0).count();
      if (times > most) {
        most = times;
        best = each;
      }
    }
    return best;
  }

  private static void add(
      List<Stated> found,
      String symbol,
      String value,
      @Nullable String to,
      int sentence,
      boolean row) {
    String name = name(symbol);
    if (name.isEmpty() || NO_SYMBOLS.contains(name)) {
      return;
    }
    found.add(new Stated(name, number(value), to == null ? null : number(to), sentence, row));
  }

  private static BigDecimal number(String digits) {
    return new BigDecimal(Objects.requireNonNull(digits).replace('−', '-').replaceAll("\\s", ""));
  }

  private static String name(String symbol) {
    StringBuilder name = new StringBuilder();
    for (char c : symbol.toLowerCase(Locale.ROOT).toCharArray()) {
      name.append(GREEK.getOrDefault(c, String.valueOf(c)));
    }
    String plain = name.toString().replaceAll("[{}]", "");
    return plain.matches("[a-z][a-z0-9_]{0,30}") ? plain : "";
  }
}
