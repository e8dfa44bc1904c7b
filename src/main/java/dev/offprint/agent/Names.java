package dev.offprint.agent;

import dev.offprint.session.RepoPath;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names as models write them, made the ones that are meant; the same name always comes out same.
 */
final class Names {
  /** A Python file that can be imported by its name, at most two folders deep. */
  static final Pattern FILE =
      Pattern.compile("([a-z][a-z0-9_]{0,30}/){0,2}[a-z_][a-z0-9_]{0,40}\\.py");

  static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,60}");

  /** What Offprint writes itself. */
  private static final Set<String> OURS = Set.of("compare.py", "data/get.py", "setup.py");

  /** Import names of packages that are called otherwise. */
  private static final Map<String, String> IMPORTS =
      Map.ofEntries(
          Map.entry("pyyaml", "yaml"),
          Map.entry("scikit-learn", "sklearn"),
          Map.entry("scikit-image", "skimage"),
          Map.entry("opencv-python", "cv2"),
          Map.entry("pillow", "PIL"),
          Map.entry("pytorch", "torch"),
          Map.entry("beautifulsoup4", "bs4"),
          Map.entry("biopython", "Bio"),
          Map.entry("python-dateutil", "dateutil"));

  /** Packages by the name under which pip finds them, for names that models use instead. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "yaml",
          "PyYAML",
          "sklearn",
          "scikit-learn",
          "cv2",
          "opencv-python",
          "pil",
          "Pillow",
          "skimage",
          "scikit-image",
          "pytorch",
          "torch",
          "bs4",
          "beautifulsoup4",
          "mpl",
          "matplotlib");

  private static final Set<String> STANDARD =
      Arrays.stream(
              ("abc argparse array ast asyncio atexit base64 bisect builtins bz2 calendar cmath cmd"
                      + " code codecs collections colorsys concurrent configparser contextlib copy"
                      + " csv ctypes curses dataclasses datetime decimal difflib dis email enum"
                      + " errno faulthandler filecmp fileinput fnmatch fractions ftplib functools"
                      + " gc getopt getpass gettext glob graphlib gzip hashlib heapq hmac html http"
                      + " imaplib importlib inspect io ipaddress itertools json keyword linecache"
                      + " locale logging lzma mailbox math mimetypes mmap multiprocessing numbers"
                      + " operator os parser pathlib pdb pickle pkgutil platform plistlib poplib"
                      + " pprint profile pstats pty queue random re readline resource runpy sched"
                      + " secrets select selectors shelve shlex shutil signal site smtplib socket"
                      + " socketserver sqlite3 ssl stat statistics string stringprep struct"
                      + " subprocess symtable sys sysconfig tarfile tempfile test textwrap"
                      + " threading time timeit tkinter token tokenize tomllib trace traceback"
                      + " tracemalloc turtle types typing unicodedata unittest urllib uuid venv"
                      + " warnings wave weakref webbrowser xml xmlrpc zipapp zipfile zipimport zlib"
                      + " zoneinfo __future__ python")
                  .split(" "))
          .collect(Collectors.toUnmodifiableSet());

  /** Packages that a file of the same name would hide. */
  private static final Set<String> COMMON =
      Set.of(
          "numpy",
          "scipy",
          "matplotlib",
          "pandas",
          "torch",
          "yaml",
          "sklearn",
          "tensorflow",
          "jax",
          "networkx",
          "sympy",
          "numba",
          "seaborn",
          "tqdm",
          "statsmodels",
          "transformers");

  private Names() {}

  /**
   * The path of a planned file.
   *
   * @throws IllegalArgumentException where it is no safe relative path of a Python file
   */
  static RepoPath file(String said) {
    String path = said.strip().replace('\\', '/');
    path = path.startsWith("./") ? path.substring(2) : path;
    RepoPath safe = new RepoPath(path);
    String lower = safe.value().toLowerCase(Locale.ROOT).replace('-', '_');
    if (!lower.endsWith(".py") && !lower.contains(".")) {
      lower += ".py";
    }
    if (lower.endsWith("/main.py")) {
      lower = "main.py";
    }
    if (!FILE.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "\"" + safe + "\" is not the path of a Python file such as model.py or core/model.py");
    }
    int folder = lower.lastIndexOf('/') + 1;
    String module = lower.substring(folder, lower.length() - 3);
    String top = folder > 0 ? lower.substring(0, lower.indexOf('/')) : module;
    // A file named as a module or package would be imported in its place.
    if (hides(top)) {
      lower = folder > 0 ? "paper_" + lower : "paper_" + module + ".py";
    }
    return new RepoPath(lower);
  }

  /** Which of these files is meant; empty where none is. */
  static Optional<RepoPath> among(String said, Collection<RepoPath> files) {
    if (ours(said)) {
      return Optional.empty();
    }
    try {
      RepoPath path = file(said);
      return files.contains(path) ? Optional.of(path) : Optional.empty();
    } catch (IllegalArgumentException unsafe) {
      return Optional.empty();
    }
  }

  /** Whether Offprint writes this file, or it is none that is planned. */
  static boolean ours(String said) {
    String path = said.strip().replace('\\', '/').toLowerCase(Locale.ROOT);
    path = path.startsWith("./") ? path.substring(2) : path;
    return OURS.contains(path)
        || path.startsWith("tests/")
        || path.matches("test_[a-z0-9_]*\\.py")
        || path.endsWith("__init__.py")
        || path.matches("[a-z0-9_/.-]*\\.(md|txt|ya?ml|sh|toml|cfg|json|csv|ipynb)");
  }

  private static boolean hides(String module) {
    return STANDARD.contains(module) || COMMON.contains(module);
  }

  static boolean standard(String module) {
    return STANDARD.contains(module.toLowerCase(Locale.ROOT));
  }

  /** The name of the module that a file is: {@code core.model}. */
  static String module(RepoPath path) {
    return path.value().replaceFirst("\\.py$", "").replace('/', '.');
  }

  /** How pip calls a package. */
  static String pip(String said) {
    String name = said.strip();
    return PACKAGES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
  }

  /** How Python code calls a package. */
  static String imported(String pip) {
    String lower = pip.toLowerCase(Locale.ROOT);
    return IMPORTS.getOrDefault(lower, lower.replace('-', '_'));
  }

  /** A config key: dotted lower-case names, at most five. */
  static String key(String said) {
    String key =
        said.strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\s-]+", "_")
            .replaceAll("\\[['\"]?|['\"]?\\]", ".")
            .replaceAll("[^a-z0-9_.]", "")
            .replaceAll("\\.+", ".")
            .replaceAll("^\\.|\\.$", "")
            .replaceAll("(^|\\.)(?=[0-9])", "$1n");
    return key.startsWith("config.") ? key.substring("config.".length()) : key;
  }
}
