package dev.offprint.agent;

import dev.offprint.session.Contract;
import dev.offprint.session.Contract.Signature;
import dev.offprint.session.Logic;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds the imports that an author plainly forgot: usual modules, names of the files it builds on.
 */
final class Imports {
  /** What a bare use says must have been meant; nobody calls anything else so. */
  private static final Map<String, String> USUAL = new LinkedHashMap<>();

  static {
    USUAL.put("np.", "import numpy as np");
    USUAL.put("pd.", "import pandas as pd");
    USUAL.put("plt.", "import matplotlib.pyplot as plt");
    USUAL.put("yaml.", "import yaml");
    for (String module :
        List.of(
            "argparse",
            "copy",
            "csv",
            "functools",
            "itertools",
            "json",
            "logging",
            "math",
            "os",
            "random",
            "re",
            "sys",
            "time")) {
      USUAL.put(module + ".", "import " + module);
    }
    USUAL.put("Path(", "from pathlib import Path");
  }

  private static final Pattern TYPING =
      Pattern.compile(
          "\\b(Any|Callable|Dict|Iterable|List|Optional|Sequence|Tuple|Union)\\b(?=\\[|\\b)");

  private Imports() {}

  static String completed(String code, Task task, Map<RepoPath, Contract> known) {
    Python python = Python.of(code);
    Set<String> bound = python.bound();
    List<String> lines = new ArrayList<>();
    USUAL.forEach(
        (use, line) -> {
          String name = use.substring(0, use.length() - 1);
          if (!bound.contains(name) && uses(python, Pattern.quote(use))) {
            lines.add(line);
          }
        });
    Matcher typing = TYPING.matcher(python.bare());
    while (typing.find()) {
      String line = "from typing import " + typing.group(1);
      if (!bound.contains(typing.group(1)) && !lines.contains(line)) {
        lines.add(line);
      }
    }
    // Nothing imports the entry point: it may import from any file.
    List<RepoPath> within =
        task.path().equals(Logic.MAIN)
            ? known.keySet().stream().filter(path -> !path.equals(Logic.MAIN)).toList()
            : task.dependsOn();
    for (RepoPath need : within) {
      Contract contract = known.get(need);
      if (contract != null) {
        for (Signature signature : contract.signatures()) {
          String name = signature.name();
          if (!name.contains(".")
              && !bound.contains(name)
              && uses(python, name + "\\s*\\(")
              && lines.stream().noneMatch(line -> line.endsWith(" import " + name))) {
            lines.add("from " + Names.module(need) + " import " + name);
          }
        }
      }
    }
    return lines.isEmpty() ? code : inserted(code, python, lines);
  }

  private static boolean uses(Python python, String pattern) {
    return Pattern.compile("(?<![\\w.])" + pattern).matcher(python.bare()).find();
  }

  /** Before the first import, else behind the docstring. */
  private static String inserted(String code, Python python, List<String> lines) {
    Matcher first = Pattern.compile("(?m)^(import|from)\\s(?!__future__)").matcher(python.bare());
    int at = first.find() ? first.start() : afterDocstring(python.bare());
    return code.substring(0, at) + String.join("\n", lines) + "\n" + code.substring(at);
  }

  private static int afterDocstring(String bare) {
    Matcher docstring = Pattern.compile("\\A\\s*\"[^\"]*\"[ ]*\\n").matcher(bare);
    return docstring.find() ? docstring.end() : 0;
  }
}
