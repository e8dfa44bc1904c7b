package dev.offprint.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Under which names packages are imported, and which packages they bring along, where that is known
 * for certain.
 */
record PackageNames(Map<String, List<String>> imports, Map<String, List<String>> brings) {
  static PackageNames read(String text) {
    Map<String, List<String>> imports = new TreeMap<>();
    Map<String, List<String>> brings = new TreeMap<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int at = Math.max(line.indexOf('='), line.indexOf('>'));
      if (at < 1) {
        throw new IllegalArgumentException("not a line of import names: " + line);
      }
      (line.charAt(at) == '=' ? imports : brings)
          .put(
              line.substring(0, at).strip(),
              List.of(line.substring(at + 1).strip().split(" *, *")));
    }
    return new PackageNames(imports, brings);
  }
}
