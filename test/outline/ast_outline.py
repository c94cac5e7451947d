"""Prints what CPython's own ast says about every Python file under a directory, in the shape of an Outline.

Usage: ast_outline.py DIRECTORY > outlines.json
"""

import ast
import io
import json
import pathlib
import re
import sys
import tokenize

SKIPPED = {tokenize.NL, tokenize.COMMENT, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


class Text:
    """The source with its tokens; places are UTF-16 offsets, as in JavaScript."""

    def __init__(self, source):
        self.source = source
        self.lines = source.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line.encode("utf-16-le")) // 2 + 1)
        self.bytes = [line.encode("utf-8") for line in self.lines]
        self.utf16 = source.encode("utf-16-le")
        self.tokens = [
            (self.at_char(*token.start), self.at_char(*token.end), token.string)
            for token in tokenize.generate_tokens(io.StringIO(source).readline)
            if token.type not in SKIPPED
        ]
        self.by_start = {start: index for index, (start, _, _) in enumerate(self.tokens)}
        self.by_end = {end: index for index, (_, end, _) in enumerate(self.tokens)}

    def at_char(self, line, column):
        if line > len(self.lines):
            return self.starts[-1] - 1
        return self.starts[line - 1] + len(self.lines[line - 1][:column].encode("utf-16-le")) // 2

    def at_byte(self, line, column):
        before = self.bytes[line - 1][:column].decode("utf-8")
        return self.starts[line - 1] + len(before.encode("utf-16-le")) // 2

    def span(self, node):
        return [self.at_byte(node.lineno, node.col_offset), self.at_byte(node.end_lineno, node.end_col_offset)]

    def cut(self, span):
        return self.utf16[span[0] * 2 : span[1] * 2].decode("utf-16-le")

    def text(self, node, parentheses=True):
        """The expression as written; ast leaves out the parentheses around it, so they are looked for."""
        if node is None:
            return None
        start, end = self.span(node)
        first, last = self.by_start[start], self.by_end[end]
        while (
            parentheses and first > 0 and self.tokens[first - 1][2] == "("
            and last + 1 < len(self.tokens) and self.tokens[last + 1][2] == ")"
        ):
            first, last = first - 1, last + 1
        return self.cut([self.tokens[first][0], self.tokens[last][1]])

    def before(self, offset):
        """Where the token before an offset starts."""
        return self.tokens[self.by_start[offset] - 1][0]


