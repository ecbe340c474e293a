"""Reading the data files: YAML by the C loader, its traps refused, every error naming file and line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import yaml

_INT, _FLOAT, _BOOL = (f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "bool"))
_LEADING_ZERO = re.compile(r"[-+]?0[0-9_]+$")


class DataError(ValueError):
    """A data file that can't be used: which file, which line, what is wrong and what cures it."""

    def __init__(self, path: Path, line: int, message: str, cure: str) -> None:
        super().__init__(f"{path}:{line}: {message} ({cure})")
        self.path = path
        self.line = line
        self.message = message
        self.cure = cure


class Table(dict[str, Any]):
    """A mapping of a data file that knows its lines.

    `line` is where the mapping starts and `lines` where each of its keys stands, both counted from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line of a key, or the mapping's own line when the key is absent."""
        return self.lines.get(key, self.line)


class _TrapError(Exception):
    """Something YAML would read otherwise than a person does; carries line, message and cure."""


class _Loader(yaml.CSafeLoader):
    """The C loader with string keys only, no duplicates, and no surprising scalars."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Table:
    loader.flatten_mapping(node)
    table = Table(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise _TrapError(line, f"the key {key_node.value!r} is not text", "put it in quotes")
        if key in table:
            raise _TrapError(line, f"the key {key!r} appears twice in one mapping", "remove or rename one of them")
        table.lines[key] = line
        table[key] = loader.construct_object(value_node, deep=True)
    return table


def _scalar(loader: _Loader, node: yaml.ScalarNode) -> object:
    text, line = node.value, node.start_mark.line + 1
    if node.tag == _BOOL and text not in ("true", "false"):
        raise _TrapError(line, f"{text!r} would be read as true or false", f'write "{text}" in quotes')
    if node.tag in (_INT, _FLOAT) and ":" in text:
        raise _TrapError(line, f"{text!r} would be read as a number in base 60", f'write "{text}" in quotes')
    if node.tag == _INT and _LEADING_ZERO.match(text):
        raise _TrapError(line, f"{text!r} would be read as an octal number", f'write "{text}" in quotes')
    constructor = yaml.CSafeLoader.yaml_constructors[node.tag]
    try:
        return constructor(loader, node)
    except ValueError as error:
        raise _TrapError(line, f"{text!r} can't be read: {error}", "correct it or put it in quotes") from error


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
for _tag in (_INT, _FLOAT, _BOOL, "tag:yaml.org,2002:timestamp"):
    _Loader.add_constructor(_tag, _scalar)


def load(path: Path) -> Table:
    """Return the mapping that a YAML file holds.

    Raises DataError, naming file and line, for a file that can't be read, isn't YAML or no mapping, for a
    duplicate key, and for an unquoted scalar that YAML reads otherwise than people do (010, no, 12:30).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, 1, f"can't be read: {error}", "provide the file, in UTF-8") from error
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a safe loader
    except _TrapError as trap:
        line, message, cure = cast(tuple[int, str, str], trap.args)
        raise DataError(path, line, message, cure) from trap
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        raise DataError(path, line, f"not valid YAML: {problem}", "correct the syntax") from error
    except RecursionError as error:
        raise DataError(path, 1, "is nested too deeply", "flatten it") from error
    if not isinstance(data, Table):
        raise DataError(path, 1, "holds no mapping", "start it with `key: value` lines")
    return data
