"""Reads {"files": {path: text}, "classes": [...]} and says which files do not parse and which classes are not defined."""
import ast
import json
import sys

asked = json.load(sys.stdin)
broken, defined = [], set()
for path, text in asked["files"].items():
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        broken.append(f"{path}: {error}")
        continue
    defined.update(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
json.dump({"broken": broken, "undefined": [name for name in asked["classes"] if name not in defined]}, sys.stdout)
