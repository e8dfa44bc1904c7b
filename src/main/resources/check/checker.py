"""The gates on a generated repository: one JSON request on standard input, one JSON answer out.

Standard library only, Python 3.8 or newer. It parses the code that it is given; it never imports
and never executes it. Standard error names the file being parsed, so that the caller knows which
one to leave out should the interpreter itself give up on it.
"""

import ast
import builtins
import io
import json
import re
import symtable
import sys
import threading
import tokenize
import warnings

MOST_CHARACTERS = 1_000_000  # of one Python file
MOST_PYTHON = 6_000_000  # characters of all Python files together
DEEPEST = 1_000  # levels of the syntax tree
MOST_FINDINGS = 100  # of one gate
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

# Defined where a program runs, but not in the builtins of an isolated interpreter of any version.
BUILTIN = set(dir(builtins)) | set(
    """__file__ __name__ __doc__ __package__ __spec__ __loader__ __builtins__ __path__ __cached__
    __annotations__ __module__ __qualname__ __class__ __debug__ __classdict__
    __conditional_annotations__ __firstlineno__ __static_attributes__ WindowsError exit quit help
    copyright credits license aiter anext ExceptionGroup BaseExceptionGroup EncodingWarning
    PythonFinalizationError""".split()
)
# A file of such a name beside main.py is imported by libraries in place of the real module.
HIDING = set(
    """abc argparse ast bisect calendar code cmd collections colorsys configparser contextlib copy
    csv dataclasses datetime decimal dis email enum fnmatch fractions functools getopt glob hashlib
    heapq html http inspect io json keyword linecache locale logging numbers operator os pathlib
    pickle platform profile queue random re secrets select selectors shutil signal socket ssl
    statistics string struct subprocess symtable tempfile textwrap threading token tokenize
    traceback types typing unittest urllib uuid warnings weakref xml zipfile""".split()
)
PLACEHOLDER = re.compile(
    r"\bTODO\b|\bFIXME\b"
    r"|(?i:\byour code here\b|\b(?:code|implementation) goes here\b|\bomitted for brevity\b"
    r"|\brest of (?:the )?(?:code|file|implementation|function|class)\b"
    r"|\bexisting code\b|\bplaceholder (?:implementation|for now|value|until)\b"
    r"|\bimplement (?:this|me|here|later)\b|\bnot (?:yet )?implemented\b|\bfor now\b.*\bstub\b)"
)
COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
KEEPING = set(
    """abstractmethod lru_cache cache no_grad inference_mode njit jit override contextmanager final
    staticmethod classmethod torch_no_grad total_ordering""".split()
)
HARMLESS_BASES = {"object", "ABC", "Generic", "Protocol"}
HARMLESS_CLASS_DECORATORS = {"dataclass", "total_ordering", "final", "runtime_checkable"}
OF_OBJECT = set(dir(object)) | set(
    "__dict__ __name__ __qualname__ __module__ __annotations__ __weakref__ __slots__ "
    "__dataclass_fields__ __mro__ __bases__ __wrapped__ __orig_class__ __parameters__".split()
)
CONFIG_NAMES = {"config", "cfg", "conf", "configuration"}


class Findings:
    """What one gate found, without repetitions, in order of file and line."""

    def __init__(self):
        self.found = {}

    def add(self, path, line, message, also=()):
        message = "".join(c if c.isprintable() else "?" for c in message)
        if len(message) > 400:
            message = message[:399] + "\u2026"
        also = tuple(sorted({other for other in also if other != path}))
        self.found[(path, line, message, also)] = None

    def result(self):
        ordered = sorted(self.found)
        shown = [
            {"path": path, "line": line, "message": message, "alsoIn": list(also)}
            for path, line, message, also in ordered[:MOST_FINDINGS]
        ]
        if len(ordered) > MOST_FINDINGS:
            rest = len(ordered) - MOST_FINDINGS
            last = ordered[MOST_FINDINGS]
            shown.append(
                {"path": last[0], "line": 0, "message": "and %d more" % rest, "alsoIn": []}
            )
        return shown


# ---- parsing ---------------------------------------------------------------------------------


class Unparsed(Exception):
    """Why a text is no Python, and where."""

    def __init__(self, line, why):
        super().__init__(why)
        self.line = line
        self.why = why


def parsed(text, path):
    """The syntax tree of a text, once the compiler takes it."""
    if len(text) > MOST_CHARACTERS:
        raise Unparsed(0, "too large to be checked: %d characters" % len(text))
    if "\0" in text:
        raise Unparsed(text[: text.index("\0")].count("\n") + 1, "holds a null byte")
    for number, line in enumerate(text.split("\n", 2)[:2], 1):
        cookie = COOKIE.match(line)
        if cookie and cookie.group(1).lower().replace("_", "-") not in ("utf-8", "utf8"):
            raise Unparsed(number, "declares an encoding other than UTF-8")
    digits = re.search(r"[0-9_]{4301,}", text)
    if digits:
        line = text[: digits.start()].count("\n") + 1
        raise Unparsed(line, "holds a number of more than 4,300 digits")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, path)
            depth = deepest(tree)
            if depth > DEEPEST:
                raise Unparsed(0, "nested too deeply to be checked: %d levels" % depth)
            compile(text, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        line = error.lineno if isinstance(error.lineno, int) else 0
        at = " at column %d" % error.offset if isinstance(error.offset, int) else ""
        raise Unparsed(max(line, 0), "does not parse: %s%s" % (error.msg, at)) from None
    except RecursionError:
        raise Unparsed(0, "nested too deeply to be parsed") from None
    except MemoryError:
        raise Unparsed(0, "nested too deeply or too large to be parsed") from None
    except (ValueError, OverflowError) as error:
        raise Unparsed(0, "does not parse: %s" % error) from None
    return tree


def deepest(tree):
    level, nodes = 0, [tree]
    while nodes:
        level += 1
        nodes = [child for node in nodes for child in ast.iter_child_nodes(node)]
    return level


class Source:
    """One Python file; tree is None where it does not parse."""

    def __init__(self, path, text, tree):
        self.path = path
        self.text = text
        self.tree = tree
        self.parts = path[: -len(".py")].split("/")
        self.package = self.parts[-1] == "__init__"
        if self.package:
            self.parts = self.parts[:-1]
        self.name = ".".join(self.parts)
        self.nodes = list(ast.walk(tree)) if tree is not None else []
        self.names = collected(tree.body) if tree is not None else {}
        self.dynamic = tree is None or changes_globals(self.nodes)


class Module:
    """A repository's module or folder; source is None for a folder without __init__.py."""

    def __init__(self, name, source):
        self.name = name
        self.source = source


def changes_globals(nodes):
    """Whether names may come to be in ways that reading the text does not show."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "exec":
                return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("update", "setdefault") and is_globals(node.func.value):
                return True
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            if is_globals(node.value):
                return True
        if isinstance(node, ast.Attribute) and node.attr == "modules":
            if isinstance(node.value, ast.Name) and node.value.id == "sys":
                return True
    return False


def is_globals(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("globals", "vars", "locals")
    )


# ---- what a scope binds ----------------------------------------------------------------------


def collected(body):
    """Name to the ways in which the statements of one scope bind it, nested scopes left out."""
    names = {}
    todo = list(body)
    while todo:
        node = todo.pop()
        if isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            kind = "class" if isinstance(node, ast.ClassDef) else "def"
            names.setdefault(node.name, []).append((kind, node))
            for decorator in node.decorator_list:
                walrus(decorator, names)
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, COMPREHENSIONS):
            walrus(node, names)
            continue
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    names.setdefault(target.id, []).append(("value", node.value))
                else:
                    todo.append(target)
            todo.append(node.value)
            continue
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.setdefault(node.target.id, []).append(("annotated", node))
            if node.value is not None:
                todo.append(node.value)
            continue
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                names.setdefault(node.id, []).append(("other", node))
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.split(".")[0]
                names.setdefault(bound, []).append(("import", (node, alias)))
            continue
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                bound = alias.asname or alias.name
                names.setdefault(bound, []).append(("from", (node, alias)))
            continue
        if isinstance(node, ast.ExceptHandler) and node.name:
            names.setdefault(node.name, []).append(("other", node))
        kind = type(node).__name__
        if kind in ("MatchAs", "MatchStar") and node.name:
            names.setdefault(node.name, []).append(("other", node))
        if kind == "MatchMapping" and node.rest:
            names.setdefault(node.rest, []).append(("other", node))
        if kind == "TypeAlias":
            names.setdefault(node.name.id, []).append(("other", node))
            continue
        todo.extend(ast.iter_child_nodes(node))
    return names


def walrus(node, names):
    for inner in ast.walk(node):
        if isinstance(inner, ast.NamedExpr):
            names.setdefault(inner.target.id, []).append(("other", inner))


class Repo:
    """All that the gates share: files, parsed files, modules."""

    def __init__(self, request):
        self.texts = request["files"]
        self.left_out = request.get("leftOut", {})
        self.parse = Findings()
        self.sources = {}
        self.modules = {}
        total = 0
        for path in sorted(self.texts):
            if not path.endswith(".py"):
                continue
            tree = None
            text = self.texts[path]
            total += len(text)
            if path in self.left_out:
                self.parse.add(path, 0, self.left_out[path])
            elif total > MOST_PYTHON:
                self.parse.add(path, 0, "not read: the repository has too much Python")
            else:
                sys.stderr.write(json.dumps(path) + "\n")
                sys.stderr.flush()
                try:
                    tree = parsed(text, path)
                except Unparsed as error:
                    self.parse.add(path, error.line, error.why)
            self.sources[path] = Source(path, text, tree)
        sys.stderr.write("null\n")
        for source in self.sources.values():
            parts = source.parts
            for length in range(1, len(parts)):
                folder = ".".join(parts[:length])
                self.modules.setdefault(folder, Module(folder, None))
        for source in self.sources.values():
            module = self.modules.setdefault(source.name, Module(source.name, None))
            if module.source is None or source.package:
                module.source = source
        self.parseable = [s for s in self.sources.values() if s.tree is not None]
        self.moves_path = any("sys.path" in s.text for s in self.parseable)
        self.imported = set()
        for source in self.parseable:
            for node in source.nodes:
                for name in absolute_names(source, node):
                    while name:
                        if name in self.modules:
                            self.imported.add(name)
                        name = name.rpartition(".")[0]

    def absolute(self, source, node):
        """The dotted module that a from-import names; None where it leads out of the root."""
        if not node.level:
            return node.module or ""
        base = source.parts if source.package else source.parts[:-1]
        up = node.level - 1
        if up > len(base) or not base:
            return None
        base = base[: len(base) - up]
        if not base:
            return None
        return ".".join(base + ([node.module] if node.module else []))

    def module(self, source, name):
        """The repository's module of that name as seen from a file; None where there is none."""
        if name in self.modules:
            return self.modules[name]
        own = ".".join(source.parts[:-1])
        if own and source.name not in self.imported and own + "." + name in self.modules:
            return self.modules[own + "." + name]
        return None

    def exports(self, module, seen=()):
        """(names that a module binds, whether these are all)."""
        if module.source is None:
            return set(), True
        source = module.source
        if source.dynamic or "__getattr__" in source.names or module in seen:
            return set(source.names), False
        names = set(source.names) | declared_global(source.nodes)
        complete = True
        for node in source.nodes:
            if isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names):
                more, known = self.starred(source, node, seen + (module,))
                names |= more
                complete = complete and known
        names.discard("*")
        return names, complete

    def starred(self, source, node, seen=()):
        name = self.absolute(source, node)
        target = self.module(source, name) if name else None
        if target is None or target.source is None:
            return set(), False
        names, complete = self.exports(target, seen)
        if target.source.tree is not None and "__all__" not in target.source.names:
            names = {n for n in names if not n.startswith("_")}
        return names, complete

    def has_member(self, module, name):
        if name.startswith("__") and name.endswith("__"):
            return True
        names, complete = self.exports(module)
        return not complete or name in names or module.name + "." + name in self.modules