def own_yield(nodes):
    for node in nodes:
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            header = [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
            if own_yield(header):
                return True
        elif isinstance(node, ast.Lambda):
            if own_yield([*node.args.defaults, *(d for d in node.args.kw_defaults if d)]):
                return True
        elif own_yield(ast.iter_child_nodes(node)):
            return True
    return False


class Reader:
    def __init__(self, text):
        self.text = text
        self.imports, self.definitions = [], []
        self.exported, self.complete, self.exports_seen = {}, True, False

    # Definitions

    def add(self, kind, name, place, first, node, **more):
        start, end = first, self.text.span(node)[1]
        self.definitions.append({
            "kind": kind,
            "name": name if place["name"] is None else f"{place['name']}.{name}",
            "container": place["name"],
            "conditional": place["conditional"],
            "line": node.lineno,
            "firstLine": self.text.source and 1 + self.text.utf16[: start * 2].decode("utf-16-le").count("\n"),
            "endLine": node.end_lineno,
            "span": [start, end],
            **more,
        })

    def block(self, node, place):
        text = self.text
        decorators = [text.text(decorator) for decorator in node.decorator_list]
        start = text.span(node)[0]
        first = start
        if node.decorator_list:
            index = text.by_start[text.span(node.decorator_list[0])[0]]
            while text.tokens[index][2] != "@":
                index -= 1
            first = text.tokens[index][0]
        name = node.name if place["name"] is None else f"{place['name']}.{node.name}"
        body = node.body[0]
        body_start = text.span(body)[0]
        if getattr(body, "decorator_list", None):
            index = text.by_start[text.span(body.decorator_list[0])[0]]
            while text.tokens[index][2] != "@":
                index -= 1
            body_start = text.tokens[index][0]
        docstring = None
        if isinstance(body, ast.Expr) and isinstance(body.value, ast.Constant) and isinstance(body.value.value, str):
            docstring = text.span(body.value)
        shared = {
            "decorators": decorators,
            "body": [body_start, text.span(node)[1]],
            "docstring": docstring,
        }
        inner = {**place, "name": name, "conditional": False}
        if isinstance(node, ast.ClassDef):
            bases = [text.text(base, parentheses=False) for base in node.bases]
            self.add("class", node.name, place, first, node, **shared, bases=bases)
            inner.update(kind="class", receiver=None)
        else:
            names = [decorator.split("(")[0].split(".")[-1].strip() for decorator in decorators]
            static = any(n in ("staticmethod", "abstractstaticmethod") for n in names)
            class_method = any(n in ("classmethod", "abstractclassmethod") for n in names)
            role = (
                "setter" if "setter" in names
                else "deleter" if "deleter" in names
                else "getter" if {"getter", "property", "cached_property", "abstractproperty"} & set(names)
                else None
            )
            self.add(
                "function", node.name, place, first, node, **shared,
                signature=self.signature(node), static=static, classMethod=class_method, property=role,
                abstract=any(n.startswith("abstract") for n in names),
            )
            given = [*node.args.posonlyargs, *node.args.args]
            if place["kind"] == "class" and not static and not class_method and given:
                inner["receiver"] = (given[0].arg, place["name"])
            elif place["kind"] != "function":
                inner["receiver"] = None
            inner.update(kind="function", guarded=False)
        self.walk(node.body, inner)

    def signature(self, node):
        text, args = self.text, node.args
        parameters = []

        def add(arg, kind, default):
            parameters.append({
                "name": arg.arg, "kind": kind,
                "default": text.text(default), "annotation": text.text(arg.annotation),
            })

        positional = [*args.posonlyargs, *args.args]
        defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
        for index, (arg, default) in enumerate(zip(positional, defaults)):
            add(arg, "positional-only" if index < len(args.posonlyargs) else "positional", default)
        if args.vararg:
            add(args.vararg, "var-positional", None)
        for arg, default in zip(args.kwonlyargs, args.kw_defaults):
            add(arg, "keyword-only", default)
        if args.kwarg:
            add(args.kwarg, "var-keyword", None)
        return {
            "parameters": parameters,
            "returns": text.text(node.returns),
            "async": isinstance(node, ast.AsyncFunctionDef),
            "generator": own_yield(node.body),
        }

    def bind(self, target, value, annotation, place, node):
        text = self.text
        if isinstance(target, ast.Name):
            if place["kind"] == "function":
                return
            self.add("attribute", target.id, place, text.span(node)[0], node, value=text.text(value),
                     annotation=text.text(annotation), instance=False)
        elif isinstance(target, ast.Attribute):
            receiver = place["receiver"]
            if receiver and isinstance(target.value, ast.Name) and target.value.id == receiver[0]:
                self.add("attribute", target.attr, {**place, "name": receiver[1]}, text.span(node)[0], node,
                         value=text.text(value), annotation=text.text(annotation), instance=True)
        elif isinstance(target, ast.Starred):
            self.bind(target.value, value, annotation, place, node)
        elif isinstance(target, (ast.Tuple, ast.List)):
            values = [value] * len(target.elts)
            if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
                if not any(isinstance(part, ast.Starred) for part in [*target.elts, *value.elts]):
                    values = value.elts
            for part, given in zip(target.elts, values):
                self.bind(part, given, annotation, place, node)

    # Statements

    def walk(self, body, place):
        for statement in body:
            self.visit(statement, place)

    def visit(self, node, place):
        before = len(self.definitions)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return self.imported(node, place)
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            return self.block(node, place)
        if place["name"] is None:
            self.exporting(node)
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self.bind(target, node.value, None, place, node)
        elif isinstance(node, ast.AnnAssign):
            self.bind(node.target, node.value, node.annotation, place, node)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self.bind(node.target, None, None, {**place, "conditional": True}, node.target)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars:
                    self.bind(item.optional_vars, None, None, {**place, "conditional": True}, item.optional_vars)
        made = len(self.definitions) > before and isinstance(node, (ast.Assign, ast.AnnAssign))
        if not made and place["kind"] != "function" and not place["conditional"]:
            self.add("statement", "<statement>", place, self.text.span(node)[0], node)
        if place["kind"] != "function":
            self.walruses(node, {**place, "conditional": True})
        inner = {**place, "conditional": True}
        if isinstance(node, ast.If) and re.fullmatch(r"([\w.]+\.)?TYPE_CHECKING", ast.unparse(node.test)):
            self.walk(node.body, {**inner, "typeChecking": True})
            return self.walk(node.orelse, inner)
        if isinstance(node, ast.Try):
            caught = [h for h in node.handlers if h.type is None or CATCHES & set(re.findall(r"\w+", ast.unparse(h.type)))]
            self.walk(node.body, {**inner, "guarded": inner["guarded"] or bool(caught)})
            for handler in node.handlers:
                self.walk(handler.body, inner)
            self.walk(node.orelse, inner)
            return self.walk(node.finalbody, inner)
        for field in ("body", "orelse", "finalbody"):
            self.walk(getattr(node, field, []), inner)
        for case in getattr(node, "cases", []):
            self.walk(case.body, inner)

    def walruses(self, node, place):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.stmt, ast.Lambda, ast.ExceptHandler, getattr(ast, "match_case", ast.stmt))):
                continue
            if isinstance(child, ast.NamedExpr):
                self.bind(child.target, child.value, None, place, child)
            self.walruses(child, place)

    def imported(self, node, place):
        shared = {key: place[key] for key in ("typeChecking", "guarded")}
        statement = self.text.span(node)
        for alias in node.names:
            entry = self.text.span(alias)
            line = alias.lineno
            if isinstance(node, ast.Import):
                found = {"kind": "module", "module": alias.name, "level": 0, "name": None}
            elif alias.name == "*":
                found = {"kind": "star", "module": node.module or "", "level": node.level, "name": None}
            else:
                found = {"kind": "name", "module": node.module or "", "level": node.level, "name": alias.name}
            self.imports.append({**found, **shared, "alias": alias.asname, "scope": place["name"], "line": line,
                                 "entrySpan": entry, "statementSpan": statement})

    # __all__

    def exporting(self, node):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets) and node.value is not None:
                self.exports_seen = True
                self.names_in(node.value)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = ast.unparse(node.value.func)
            if called.startswith("__all__."):
                self.exports_seen = True
                if called in ("__all__.append", "__all__.extend"):
                    for argument in node.value.args:
                        self.names_in(argument)
                else:
                    self.complete = False

    def names_in(self, value):
        if isinstance(value, (ast.List, ast.Tuple)):
            for part in value.elts:
                self.names_in(part)
        elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
            self.names_in(value.left)
            self.names_in(value.right)
        elif isinstance(value, ast.Constant) and isinstance(value.value, str):
            self.exported[value.value] = True
        else:
            self.complete = False

    # Calls

    def calls(self, tree):
        consumed = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Await):
                consumed[node.value] = "await"
            elif isinstance(node, (ast.For, ast.AsyncFor)):
                consumed[node.iter] = "async-for" if isinstance(node, ast.AsyncFor) else "for"
            elif isinstance(node, ast.comprehension):
                consumed[node.iter] = "async-for" if node.is_async else "for"
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                for item in node.items:
                    consumed[item.context_expr] = "async-with" if isinstance(node, ast.AsyncWith) else "with"
        found = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found.append({
                    "callee": callee(node.func),
                    "positional": sum(not isinstance(a, ast.Starred) for a in node.args),
                    "keywords": [k.arg for k in node.keywords if k.arg],
                    "hasStar": any(isinstance(a, ast.Starred) for a in node.args),
                    "hasDoubleStar": any(k.arg is None for k in node.keywords),
                    "consumed": consumed.get(node, "plain"),
                    "line": node.lineno,
                    "span": self.text.span(node),
                })
        return sorted(found, key=lambda call: (call["span"][0], -call["span"][1]))

    def outline(self, tree):
        start = {"kind": "module", "name": None, "receiver": None, "conditional": False, "typeChecking": False,
                 "guarded": False}
        self.walk(tree.body, start)
        self.definitions.sort(key=lambda definition: (definition["span"][0], -definition["span"][1]))
        seen = {}
        for definition in self.definitions:
            definition["ordinal"] = seen.get(definition["name"], 0)
            seen[definition["name"]] = definition["ordinal"] + 1
        exports = {"names": list(self.exported), "complete": self.complete} if self.exports_seen else None
        return {"imports": self.imports, "exports": exports, "definitions": self.definitions, "calls": self.calls(tree)}


CATCHES = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


def callee(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{callee(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{callee(node.func)}()"
    if isinstance(node, ast.Subscript):
        return f"{callee(node.value)}[]"
    return "?"


def main(directory):
    root = pathlib.Path(directory)
    outlines = {}
    for path in sorted(root.rglob("*.py")):
        source = path.read_bytes().decode("utf-8")
        try:
            outline = Reader(Text(source)).outline(ast.parse(source))
        except SyntaxError as error:
            outline = {"error": str(error)}
        outlines[str(path.relative_to(root))] = outline
    json.dump(outlines, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
