package dev.offprint.agent;

import dev.offprint.session.Contract.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python declarations as they stand in contracts. */
final class Declarations {
  private static final Pattern DEF =
      Pattern.compile(
          "(async\\s+)?def\\s+([A-Za-z_]\\w*)\\s*\\((.*)\\)\\s*(->\\s*[^:]+(?:\\[.*\\])?)?",
          Pattern.DOTALL);
  private static final Pattern BARE =
      Pattern.compile("([A-Za-z_][\\w.]*)\\s*\\((.*)\\)\\s*(->\\s*.+)?", Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile("class\\s+([A-Za-z_]\\w*)\\s*(\\(.*\\))?", Pattern.DOTALL);
  private static final Pattern CONSTANT =
      Pattern.compile("([A-Za-z_]\\w*)\\s*(:\\s*[^=]+)?=.*", Pattern.DOTALL);

  private Declarations() {}

  /** A signature made whole: colon and body cut, the name taken from the declaration. */
  static Optional<Signature> read(String saidName, String said, String meaning) {
    String line =
        said.strip()
            .replaceAll("\\s+", " ")
            .replaceFirst("^@\\w+(\\([^)]*\\))?\\s+", "")
            .replaceFirst(":\\s*(\\.\\.\\.|pass)?$", "");
    String name = saidName.strip().replaceFirst("\\(.*", "");
    String owner = name.contains(".") ? name.substring(0, name.lastIndexOf('.') + 1) : "";
    Matcher def = DEF.matcher(line);
    if (def.matches()) {
      String own = def.group(2);
      return closed(line)
          ? Optional.of(new Signature(owner + own, line, meaning))
          : Optional.empty();
    }
    Matcher type = TYPE.matcher(line);
    if (type.matches()) {
      return Optional.of(new Signature(type.group(1), line, meaning));
    }
    Matcher bare = BARE.matcher(line);
    if (bare.matches() && closed(line)) {
      String full = bare.group(1);
      String own = full.substring(full.lastIndexOf('.') + 1);
      return Optional.of(
          new Signature(
              owner + own, "def " + line.substring(full.length() - own.length()), meaning));
    }
    Matcher constant = CONSTANT.matcher(line);
    return constant.matches()
        ? Optional.of(new Signature(constant.group(1), line, meaning))
        : Optional.empty();
  }

  /** A signature as a function of its module, for a small model that writes no classes. */
  static Optional<Signature> function(Signature signature) {
    String line = signature.declaration();
    if (!line.contains("def ")) {
      return Optional.empty();
    }
    String name = signature.name().substring(signature.name().lastIndexOf('.') + 1);
    return Optional.of(new Signature(name, withoutSelf(line), signature.meaning()));
  }

  /** A declaration without its first parameter, where that is self or cls. */
  static String withoutSelf(String declaration) {
    return declaration.replaceFirst("\\(\\s*(?:self|cls)\\s*(?:,\\s*|(?=\\)))", "(");
  }

  private static boolean closed(String line) {
    int depth = 0;
    for (char c : line.toCharArray()) {
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
    }
    return depth == 0;
  }

  /** How many arguments a call may pass, at least and at most; empty for what is no function. */
  static Optional<int[]> arity(Signature signature) {
    int open = signature.declaration().indexOf('(');
    int close = signature.declaration().lastIndexOf(')');
    if (!signature.declaration().contains("def ") || open < 0 || close < open) {
      return Optional.empty();
    }
    int least = 0;
    int most = 0;
    for (String parameter : parameters(signature.declaration())) {
      if (parameter.startsWith("*") && !parameter.equals("*")) {
        most = Integer.MAX_VALUE;
      } else if (!parameter.equals("*") && !parameter.equals("/")) {
        most = most == Integer.MAX_VALUE ? most : most + 1;
        least += parameter.contains("=") ? 0 : 1;
      }
    }
    return Optional.of(new int[] {least, most});
  }

  /** The parameters of a declaration, without self and cls. */
  static List<String> parameters(String declaration) {
    int open = declaration.indexOf('(');
    if (open < 0) {
      return List.of();
    }
    List<String> parameters = new ArrayList<>();
    int depth = 0;
    StringBuilder one = new StringBuilder();
    for (int i = open; i < declaration.length(); i++) {
      char c = declaration.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (depth == 0 || (c == ',' && depth == 1)) {
        parameters.add(one.toString().strip());
        one.setLength(0);
        if (depth == 0) {
          break;
        }
      } else if (i > open) {
        one.append(c);
      }
    }
    parameters.removeIf(p -> p.isEmpty() || p.matches("(self|cls)\\b.*"));
    return parameters;
  }
}
