package dev.offprint.agent;

import dev.offprint.session.Logic.Dependency;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Python packages as models name them, made ones that pip can install. */
final class Packages {
  private static final Pattern BARE = Pattern.compile("[0-9][0-9A-Za-z.]*");

  /** Reads config.yaml; main.py needs it always. */
  private static final Dependency YAML = new Dependency("PyYAML", ">=6.0");

  /** A small model imports these whether it planned them or not. */
  private static final List<Dependency> USUAL =
      List.of(
          new Dependency("numpy", ">=1.24"),
          new Dependency("scipy", ">=1.10"),
          new Dependency("matplotlib", ">=3.7"));

  private static final Set<String> KNOWN = known();

  private Packages() {}

  private static Set<String> known() {
    try (InputStream in = Packages.class.getResourceAsStream("/agent/known-packages.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Each once, nothing of the standard library, the reader of config.yaml always; of a small model
   * only those that are known.
   */
  static List<Dependency> read(List<Designer.Package> said, boolean compact) {
    Map<String, Dependency> packages = new LinkedHashMap<>();
    for (Designer.Package each : said) {
      String name = Names.pip(each.name().replaceFirst("\\s*[<>=~!\\[;@ ].*$", ""));
      boolean trusted = !compact || KNOWN.contains(name.toLowerCase(Locale.ROOT));
      if (!name.isBlank() && !Names.standard(name) && trusted) {
        packages.putIfAbsent(
            name.toLowerCase(Locale.ROOT), new Dependency(name, version(each.version())));
      }
    }
    if (compact) {
      USUAL.forEach(usual -> packages.putIfAbsent(usual.name(), usual));
    }
    packages.putIfAbsent("pyyaml", YAML);
    return List.copyOf(packages.values());
  }

  /** A pip specifier; a bare number is the least version, what is none is left out. */
  static String version(String said) {
    String version =
        said.strip().replace(" ", "").replaceFirst("^v(?=[0-9])", "").replaceFirst("^\\^", ">=");
    if (BARE.matcher(version).matches()) {
      version = ">=" + version;
    }
    try {
      return new Dependency("any", version).version();
    } catch (IllegalArgumentException none) {
      return "";
    }
  }
}