def absolute_names(source, node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = ""
        if node.level:
            parts = source.parts if source.package else source.parts[:-1]
            parts = parts[: max(len(parts) - node.level + 1, 0)]
            base = ".".join(parts)
        base = ".".join(part for part in (base, node.module) if part)
        return [".".join(p for p in (base, alias.name) if p) for alias in node.names]
    return []


def declared_global(nodes):
    return {name for node in nodes if isinstance(node, ast.Global) for name in node.names}


# ---- FILES -----------------------------------------------------------------------------------


def files_gate(repo, planned):
    found = Findings()
    for path in planned:
        text = repo.texts.get(path)
        if text is None:
            found.add(path, 0, "is planned and missing")
        elif not text.strip() and not path.endswith("__init__.py"):
            found.add(path, 0, "is empty")
    overridden = overriding(repo)
    for source in repo.parseable:
        if source.path in planned and not source.package and not has_code(source.tree):
            found.add(source.path, 0, "holds no code")
        for owner, function in functions_of(source.tree):
            why = stub(function)
            if why and not allowed_stub(owner, function, overridden):
                name = (owner.name + "." if owner else "") + function.name
                found.add(source.path, function.lineno, "%s is a stub: %s" % (name, why))
        if source.path in planned:
            for line, target in written_results(source.nodes):
                found.add(source.path, line, "%s is a number that is written, not computed" % target)
        for line, comment in comments(source.text):
            if PLACEHOLDER.search(comment):
                found.add(source.path, line, "a placeholder is left: %s" % comment.strip()[:120])
    return found.result()


def written_results(nodes):
    """(line, target id) of results that are numbers in the code: whoever reports them made them up."""
    for node in nodes:
        if isinstance(node, ast.Assign):
            for to in node.targets:
                if isinstance(to, ast.Subscript) and final_name(to.value) == "results":
                    yield from written_result(to.slice, node.value)
                elif final_name(to) == "results":
                    yield from written_entries(node.value)
        elif isinstance(node, ast.Return) and node.value is not None:
            values = node.value.elts[:1] if isinstance(node.value, ast.Tuple) else [node.value]
            for value in values:
                yield from written_entries(value)


def written_entries(value):
    if isinstance(value, ast.Dict):
        for key, entry in zip(value.keys, value.values):
            yield from written_result(key, entry)


def written_result(key, value):
    if isinstance(value, ast.UnaryOp):
        value = value.operand
    number = isinstance(value, ast.Constant) and type(value.value) in (int, float)
    # Zero may be where a sum begins.
    if number and value.value and re.fullmatch(r"T\d+", text_of(key) or ""):
        yield value.lineno, text_of(key)


def has_code(tree):
    return any(
        not isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass)) and not is_text(node)
        for node in tree.body
    )


def is_text(node):
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def functions_of(tree):
    """(class or None, function) for every function of a file."""
    todo = [(None, node) for node in tree.body]
    while todo:
        owner, node = todo.pop()
        if isinstance(node, FUNCTIONS):
            yield owner, node
        inner = node if isinstance(node, ast.ClassDef) else None
        if not isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            inner = owner
        todo.extend((inner, child) for child in ast.iter_child_nodes(node))


def stub(function):
    body = [node for node in function.body if not is_text(node)]
    if not body:
        return "nothing but a docstring"
    if len(body) > 1:
        return broken_promise(function)
    last = body[0]
    if isinstance(last, ast.Pass):
        return "nothing but pass"
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant):
        return "nothing but ..." if last.value.value is Ellipsis else None
    if isinstance(last, ast.Raise) and last.exc is not None:
        raised = last.exc.func if isinstance(last.exc, ast.Call) else last.exc
        if final_name(raised) == "NotImplementedError":
            return "raises NotImplementedError"
    return broken_promise(function)


def broken_promise(function):
    """A function that says it gives a value, ends by itself, and gives none."""
    promised = function.returns
    if promised is None or may_be_none(promised):
        return None
    for node in own_nodes(function):
        if isinstance(node, (ast.Raise, ast.Yield, ast.YieldFrom, ast.While)):
            return None
        if isinstance(node, ast.Return) and node.value is not None:
            return None
        if isinstance(node, ast.Call) and final_name(node.func) in ("exit", "_exit", "abort"):
            return None
    return "promises a value and returns none"


def may_be_none(annotation):
    """Whether a function so annotated may end without a value; what is not understood may."""
    if isinstance(annotation, ast.Constant):
        if not isinstance(annotation.value, str):
            return True
        try:
            annotation = ast.parse(annotation.value, mode="eval").body
        except (SyntaxError, ValueError):
            return True
        return may_be_none(annotation)
    if isinstance(annotation, ast.BinOp):
        return may_be_none(annotation.left) or may_be_none(annotation.right)
    if isinstance(annotation, ast.Subscript) and final_name(annotation.value) == "Union":
        inner = annotation.slice.value if type(annotation.slice).__name__ == "Index" else annotation.slice
        return not isinstance(inner, ast.Tuple) or any(may_be_none(one) for one in inner.elts)
    name = final_name(unsubscripted(annotation))
    return name is None or name in ("Optional", "None", "Any", "object", "NoReturn", "Never", "TypeVar")


def allowed_stub(owner, function, overridden):
    decorators = {final_name(d.func if isinstance(d, ast.Call) else d)
                  for d in function.decorator_list}
    if decorators & {"abstractmethod", "abstractproperty", "overload"}:
        return True
    if "noop" in function.name.lower().replace("_", "").replace("-", ""):
        return True
    if owner is None:
        return False
    if function.name in ("__init__", "__enter__", "__exit__", "__del__", "__post_init__"):
        return True
    if any(final_name(unsubscripted(base)) == "Protocol" for base in owner.bases):
        return True
    return (owner.name, function.name) in overridden


def overriding(repo):
    """(base class, method) that some class of the repository fills in."""
    classes = {}
    for source in repo.parseable:
        for node in source.nodes:
            if isinstance(node, ast.ClassDef):
                classes.setdefault(node.name, []).append(node)
    filled = set()
    for nodes in classes.values():
        for node in nodes:
            methods = {n.name for n in node.body if isinstance(n, FUNCTIONS) and not stub(n)}
            todo = [final_name(unsubscripted(base)) for base in node.bases]
            seen = set()
            while todo:
                base = todo.pop()
                if base is None or base in seen:
                    continue
                seen.add(base)
                filled.update((base, method) for method in methods)
                for other in classes.get(base, ()):
                    todo.extend(final_name(unsubscripted(b)) for b in other.bases)
    return filled


def unsubscripted(node):
    return node.value if isinstance(node, ast.Subscript) else node


def final_name(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return None


def comments(text):
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    except (tokenize.TokenError, SyntaxError):
        return


# ---- IMPORTS ---------------------------------------------------------------------------------


def standard_library():
    names = getattr(sys, "stdlib_module_names", None)
    if names is None:  # before 3.10; isolated and without site, only the library is on the path
        import pkgutil

        names = set(sys.builtin_module_names) | {m.name for m in pkgutil.iter_modules()}
    return set(names) | {"__future__", "__main__", "tomllib", "zoneinfo", "graphlib"}


def normal(package):
    return re.sub(r"[-_.]+", "-", package).lower()


def imports_gate(repo, packages, import_names, brings):
    found = Findings()
    library = standard_library()
    listed = {normal(package) for package in packages}
    for package in list(listed):
        listed |= {normal(other) for other in brings.get(package, ())}
    providers = {name: {normal(p) for p in names} for name, names in import_names.items()}

    def is_listed(dotted):
        parts = dotted.split(".")
        for length in range(min(len(parts), 3), 0, -1):
            prefix = ".".join(parts[:length])
            if providers.get(prefix, set()) & listed or normal(prefix) in listed:
                return True
        return False

    def absolute_import(source, line, dotted):
        top = dotted.split(".")[0]
        if repo.module(source, top) is not None:
            parts = dotted.split(".")
            for length in range(2, len(parts) + 1):
                name = ".".join(parts[:length])
                if repo.module(source, name) is None:
                    found.add(source.path, line, "imports %s, which is no file here" % name)
                    return
            return
        if top in library or is_listed(dotted):
            return
        if repo.moves_path and any(name.split(".")[-1] == top for name in repo.modules):
            return
        elsewhere = [n for n in repo.modules if n.endswith("." + top)]
        if elsewhere:
            message = "imports %s; from the root of the repository it is %s" % (top, elsewhere[0])
        else:
            message = "imports %s, which is no file here, not in the standard library and not in "
            message = (message + "requirements.txt") % top
            wanted = sorted(providers.get(top, ()))
            if wanted:
                message += " (package %s)" % wanted[0]
        found.add(source.path, line, message)

    for source in repo.parseable:
        if len(source.parts) == 1 and source.name in HIDING and source.name in library:
            found.add(
                source.path, 0, "hides the standard library's module %s, give it another name"
                % source.name)
        optional = optional_imports(source.nodes)
        for node in source.nodes:
            if node in optional:
                continue
            if isinstance(node, ast.Import):
                for alias in node.names:
                    absolute_import(source, node.lineno, alias.name)
            elif isinstance(node, ast.ImportFrom):
                name = repo.absolute(source, node)
                if name is None:
                    found.add(source.path, node.lineno, "relative import beyond the package")
                    continue
                if not node.level and repo.module(source, name) is None:
                    absolute_import(source, node.lineno, name)
                    continue
                target = repo.module(source, name)
                if target is None:
                    found.add(source.path, node.lineno, "imports %s, which is no file here" % name)
                    continue
                for alias in node.names:
                    if alias.name != "*" and not repo.has_member(target, alias.name):
                        where = target.source.path if target.source else name
                        found.add(
                            source.path,
                            node.lineno,
                            "imports %s from %s, which does not define it" % (alias.name, where),
                            [target.source.path] if target.source else [],
                        )
    return found.result()


def optional_imports(nodes):
    """Imports that a program survives without: guarded by try, or for type checkers only."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Try) and catches(node, {"ImportError", "ModuleNotFoundError"}):
            for child in node.body:
                found.update(ast.walk(child))
        if isinstance(node, ast.If) and final_name(node.test) == "TYPE_CHECKING":
            for child in node.body:
                found.update(ast.walk(child))
    return found


def catches(node, names):
    for handler in node.handlers:
        kind = handler.type
        if kind is None:
            return True
        kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        if any(final_name(k) in names | {"Exception", "BaseException"} for k in kinds):
            return True
    return False


# ---- NAMES -----------------------------------------------------------------------------------


def names_gate(repo):
    found = Findings()
    for source in repo.parseable:
        if source.dynamic:
            continue
        bound = set(source.names) | BUILTIN
        if source.package:  # importing a submodule binds it in the package
            inside = source.name + "."
            bound |= {n[len(inside):].split(".")[0] for n in repo.modules if n.startswith(inside)}
        complete = True
        for node in source.nodes:
            if isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names):
                more, known = repo.starred(source, node)
                bound |= more
                complete = complete and known
        if not complete:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                table = symtable.symtable(source.text, source.path, "exec")
        except (SyntaxError, RecursionError, MemoryError, ValueError):
            continue
        undefined = {}
        todo = [(table, None)]
        while todo:
            scope, private = todo.pop()
            if scope.get_type() == "class":
                private = scope.get_name()
            for symbol in scope.get_symbols():
                if scope is not table and symbol.is_declared_global():
                    if symbol.is_assigned() or symbol.is_imported():
                        bound.add(symbol.get_name())
                # A function called "top" is taken for the module by symtable: locals are locals.
                is_global = scope is table or symbol.is_global() and not symbol.is_local()
                if symbol.is_referenced() and is_global:
                    undefined.setdefault(symbol.get_name(), []).append(
                        (scope.get_lineno(), private))
            todo.extend((child, private) for child in scope.get_children())
        tried = guarded_names(source.nodes)
        lines = loads(source.nodes)
        for name in sorted(undefined):
            if name in bound or not name.isidentifier():
                continue
            written = name
            for _, private in undefined[name]:
                mangled = "_" + (private or "").lstrip("_")
                if private and name.startswith(mangled + "__") and name not in lines:
                    written = name[len(mangled):]
            for line, node in lines.get(written, [(0, None)]):
                if node is None or (node not in tried and unbound_there(node, undefined[name])):
                    found.add(source.path, line, "%s is not defined" % written)
        early(source, found)
    return found.result()


def unbound_there(node, scopes):
    """Of several uses of one name, those at or after the scope that cannot resolve it."""
    return any(node.lineno >= line for line, _ in scopes)


def loads(nodes):
    lines = {}
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Load, ast.Del)):
            lines.setdefault(node.id, []).append((node.lineno, node))
    return lines


def guarded_names(nodes):
    found = set()
    for node in nodes:
        if isinstance(node, ast.Try) and catches(node, {"NameError"}):
            for child in node.body:
                found.update(ast.walk(child))
    return found


def early(source, found):
    """Names that module-level code uses before any statement has bound them."""
    first = {}
    for name, entries in source.names.items():
        for kind, payload in entries:
            node = payload[0] if kind in ("import", "from") else payload
            line = getattr(node, "lineno", 0)
            first[name] = min(first.get(name, line), line)
    for name in declared_global(source.nodes):
        first[name] = 0
    postponed = any(
        kind == "from" and payload[0].module == "__future__"
        for kind, payload in source.names.get("annotations", ())
    )
    tried = guarded_names(source.nodes)
    for statement in source.tree.body:
        if isinstance(statement, (ast.For, ast.While, ast.Try, ast.With, ast.If)):
            continue
        own = set(collected([statement]))
        for node in immediate(statement, postponed):
            if node in tried or node.id in BUILTIN or node.id not in first or node.id in own:
                continue
            if first[node.id] > getattr(statement, "end_lineno", statement.lineno):
                found.add(
                    source.path, node.lineno,
                    "%s is used here before line %d defines it" % (node.id, first[node.id]))


def immediate(statement, postponed):
    """Names read when the statement itself runs: not in function bodies, not in own scopes."""
    if isinstance(statement, ast.ClassDef):
        for node in statement.decorator_list + statement.bases:
            yield from plain_loads(node)
        return
    if isinstance(statement, FUNCTIONS):
        args = statement.args
        nodes = list(statement.decorator_list) + list(args.defaults)
        nodes += [d for d in args.kw_defaults if d is not None]
        if not postponed and not getattr(statement, "type_params", None):
            every = args.posonlyargs + args.args + args.kwonlyargs + [args.vararg, args.kwarg]
            nodes += [a.annotation for a in every if a is not None and a.annotation is not None]
            nodes += [statement.returns] if statement.returns is not None else []
        for node in nodes:
            yield from plain_loads(node)
        return
    if isinstance(statement, ast.AnnAssign):
        if statement.value is not None:
            yield from plain_loads(statement.value)
        return
    if type(statement).__name__ in ("TypeAlias", "Match", "TryStar", "AsyncFor", "AsyncWith"):
        return
    yield from plain_loads(statement)


def plain_loads(node):
    todo = [node]
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.Lambda,) + COMPREHENSIONS):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node
        todo.extend(ast.iter_child_nodes(node))


# ---- CONFIG ----------------------------------------------------------------------------------


class Config:
    """The keys of config.yaml as a tree; a leaf is None."""

    def __init__(self, keys):
        self.root = {}
        for key in keys:
            node = self.root
            parts = key.split(".")
            for part in parts[:-1]:
                inner = node.get(part)
                if inner is None:
                    inner = node[part] = {}
                node = inner
            node.setdefault(parts[-1], None)

    def below(self, path):
        """(whether the path exists, its subtree) from the root."""
        node = self.root
        for index, part in enumerate(path):
            if part not in node:
                return False, None
            node = node[part]
            if node is None:
                return index == len(path) - 1, None
        return True, node

    def missing(self, exact, path):
        """A path up to its first part that is not there; None where all of it is."""
        for length in range(1, len(path) + 1):
            part = path[:length]
            if not (self.below(part)[0] if exact else self.anywhere(part)):
                return part
        return None

    def anywhere(self, path):
        todo = [self.root]
        while todo:
            node = todo.pop()
            inner, matched = node, True
            for part in path:
                if inner is None or part not in inner:
                    matched = False
                    break
                inner = inner[part]
            if matched:
                return True
            todo.extend(child for child in node.values() if child is not None)
        return False


class ConfigReads(ast.NodeVisitor):
    """Follows variables that hold the configuration or a part of it through one file.

    A place is (exact, path): exact says that the path starts at the root; else it may start at any
    section, as for a parameter that is merely called config.
    """

    def __init__(self, source, config, loaders, written, found):
        self.source = source
        self.config = config
        self.loaders = loaders
        self.written = written
        self.found = found
        self.scopes = [self.places(source.tree, None)]
        self.fields = {}

    def places(self, scope, parameters):
        """Variables of a scope that are parts of the configuration; None says: something else."""
        places = {}
        if parameters is not None:
            every = parameters.posonlyargs + parameters.args + parameters.kwonlyargs
            for arg in every:
                places[arg.arg] = (False, ()) if arg.arg in CONFIG_NAMES else None
        body = scope.body if isinstance(scope.body, list) else []
        self.pending = (places, collected(body))
        return self.pending

    def place(self, node, depth=0):
        if depth > 20:
            return None
        if isinstance(node, ast.Name):
            for index in range(len(self.scopes) - 1, -1, -1):
                places, names = self.scopes[index]
                if node.id in names:
                    entries = names[node.id]
                    values = [p for kind, p in entries if kind == "value"]
                    values += [p.value for kind, p in entries if kind == "annotated" and p.value]
                    if len(entries) != 1 or len(values) != 1 or node.id in places:
                        return None
                    return self.place(values[0], depth + 1)
                if node.id in places:
                    return places[node.id]
            return None
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                if node.attr in self.fields:
                    return self.fields[node.attr]
                return (False, ()) if node.attr in CONFIG_NAMES else None
            return None
        if isinstance(node, ast.Call):
            name = final_name(node.func)
            if name in self.loaders and self.loaders[name]:
                return (True, ())
            if name == "get" and isinstance(node.func, ast.Attribute):
                return self.step(node.func.value, node.args[0] if node.args else None, depth)
            if name in ("dict", "deepcopy", "copy") and len(node.args) == 1 and not node.keywords:
                return self.place(node.args[0], depth + 1)
            return None
        if isinstance(node, ast.Subscript):
            return self.step(node.value, index_of(node), depth)
        return None

    def step(self, base, key, depth):
        place = self.place(base, depth + 1)
        name = text_of(key)
        if place is None or name is None:
            return None
        exact, path = place
        if exact:
            known, tree = self.config.below(path)
            if not known or tree is None and path:
                return None  # a leaf, or reported at the step before
        return (exact, path + (name,))

    def check(self, node):
        place = self.place(node)
        if place is None or not place[1]:
            return
        exact, path = place
        missing = self.config.missing(exact, path)
        if missing is not None and missing[-1] not in self.written:
            path = missing
            key = ".".join(path)
            hint = ""
            if len(path) == 1 and "." in key and self.config.below(tuple(key.split(".")))[0]:
                hint = "; config.yaml is nested, not dotted"
            elif exact and self.config.anywhere(path):
                hint = " at its top level"
            self.found.add(
                self.source.path, node.lineno,
                "reads the config key %s, which config.yaml does not have%s" % (key, hint),
                ["config.yaml"])

    def visit_Subscript(self, node):
        if isinstance(node.ctx, ast.Load):
            self.check(node)
        self.generic_visit(node)

    def visit_Call(self, node):
        if final_name(node.func) == "get" and isinstance(node.func, ast.Attribute):
            self.check(node)
        self.generic_visit(node)

    def visit_ClassDef(self, node):
        before = self.fields
        self.fields = {}
        stores = {}
        for owner, function in [(node, n) for n in node.body if isinstance(n, FUNCTIONS)]:
            self.scopes.append(self.places(function, function.args))
            for inner in ast.walk(function):
                if isinstance(inner, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
                    targets = inner.targets if isinstance(inner, ast.Assign) else [inner.target]
                    for target in targets:
                        if (isinstance(target, ast.Attribute)
                                and isinstance(target.value, ast.Name)
                                and target.value.id == "self"):
                            value = None if isinstance(inner, ast.AugAssign) else inner.value
                            place = self.place(value) if value is not None else None
                            stores.setdefault(target.attr, []).append(place)
            self.scopes.pop()
        for name, places in stores.items():
            self.fields[name] = places[0] if len(set(places)) == 1 else None
        self.generic_visit(node)
        self.fields = before

    def visit_function(self, node):
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.scopes.append(self.places(node, node.args))
        for child in node.body:
            self.visit(child)
        self.scopes.pop()

    visit_FunctionDef = visit_function
    visit_AsyncFunctionDef = visit_function

    def visit_Lambda(self, node):
        every = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
        self.scopes.append(({arg.arg: None for arg in every}, {}))
        self.generic_visit(node)
        self.scopes.pop()

    def visit_comprehension_scope(self, node):
        bound = {
            n.id: None
            for generator in node.generators
            for n in ast.walk(generator.target)
            if isinstance(n, ast.Name)
        }
        self.scopes.append((bound, {}))
        self.generic_visit(node)
        self.scopes.pop()

    visit_ListComp = visit_comprehension_scope
    visit_SetComp = visit_comprehension_scope
    visit_DictComp = visit_comprehension_scope
    visit_GeneratorExp = visit_comprehension_scope


def index_of(node):
    index = node.slice
    if type(index).__name__ == "Index":  # Python 3.8
        index = index.value
    return index


def text_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def is_yaml_load(node):
    return (
        isinstance(node, ast.Call)
        and final_name(node.func) in ("safe_load", "load", "full_load", "unsafe_load")
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("yaml", "pyyaml")
    )


def config_loaders(repo):
    """Functions of the repository that return the loaded configuration as it is."""
    loaders = {}
    for source in repo.parseable:
        for _, function in functions_of(source.tree):
            returns = [
                n for n in own_nodes(function) if isinstance(n, ast.Return) and n.value is not None
            ]
            values = [n.value for n in returns]
            names = collected(function.body)
            plain = []
            for value in values:
                if isinstance(value, ast.Name):
                    entries = names.get(value.id, ())
                    value = entries[0][1] if len(entries) == 1 and entries[0][0] == "value" else None
                plain.append(value is not None and is_yaml_load(value))
            named = any(word in function.name.lower() for word in ("conf", "cfg", "setting"))
            is_loader = bool(plain) and all(plain) and named
            loaders[function.name] = loaders.get(function.name, True) and is_loader
    return loaders


def own_nodes(function):
    """Nodes of a function without those of functions and classes inside it."""
    todo = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, FUNCTIONS + (ast.ClassDef, ast.Lambda)):
            todo.extend(ast.iter_child_nodes(node))


def written_keys(repo):
    """Keys that the code itself puts into, or asks of, something called like the configuration."""
    written = set()

    def is_config(node):
        name = node.name if isinstance(node, FUNCTIONS) else final_name(node)
        return name is not None and any(w in name.lower() for w in ("config", "cfg", "conf"))

    def keys(node):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Dict):
                for key in inner.keys:
                    if text_of(key) is not None:
                        written.add(text_of(key))

    makers = config_makers(repo, is_config)
    for source in repo.parseable:
        for _, function in functions_of(source.tree):
            if function.name in makers or is_config(function):
                for node in own_nodes(function):
                    if isinstance(node, ast.Return) and node.value is not None:
                        keys(node.value)
        for node in source.nodes:
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                if text_of(index_of(node)) is not None:
                    written.add(text_of(index_of(node)))
            elif isinstance(node, ast.Assign) and any(is_config(t) for t in node.targets):
                keys(node.value)
            elif isinstance(node, ast.Call):
                name = final_name(node.func)
                if name in ("update", "setdefault") and isinstance(node.func, ast.Attribute):
                    if is_config(node.func.value):
                        written.update(k.arg for k in node.keywords if k.arg)
                        written.update(t for t in map(text_of, node.args) if t is not None)
                        for argument in node.args:
                            keys(argument)
                for argument in node.args + [k.value for k in node.keywords]:
                    if isinstance(argument, ast.Dict) and name != "get":
                        keys(argument)  # may be handed to a parameter called config
            elif isinstance(node, ast.Compare) and len(node.ops) == 1:
                if isinstance(node.ops[0], (ast.In, ast.NotIn)) and is_config(node.comparators[0]):
                    if text_of(node.left) is not None:
                        written.add(text_of(node.left))
    return written


def config_makers(repo, is_config):
    """Functions whose result is called configuration, or handed on without a name."""
    makers = set()
    for source in repo.parseable:
        for node in source.nodes:
            made = []
            if isinstance(node, ast.Assign) and any(is_config(t) for t in node.targets):
                made = [node.value]
            elif isinstance(node, ast.Call):
                made = node.args + [k.value for k in node.keywords]
            for value in made:
                if isinstance(value, ast.Call):
                    makers.add(final_name(value.func))
    return makers - {None}


def config_gate(repo, keys):
    found = Findings()
    config = Config(keys)
    loaders = config_loaders(repo)
    written = written_keys(repo)
    for source in repo.parseable:
        reader = ConfigReads(source, config, loaders, written, found)
        # yaml.safe_load(...) assigned to a name like config is the configuration, too.
        reader.loaders = dict(loaders)
        for node in source.nodes:
            if isinstance(node, ast.Assign) and is_yaml_load(node.value):
                if all(final_name(t) in CONFIG_NAMES for t in node.targets):
                    reader.loaders[final_name(node.value.func)] = True
        reader.visit(source.tree)
    return found.result()


# ---- CONTRACTS -------------------------------------------------------------------------------


class ClassFacts:
    """What is known of a class of the repository, bases included."""

    def __init__(self, source, node, bases, known):
        self.source = source
        self.node = node
        self.bases = bases
        self.known = known  # whether every base is one of the repository, and nothing is dynamic
        self.methods = {}
        self.attributes = set(collected(node.body))
        self.stores = {}
        self.children = []
        for child in node.body:
            if isinstance(child, FUNCTIONS):
                self.methods.setdefault(child.name, []).append(child)
                first = first_parameter(child)
                if first is None:
                    continue
                for inner in ast.walk(child):
                    if (isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name)
                            and inner.value.id == first
                            and isinstance(inner.ctx, (ast.Store, ast.Del))):
                        self.attributes.add(inner.attr)
                        self.stores.setdefault(inner.attr, []).append((child, None))
                    if isinstance(inner, ast.Assign) and len(inner.targets) == 1:
                        target = inner.targets[0]
                        if (isinstance(target, ast.Attribute)
                                and isinstance(target.value, ast.Name)
                                and target.value.id == first):
                            self.stores.setdefault(target.attr, []).append((child, inner.value))
        slots = collected(node.body).get("__slots__", ())
        for kind, value in slots:
            if kind == "value":
                self.attributes |= {t for t in map(text_of, ast.walk(value)) if t}

    def lineage(self):
        yield self
        for base in self.bases:
            yield from base.lineage()

    def everything(self):
        """Attributes of the class, its bases and its heirs (a base may rely on its heirs)."""
        names = set(OF_OBJECT)
        for facts in self.lineage():
            names |= facts.attributes
        todo = list(self.children)
        while todo:
            child = todo.pop()
            names |= child.attributes
            todo.extend(child.children)
        return names

    def method(self, name):
        for facts in self.lineage():
            if name in facts.methods:
                nodes = facts.methods[name]
                return (facts, nodes[0]) if len(nodes) == 1 else None
            if name in facts.attributes:
                return None
        return None

    def wholly_known(self):
        heirs = list(self.children)
        while heirs:
            child = heirs.pop()
            if not child.known:
                return False
            heirs.extend(child.children)
        return all(facts.known for facts in self.lineage())


def first_parameter(function):
    if decorator_kind(function) == "static":
        return None
    args = function.args.posonlyargs + function.args.args
    return args[0].arg if args else None


def decorator_kind(function):
    """plain, static, class, property or unknown."""
    kind = "class" if function.name in ("__init_subclass__", "__class_getitem__") else "plain"
    for decorator in function.decorator_list:
        name = final_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if name == "staticmethod":
            kind = "static"
        elif name == "classmethod":
            kind = "class"
        elif name in ("property", "cached_property", "abstractproperty"):
            return "property"
        elif name not in KEEPING:
            return "unknown"
    return kind


class Scope:
    """The names of one function (or of the module) and how each is bound."""

    def __init__(self, names, parent):
        self.names = names
        self.parent = parent


class Calls:
    """Resolves what a call or an attribute means and compares it with what is really there."""

    def __init__(self, repo, found):
        self.repo = repo
        self.found = found
        self.classes = {}
        self.set_elsewhere = set()
        for source in repo.parseable:
            for node in source.nodes:
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                    self.set_elsewhere.add(node.attr) if not (
                        isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                    ) else None
                if isinstance(node, ast.Call) and final_name(node.func) == "setattr":
                    if len(node.args) > 1 and text_of(node.args[1]) is None:
                        self.set_elsewhere.add("*")
                    elif len(node.args) > 1:
                        self.set_elsewhere.add(text_of(node.args[1]))
        for source in repo.parseable:
            for entries in source.names.values():
                for kind, payload in entries:
                    if kind == "class":
                        self.facts(source, payload)

    def facts(self, source, node, depth=0):
        if node in self.classes:
            return self.classes[node]
        if depth > 30:
            return None
        bases, known = [], True
        scope = Scope(source.names, None)
        for base in node.bases:
            base = unsubscripted(base)
            target = self.infer(source, scope, base, depth + 1)
            if target and target[0] == "class":
                facts = self.facts(target[1], target[2], depth + 1)
                if facts is None:
                    known = False
                else:
                    bases.append(facts)
            elif final_name(base) not in HARMLESS_BASES:
                known = False
        for keyword in node.keywords:
            if final_name(keyword.value) != "ABCMeta":
                known = False
        for decorator in node.decorator_list:
            name = final_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
            if name not in HARMLESS_CLASS_DECORATORS:
                known = False
        for inner in ast.walk(node):
            if isinstance(inner, FUNCTIONS) and inner.name in (
                    "__getattr__", "__getattribute__", "__setattr__"):
                known = False
            if isinstance(inner, ast.Attribute) and inner.attr == "__dict__":
                known = False
            if isinstance(inner, ast.Call) and final_name(inner.func) in ("setattr", "vars"):
                known = False
        facts = ClassFacts(source, node, bases, known)
        self.classes[node] = facts
        for base in bases:
            base.children.append(facts)
        return facts

    # -- what an expression is: (kind, source, node, …) or None where that is not known

    def infer(self, source, scope, node, depth=0):
        if depth > 30:
            return None
        if isinstance(node, ast.Name):
            return self.named(source, scope, node.id, depth)
        if isinstance(node, ast.Attribute):
            base = self.infer(source, scope, node.value, depth + 1)
            if base is None:
                return None
            if base[0] == "module":
                return self.member(base[1], node.attr, depth + 1)
            if base[0] in ("instance", "class"):
                return self.attribute(base, node.attr, depth + 1)
            return None
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
                return self.base_of(source, scope, depth)
            called = self.infer(source, scope, node.func, depth + 1)
            if called is None:
                return None
            if called[0] == "class":
                facts = self.facts(called[1], called[2])
                if facts is None or any("__new__" in f.methods for f in facts.lineage()):
                    return None
                return ("instance", called[1], called[2], True)
            if called[0] in ("function", "method"):
                function = called[2]
                if decorator_kind(function) == "unknown" or isinstance(
                        function, ast.AsyncFunctionDef) or is_generator(function):
                    return None
                return self.annotated(called[1], function.returns, depth + 1)
        return None

    def annotated(self, source, annotation, depth):
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            try:
                annotation = ast.parse(annotation.value, mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return None
        if not isinstance(annotation, (ast.Name, ast.Attribute)):
            return None
        target = self.infer(source, Scope(source.names, None), annotation, depth + 1)
        if target and target[0] == "class":
            return ("instance", target[1], target[2], False)
        return None

    def named(self, source, scope, name, depth):
        if depth > 30:  # files that import a name from each other in a circle
            return None
        while scope is not None:
            if name in scope.names:
                entries = scope.names[name]
                if len(entries) != 1:
                    return None
                kind, payload = entries[0]
                return self.bound(source, scope, kind, payload, depth)
            scope = scope.parent
        return None

    def bound(self, source, scope, kind, payload, depth):
        if kind == "def":
            return ("function", source, payload)
        if kind == "class":
            return ("class", source, payload)
        if kind == "value":
            return self.infer(source, scope, payload, depth + 1)
        if kind == "annotated" and payload.value is not None:
            return self.infer(source, scope, payload.value, depth + 1)
        if kind == "parameter":
            return self.annotated(source, payload, depth + 1) if payload is not None else None
        if kind == "self":
            return ("instance", source, payload, False)
        if kind == "cls":  # maybe an heir, whose constructor is another
            return ("class", source, payload, "heir")
        if kind == "import":
            _, alias = payload
            dotted = alias.name if alias.asname else alias.name.split(".")[0]
            module = self.repo.module(source, dotted)
            return ("module", module) if module else None
        if kind == "from":
            statement, alias = payload
            name = self.repo.absolute(source, statement)
            module = self.repo.module(source, name) if name else None
            return self.member(module, alias.name, depth + 1) if module else None
        return None

    def member(self, module, name, depth):
        if module.source is not None and name in module.source.names:
            if module.source.dynamic:
                return None
            return self.named(module.source, Scope(module.source.names, None), name, depth)
        inner = self.repo.modules.get(module.name + "." + name)
        return ("module", inner) if inner else None

    def attribute(self, base, name, depth):
        facts = self.facts(base[1], base[2])
        if facts is None:
            return None
        method = facts.method(name)
        if method is not None:
            if base[0] == "instance" and not base[3] and any(
                    name in heir.methods for heir in facts.children):
                return None
            return ("method", method[0].source, method[1], base[0])
        if base[0] == "class":
            return None
        for owner in facts.lineage():
            stores = owner.stores.get(name, ())
            values = [s for s in stores if s[1] is not None]
            if stores:
                if len(values) == 1 and len(stores) == 2:
                    function, value = values[0]
                    scope = self.function_scope(
                        owner.source, Scope(owner.source.names, None), function, owner.node)
                    return self.infer(owner.source, scope, value, depth + 1)
                return None
        return None

    def base_of(self, source, scope, depth):
        while scope is not None:
            for entries in scope.names.values():
                for kind, payload in entries:
                    if kind in ("self", "cls"):
                        facts = self.facts(source, payload)
                        if facts and len(facts.bases) == 1 and len(payload.bases) == 1:
                            base = facts.bases[0]
                            return ("instance", base.source, base.node, True)
                        return None
            scope = scope.parent
        return None

    def function_scope(self, source, parent, function, owner):
        names = collected(function.body) if isinstance(function.body, list) else {}
        for node in own_nodes(function) if isinstance(function.body, list) else ():
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                for name in node.names:
                    names.pop(name, None)
        args = function.args
        every = args.posonlyargs + args.args
        for index, arg in enumerate(every):
            entry = ("parameter", arg.annotation)
            if index == 0 and owner is not None:
                kind = decorator_kind(function)
                if kind in ("plain", "property", "unknown"):
                    entry = ("self", owner)
                elif kind == "class":
                    entry = ("cls", owner)
            names.setdefault(arg.arg, []).append(entry)
        for arg in args.kwonlyargs:
            names.setdefault(arg.arg, []).append(("parameter", arg.annotation))
        for arg in (args.vararg, args.kwarg):
            if arg is not None:
                names.setdefault(arg.arg, []).append(("other", arg))
        return Scope(names, parent)

    # -- walking a file

    def check(self, source):
        module = Scope(source.names, None)
        todo = [(node, module, None) for node in source.tree.body]
        while todo:
            node, scope, owner = todo.pop()
            if isinstance(node, FUNCTIONS):
                inner = self.function_scope(source, scope, node, owner)
                outside = list(node.decorator_list) + list(node.args.defaults)
                outside += [d for d in node.args.kw_defaults if d is not None]
                todo.extend((child, scope, None) for child in outside)
                todo.extend((child, inner, None) for child in node.body)
                continue
            if isinstance(node, ast.ClassDef):
                # Names of a class body are not seen from its methods: they get the outer scope.
                top = scope is module and node in self.classes
                for child in node.body:
                    if isinstance(child, FUNCTIONS + (ast.ClassDef,)):
                        todo.append((child, scope, node if top else None))
                continue
            if isinstance(node, ast.Lambda):
                inner = self.function_scope(source, scope, node, None)
                todo.append((node.body, inner, None))
                continue
            if isinstance(node, COMPREHENSIONS):
                names = {}
                for generator in node.generators:
                    for target in ast.walk(generator.target):
                        if isinstance(target, ast.Name):
                            names[target.id] = [("other", target)]
                inner = Scope(names, scope)
                todo.extend((child, inner, None) for child in ast.iter_child_nodes(node))
                continue
            if isinstance(node, ast.Try) and catches(node, {"AttributeError", "TypeError"}):
                for child in node.handlers + node.orelse + node.finalbody:
                    todo.append((child, scope, None))
                continue
            if isinstance(node, ast.Call):
                self.call(source, scope, node)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                self.known_attribute(source, scope, node)
            elif isinstance(node, ast.Assign):
                self.unpacking(source, scope, node)
            todo.extend((child, scope, None) for child in ast.iter_child_nodes(node))

    def known_attribute(self, source, scope, node):
        base = self.infer(source, scope, node.value)
        if base is None:
            return
        if base[0] == "module":
            module = base[1]
            if module.source is None or module.source is source:
                return
            special = node.attr.startswith("__") and node.attr.endswith("__")
            if not special and not self.repo.has_member(module, node.attr):
                self.found.add(
                    source.path, node.lineno,
                    "%s does not define %s" % (module.source.path, node.attr),
                    [module.source.path])
        elif base[0] in ("instance", "class"):
            facts = self.facts(base[1], base[2])
            if facts is None or not facts.wholly_known() or "*" in self.set_elsewhere:
                return
            if node.attr in facts.everything() or node.attr in self.set_elsewhere:
                return
            if base[0] == "class" and node.attr == "mro":
                return
            name = node.attr
            private = "_" + facts.node.name.lstrip("_") + "__"
            if name.startswith(private) and name[len(private) - 2:] in facts.everything():
                return
            self.found.add(
                source.path, node.lineno,
                "class %s (%s) has no %s" % (facts.node.name, facts.source.path, name),
                [facts.source.path])

    def call(self, source, scope, node):
        called = self.infer(source, scope, node.func)
        if called is None:
            return
        if called[0] == "class":
            self.construction(source, node, called)
        elif called[0] == "function":
            if decorator_kind(called[2]) != "unknown":
                self.compare(source, node, called[1], called[2], 0, called[2].name)
        elif called[0] == "method":
            kind = decorator_kind(called[2])
            if kind in ("unknown", "property"):
                return
            skip = 1 if kind == "class" or (kind == "plain" and called[3] == "instance") else 0
            self.compare(source, node, called[1], called[2], skip, called[2].name)

    def construction(self, source, node, called):
        facts = self.facts(called[1], called[2])
        if facts is None or len(called) > 3:
            return
        name = facts.node.name
        for owner in facts.lineage():
            if "__new__" in owner.methods:
                return
            if "__init__" in owner.methods:
                method = facts.method("__init__")
                if method and decorator_kind(method[1]) == "plain" and (
                        owner is facts or facts.known):
                    self.compare(source, node, method[0].source, method[1], 1, name)
                return
            if is_dataclass(owner.node):
                fields = self.fields(facts)
                if fields is not None:
                    self.compare_fields(source, node, facts, fields)
                return
            if not owner.known:
                return
        if facts.known and (node.args or node.keywords):
            if any(isinstance(a, ast.Starred) for a in node.args) or any(
                    k.arg is None for k in node.keywords):
                return
            self.found.add(
                source.path, node.lineno,
                "calls %s() with arguments, but the class takes none (%s)"
                % (name, facts.source.path), [facts.source.path])

    def fields(self, facts):
        """(name, has default) of a dataclass in order; None where that is not plain."""
        fields = {}
        for owner in reversed(list(facts.lineage())):
            if not owner.known:
                return None
            if not is_dataclass(owner.node):
                continue
            for decorator in owner.node.decorator_list:
                if isinstance(decorator, ast.Call) and any(
                        k.arg in ("kw_only", "init") or k.arg is None for k in decorator.keywords):
                    return None
            for child in owner.node.body:
                if not isinstance(child, ast.AnnAssign) or not isinstance(child.target, ast.Name):
                    continue
                annotation = final_name(unsubscripted(child.annotation))
                text = text_of(child.annotation) or ""
                if annotation == "ClassVar" or "ClassVar" in text:
                    continue
                if annotation == "KW_ONLY" or "KW_ONLY" in text:
                    return None
                default = child.value is not None
                if isinstance(child.value, ast.Call) and final_name(child.value.func) == "field":
                    keywords = {k.arg: k.value for k in child.value.keywords}
                    if "kw_only" in keywords or None in keywords:
                        return None
                    if "init" in keywords:
                        continue
                    default = "default" in keywords or "default_factory" in keywords
                fields[child.target.id] = default
        return list(fields.items())

    def compare_fields(self, source, node, facts, fields):
        names = [name for name, _ in fields]
        required = [name for name, default in fields if not default]
        self.matched(
            source, node, facts.source, facts.node.lineno, facts.node.name,
            names, names, required, False, False)

    def compare(self, source, node, owner, function, skip, name):
        args = function.args
        positional = [a.arg for a in args.posonlyargs + args.args]
        without_default = positional[: len(positional) - len(args.defaults)]
        required = without_default[skip:] + [
            a.arg for a, d in zip(args.kwonlyargs, args.kw_defaults) if d is None
        ]
        by_name = [a.arg for a in args.args + args.kwonlyargs]
        if skip and positional:
            by_name = [n for n in by_name if n != positional[0]]
        if skip and not positional and args.vararg is None:
            return
        self.matched(
            source, node, owner, function.lineno, name, positional[skip:], by_name, required,
            args.vararg is not None, args.kwarg is not None)

    def matched(
            self, source, node, owner, line, name, positional, by_name, required, more, any_name):
        where = "%s:%d" % (owner.path, line)
        starred = any(isinstance(a, ast.Starred) for a in node.args)
        spread = any(k.arg is None for k in node.keywords)
        given = [a for a in node.args if not isinstance(a, ast.Starred)]

        def say(what):
            self.found.add(
                source.path, node.lineno, "calls %s() %s (%s)" % (name, what, where), [owner.path])

        if len(given) > len(positional) and not more:
            say("with %d positional arguments, it takes %d" % (len(given), len(positional)))
        keywords = [k.arg for k in node.keywords if k.arg is not None]
        for keyword in keywords:
            if keyword not in by_name and not any_name:
                say("with %s=, which it does not have" % keyword)
        taken = positional[: len(given)]
        for keyword in keywords:
            if keyword in taken and keyword in by_name:
                say("with two values for %s" % keyword)
        if not starred and not spread:
            missing = [n for n in required if n not in taken and n not in keywords]
            if missing:
                say("without %s" % ", ".join(missing))

    def unpacking(self, source, scope, node):
        if len(node.targets) != 1 or not isinstance(node.targets[0], (ast.Tuple, ast.List)):
            return
        targets = node.targets[0].elts
        if any(isinstance(t, ast.Starred) for t in targets) or not isinstance(node.value, ast.Call):
            return
        called = self.infer(source, scope, node.value.func)
        if called is None or called[0] not in ("function", "method"):
            return
        function = called[2]
        if decorator_kind(function) == "unknown" or is_generator(function) or isinstance(
                function, ast.AsyncFunctionDef):
            return
        lengths = set()
        for inner in own_nodes(function):
            if isinstance(inner, ast.Return):
                if not isinstance(inner.value, ast.Tuple) or any(
                        isinstance(e, ast.Starred) for e in inner.value.elts):
                    return
                lengths.add(len(inner.value.elts))
        if lengths and len(targets) not in lengths:
            self.found.add(
                source.path, node.lineno,
                "takes %d values from %s(), which returns %d (%s:%d)"
                % (len(targets), function.name, min(lengths), called[1].path, function.lineno),
                [called[1].path])


def is_generator(function):
    return any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in own_nodes(function))


def is_dataclass(node):
    return any(
        final_name(d.func if isinstance(d, ast.Call) else d) == "dataclass"
        for d in node.decorator_list
    )


def contracts_gate(repo, contracts):
    found = Findings()
    calls = Calls(repo, found)
    for contract in contracts:
        path = contract["path"]
        source = repo.sources.get(path)
        if source is None or source.tree is None:
            continue  # FILES and PARSE say so
        for signature in contract["signatures"]:
            definition(repo, calls, source, signature, found)
    for source in repo.parseable:
        if not source.dynamic:
            calls.check(source)
    return found.result()


def definition(repo, calls, source, signature, found):
    name = signature["name"].strip()
    parts = name.split(".")
    if len(parts) > 2 or not all(part.isidentifier() for part in parts):
        return
    names, complete = repo.exports(Module(source.name, source))
    if parts[0] not in names:
        if complete:
            found.add(source.path, 0, "does not define %s, which its contract promises" % parts[0])
        return
    target = calls.named(source, Scope(source.names, None), parts[0], 0)
    if target is None:
        return
    if len(parts) == 2:
        if target[0] != "class":
            return
        facts = calls.facts(target[1], target[2])
        if facts is None:
            return
        method = facts.method(parts[1])
        if method is None:
            known = facts.everything()
            if parts[1] == "__init__" or parts[1] in known or not facts.wholly_known():
                return
            found.add(
                source.path, facts.node.lineno,
                "does not define %s, which its contract promises" % name)
            return
        real = method[1]
    elif target[0] == "function":
        real = target[2]
    else:
        return
    promised = declared(signature["declaration"])
    if promised is None or decorator_kind(real) in ("unknown", "property"):
        return
    differs = difference(promised.args, real.args, len(parts) == 2)
    if differs:
        found.add(source.path, real.lineno, "%s differs from its contract: %s" % (name, differs))


def declared(text):
    text = text.strip().rstrip(":").strip()
    for ending in (": pass", "\n    pass"):
        try:
            body = ast.parse(text + ending).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if len(body) == 1 and isinstance(body[0], FUNCTIONS):
            return body[0]
    return None


def difference(promised, real, method):
    """How the real parameters fail a caller that knows only the promised ones; None if they do not."""

    def positional(args):
        names = [a.arg for a in args.posonlyargs + args.args]
        required = len(names) - len(args.defaults)
        if method and names and names[0] in ("self", "cls"):
            return names[1:], max(required - 1, 0)
        return names, required

    names, required = positional(promised)
    have, needed = positional(real)
    keyword_only = [a.arg for a in real.kwonlyargs]
    for index, name in enumerate(names):
        if index < len(have):
            if have[index] != name:
                return "parameter %d is %s, promised is %s" % (index + 1, have[index], name)
            if index >= required and index < needed:
                return "%s has no default, one is promised" % name
        elif name in keyword_only:
            return "%s can only be given by name" % name
        elif real.vararg is None:
            return "parameter %s is missing" % name
    for name in have[len(names):needed]:
        if name not in [a.arg for a in promised.kwonlyargs] and promised.vararg is None:
            return "parameter %s has no default and is not promised" % name
    for arg in promised.kwonlyargs:
        if arg.arg not in keyword_only and arg.arg not in have and real.kwarg is None:
            return "parameter %s is missing" % arg.arg
    promised_names = set(names) | {a.arg for a in promised.kwonlyargs}
    for arg, default in zip(real.kwonlyargs, real.kw_defaults):
        if default is None and arg.arg not in promised_names and promised.kwarg is None:
            return "parameter %s has no default and is not promised" % arg.arg
    return None


# ---- ENTRY_POINT -----------------------------------------------------------------------------


def entry_gate(repo):
    found = Findings()
    main = repo.sources.get("main.py")
    if main is None:
        found.add("main.py", 0, "is missing")
        return found.result()
    if main.tree is None:
        found.add("main.py", 0, "does not parse, so it cannot be started")
        return found.result()
    guard = [node for node in main.tree.body if isinstance(node, ast.If) and is_guard(node.test)]
    if not guard:
        found.add("main.py", 0, 'has no if __name__ == "__main__": that starts it')
    elif not any(isinstance(n, ast.Call) for g in guard for n in ast.walk(g)):
        found.add("main.py", guard[0].lineno, "starts nothing when it is run")
    sources = [main] + [
        s for s in repo.parseable
        if s is not main and s.name in repo.imported and not s.path.startswith("tests/")
    ]
    flags = {}
    for source in sources:
        for node in source.nodes:
            if isinstance(node, ast.Call):
                for argument in node.args:
                    text = text_of(argument)
                    if text and text.startswith("--"):
                        flags.setdefault(text.split("/")[0], (source, node))
    derived = set()
    if any(re.search(r"^\s*(import|from)\s+(typer|fire|jsonargparse|tyro)\b", s.text, re.M)
           for s in sources):
        for source in sources:
            for _, function in functions_of(source.tree):
                args = function.args
                derived |= {a.arg for a in args.posonlyargs + args.args + args.kwonlyargs}
    for flag in ("--config", "--smoke"):
        if flag not in flags and flag[2:] not in derived:
            found.add("main.py", 0, "does not take %s" % flag)
    if "--smoke" in flags:
        source, node = flags["--smoke"]
        keywords = {k.arg: k.value for k in node.keywords}
        name = final_name(node.func)
        if name == "add_argument":
            action = keywords.get("action")
            plain = text_of(action) in ("store_true", "store_const") or (
                action is not None and text_of(action) is None)
            if not plain and text_of(keywords.get("nargs")) not in ("?", "*"):
                found.add(
                    source.path, node.lineno,
                    '--smoke must work without a value: action="store_true"')
        elif name == "option" and "is_flag" not in keywords and not any(
                "/" in (text_of(a) or "") for a in node.args):
            found.add(source.path, node.lineno, "--smoke must work without a value: is_flag=True")
        if not any(reads_flag(s.nodes) for s in sources):
            found.add(source.path, node.lineno, "--smoke is taken and never looked at")
    for source in sources[:1]:
        for node in source.nodes:
            if isinstance(node, ast.Call) and final_name(node.func) == "add_argument":
                names = [text_of(a) for a in node.args]
                keywords = {k.arg: k.value for k in node.keywords}
                required = keywords.get("required")
                is_required = isinstance(required, ast.Constant) and required.value is True
                if names and names[0] and not names[0].startswith("-"):
                    is_required = text_of(keywords.get("nargs")) not in ("?", "*")
                if is_required and "--config" not in names and names and names[0]:
                    found.add(
                        source.path, node.lineno,
                        "%s is required; --config and --smoke must be enough" % names[0])
    return found.result()


def is_guard(test):
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1:
        return False
    sides = [test.left, test.comparators[0]]
    return any(isinstance(s, ast.Name) and s.id == "__name__" for s in sides) and any(
        text_of(s) == "__main__" for s in sides)


def reads_flag(nodes):
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "smoke":
            return True
        if isinstance(node, ast.Name) and node.id == "smoke" and isinstance(node.ctx, ast.Load):
            return True
        if isinstance(node, ast.Subscript) and text_of(index_of(node)) == "smoke":
            return True
        if isinstance(node, ast.Call) and final_name(node.func) in ("getattr", "get"):
            if any(text_of(a) == "smoke" for a in node.args):
                return True
    return False


# ---- code lines and outlines -----------------------------------------------------------------


def code_lines(text):
    """Numbers of the lines that hold code: no comments, blanks or texts that stand alone."""
    try:
        tree = parsed(text, "file.py")
    except Unparsed:
        return []
    prose = set()
    for node in ast.walk(tree):
        if is_text(node):
            prose.update(range(node.lineno, node.end_lineno + 1))
    idle = (
        tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
        tokenize.ENDMARKER,
    )
    lines = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type not in idle:
                span = set(range(token.start[0], token.end[0] + 1))
                lines |= span - prose if token.type == tokenize.STRING else span
    except (tokenize.TokenError, SyntaxError):
        return []
    return sorted(lines)


def outline(text):
    """What a text defines; None where it does not parse."""
    try:
        tree = parsed(text, "file.py")
    except Unparsed:
        return None
    shown = Shown(text)
    signatures = []

    def add(name, declaration, node):
        doc = ast.get_docstring(node) if isinstance(node, FUNCTIONS + (ast.ClassDef,)) else None
        meaning = " ".join((doc or "").strip().split("\n\n")[0].split())[:300]
        signatures.append({"name": name, "declaration": declaration, "meaning": meaning})

    def values(owner, node):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, value, annotation = node.target.id, node.value, shown.text(node.annotation)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(
                node.targets[0], ast.Name):
            name, value, annotation = node.targets[0].id, node.value, ""
        else:
            return
        if name.startswith("_"):
            return
        declaration = name + (": " + annotation if annotation else "")
        if value is not None:
            content = shown.text(value)
            declaration += " = " + (content if len(content) <= 80 else "...")
        add(owner + name, declaration, node)

    todo = []
    for node in tree.body:
        todo.extend(node.body + node.orelse if isinstance(node, ast.If) and not is_guard(node.test)
                    else [node])
    for node in todo:
        if isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
            add(node.name, shown.function(node), node)
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            bases = [shown.text(b) for b in node.bases]
            bases += ["%s=%s" % (k.arg, shown.text(k.value)) for k in node.keywords if k.arg]
            add(node.name, "class %s%s" % (node.name, "(%s)" % ", ".join(bases) if bases else ""),
                node)
            for child in node.body:
                if isinstance(child, FUNCTIONS):
                    special = child.name in ("__init__", "__call__", "__len__", "__getitem__",
                                             "__iter__", "__enter__", "__exit__")
                    if special or not child.name.startswith("_"):
                        add(node.name + "." + child.name, shown.function(child), child)
                else:
                    values(node.name + ".", child)
        else:
            values("", node)
    return {"signatures": signatures}


class Shown:
    """Parts of a text as Python would write them."""

    def __init__(self, source):
        self.source = source

    def text(self, node):
        if hasattr(ast, "unparse"):
            return ast.unparse(node)
        segment = ast.get_source_segment(self.source, node)  # Python 3.8
        return " ".join((segment or "...").split())

    def argument(self, arg, default=None):
        text = arg.arg
        if arg.annotation is not None:
            text += ": " + self.text(arg.annotation)
        if default is not None:
            text += (" = " if arg.annotation is not None else "=") + self.text(default)
        return text

    def function(self, node):
        args = node.args
        plain = args.posonlyargs + args.args
        defaults = [None] * (len(plain) - len(args.defaults)) + list(args.defaults)
        parts = []
        for index, (arg, default) in enumerate(zip(plain, defaults), 1):
            parts.append(self.argument(arg, default))
            if index == len(args.posonlyargs):
                parts.append("/")
        if args.vararg is not None:
            parts.append("*" + self.argument(args.vararg))
        elif args.kwonlyargs:
            parts.append("*")
        parts += [self.argument(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults)]
        if args.kwarg is not None:
            parts.append("**" + self.argument(args.kwarg))
        returns = " -> " + self.text(node.returns) if node.returns is not None else ""
        kind = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
        decorators = "".join(
            "@%s " % final_name(d) for d in node.decorator_list
            if final_name(d) in ("staticmethod", "classmethod", "property"))
        return "%s%s %s(%s)%s" % (decorators, kind, node.name, ", ".join(parts), returns)


# ---- the request -----------------------------------------------------------------------------


def answer(request):
    if request["want"] == "code":
        return {"lines": code_lines(request["text"])}
    if request["want"] == "outline":
        return {"outline": outline(request["text"])}
    repo = Repo(request)
    gates = {
        "FILES": lambda: files_gate(repo, request["planned"]),
        "PARSE": repo.parse.result,
        "IMPORTS": lambda: imports_gate(
            repo, request["packages"], request["importNames"], request["brings"]),
        "NAMES": lambda: names_gate(repo),
        "CONFIG": lambda: config_gate(repo, request["configKeys"]),
        "CONTRACTS": lambda: contracts_gate(repo, request["contracts"]),
        "ENTRY_POINT": lambda: entry_gate(repo),
    }
    return {"gates": {name: ran(gate) for name, gate in gates.items()}}


def ran(gate):
    """A gate that cannot end says so; the others go on."""
    try:
        return {"findings": gate()}
    except (RecursionError, MemoryError):
        return {"notRun": "the code is nested too deeply or too large for this check"}
    except Exception as error:  # a fault of ours must not look like a finding, nor like a pass
        trace = error.__traceback__
        while trace.tb_next:
            trace = trace.tb_next
        return {"notRun": "the check broke: %s in line %d" % (
            type(error).__name__, trace.tb_lineno)}


def main():
    if sys.version_info < (3, 8):
        sys.stdout.write(json.dumps({"error": "Python 3.8 or newer is needed"}))
        return
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # no such limits on this system; the caller's deadline holds anyway
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    replies = []
    sys.setrecursionlimit(12_000)
    threading.stack_size(512 << 20)
    worker = threading.Thread(target=lambda: replies.append(answer(request)))
    worker.start()
    worker.join()
    if not replies:
        sys.exit(3)
    sys.stdout.write(json.dumps(replies[0]))


if __name__ == "__main__":
    main()
