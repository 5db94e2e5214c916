"""The reference pages, written from the program itself; `python -m manumit.doors.cli.reference PAGE` prints one."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from typer import Context, Typer
from typer.models import ArgumentInfo, OptionInfo

from manumit.base.kernel import RecordKind, Settings, record_kinds, vocabulary
from manumit.doors.web import HelplineSettings, WebSettings
from manumit.engine.biometrics import ModelSettings

COMMAND = "python -m manumit.doors.cli.reference {page} > docs/reference/{page}.md"
"""The command that writes a page anew."""
_HEAD = "<!-- Generated from the program. Do not edit; write it anew with: {command} -->\n"
_EXITS = (
    ("0", "done"),
    ("1", "failure: the sentence on stderr says what, the line below it what to do"),
    ("2", "the call was not understood: a wrong option, a path that is not there"),
    ("3", "done, with quarantined input: something could not be read and was set aside with the reason"),
    ("4", "a verification failed"),
)
_WORDS: Mapping[Any, str] = {Path: "path", str: "text", int: "number", float: "number"}
_OTHER_FORMATS = (
    ("ISO 20022 XML: camt.052, camt.053, camt.054", "payment", "NtryRef, else AcctSvcrRef, else an ordinal"),
    ("ISO 20022 XML: pacs.008, pain.001", "payment", "TxId, else EndToEndId"),
    ("PNRGOV (EDIFACT)", "booking, leg", "locator + '/' + traveller number"),
    ("PAXLST (EDIFACT)", "booking, leg", "message reference + '/' + passenger sequence"),
    ("HTML pages", "page", "the page's address"),
    ("WARC 1.0 and 1.1 files of crawlers, plain or gzipped", "page", "the page's address (WARC-Target-URI)"),
    ("RDAP answers of a domain registry, JSON, also inside WARC", "domain", "the domain's name"),
    (
        "pictures: JPEG, PNG, GIF, WebP, BMP, also inside WARC (TIFF, HEIC and AVIF are noted, not compared)",
        "image",
        "the file's name, or its address (WARC-Target-URI)",
    ),
    (
        "e-mail: a message (.eml) or a box of them (mbox)",
        "post",
        "Message-ID, else file name + '#' + ordinal",
    ),
    ("plain prose", "report", "file name + '#' + ordinal, a paragraph a report"),
)
_TYPES = {
    "text": "text",
    "list": "texts",
    "time": "ISO 8601 time with zone",
    "date": "ISO 8601 date",
    "real": "number",
    "whole": "whole number",
    "money": "decimal text, beside `currency`",
}
_NOTES = {
    ("account", "kind"): "person or business",
    ("payment", "channel"): "card, cash, transfer, p2p, crypto, payroll",
    ("payment", "merchant_category"): "ISO 18245",
    ("domain", "registered_at"): "since when the domain is registered",
    ("domain", "employer"): "whose own site it is, where the file is a list of real employers",
    ("report", "channel"): "hotline, police, inspection, partner",
}
_HANDLING = (
    ("tlp", "who may see it: " + ", ".join(vocabulary().tlp)),
    ("purpose", "what it was handed over for"),
    ("expires_at", "from this moment it is withheld"),
    ("consent_id", "the consent it was handed over with; a hotline report without one is withheld"),
)


def verbs_page() -> str:
    """Every verb with what it takes, and the exit codes."""
    lines = [
        _HEAD.format(command=COMMAND.format(page="verbs")),
        "# Verbs\n",
        "Results go to stdout or to `--out`, everything else to stderr. Every verb takes `--help`.\n",
        "| exit code | meaning |\n|---|---|",
        *(f"| {code} | {meaning} |" for code, meaning in _EXITS),
    ]
    for name, verb in _verbs():
        says, _, example = inspect.cleandoc(verb.__doc__ or "").partition("Example:")
        lines += [f"\n## manumit {name}\n", says.strip(), f"\n```sh\n{example.strip()}\n```\n"]
        lines += ["| option | takes | default | |\n|---|---|---|---|", *_rows(verb)]
    return "\n".join(lines) + "\n"


def _verbs() -> Iterator[tuple[str, Callable[..., object]]]:
    from manumit.doors.cli.app import app

    yield from _in_group(app, "")


def _in_group(group: Typer, prefix: str) -> Iterator[tuple[str, Callable[..., object]]]:
    """The verbs of a group, then those of the groups in it."""
    for command in group.registered_commands:
        assert command.callback is not None
        yield prefix + (command.name or command.callback.__name__), command.callback
    for one in group.registered_groups:
        assert one.typer_instance is not None
        first = one.typer_instance.registered_callback
        if first and first.callback and first.invoke_without_command is True:  # the group is a verb, too
            yield f"{prefix}{one.typer_instance.info.name}", first.callback
        yield from _in_group(one.typer_instance, f"{prefix}{one.typer_instance.info.name} ")


def _rows(verb: Callable[..., object]) -> Iterator[str]:
    hints = get_type_hints(verb, include_extras=True)
    for name, parameter in inspect.signature(verb).parameters.items():
        if hints[name] is Context:
            continue
        typ, info = get_args(hints[name])[:2]
        assert isinstance(info, ArgumentInfo | OptionInfo)
        needed = parameter.default is inspect.Parameter.empty
        option = isinstance(info, OptionInfo)
        shown = ", ".join(f"`{one}`" for one in _names(info)) if option else f"`{info.metavar}`"
        default = "needed" if needed else _default(parameter.default)
        yield f"| {shown} | {_takes(typ, info.metavar if option else None)} | {default} | {_cell(info.help or '')} |"


def _names(info: ArgumentInfo | OptionInfo) -> list[str]:
    """'--workspace', '-w': in an Annotated option typer keeps the first name where a default would stand."""
    return [
        one
        for one in (info.default, *(info.param_decls or ()))
        if isinstance(one, str) and one.startswith("-")
    ]


def _takes(typ: Any, metavar: str | None) -> str:
    inner = [arg for arg in get_args(typ) if arg is not type(None)]
    if get_origin(typ) is UnionType:
        return _takes(inner[0], metavar)
    if get_origin(typ) is list:
        return f"{_takes(inner[0], metavar)}, one or more"
    if typ is bool:
        return ""
    if isinstance(typ, type) and issubclass(typ, Enum):
        return ", ".join(f"`{one.value}`" for one in typ)
    return f"`{metavar}`" if metavar else _WORDS[typ]


def _default(value: object) -> str:
    if value is None or value is False or value == "":
        return ""
    return f"`{value.value if isinstance(value, Enum) else value}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def settings_page() -> str:
    """Every setting with its default."""
    lines = [
        _HEAD.format(command=COMMAND.format(page="settings")),
        "# Settings\n",
        "Settings are environment variables. A value that is no number, or makes no sense, is refused before any"
        " work begins.\n",
        "| variable | default | |\n|---|---|---|",
        *_settings(Settings),
        "\n## The Desk\n",
        "Read by `serve`, `worker` and `demo`.\n",
        "| variable | default | |\n|---|---|---|",
        *_settings(WebSettings),
        "\n## The help line\n",
        "Read by `helpline`.\n",
        "| variable | default | |\n|---|---|---|",
        *_settings(HelplineSettings),
        "\n## Biometrics\n",
        "Read by `enrol`, `identify`, `verify`, `compare` and `models`.\n",
        "| variable | default | |\n|---|---|---|",
        *_settings(ModelSettings),
    ]
    return "\n".join(lines) + "\n"


def _settings(kind: type[Any]) -> Iterator[str]:
    told = _docstrings(kind)
    for field in fields(kind):
        default = f"`{field.default}`" if field.default != "" else ""
        yield f"| `MANUMIT_{field.name.upper()}` | {default} | {_cell(told[field.name])} |"


def _docstrings(kind: type[Any]) -> Mapping[str, str]:
    """The text below each field of settings; python keeps none at run time, so the source is read."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    told = {}
    for field, after in zip(tree.body, tree.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
        ):
            told[field.target.id] = str(ast.literal_eval(after.value))
    return told


def formats_page() -> str:
    """Every kind of record, its columns in CSV and JSON lines, and the other formats."""
    lines = [
        _HEAD.format(command=COMMAND.format(page="formats")),
        "# Formats\n",
        "The format of a file is found by its content, not by its name; files may be gzipped or zipped. A file is"
        " one of these, or a table of one of the kinds below.\n",
        "| format | gives | what a record is called (`source_id`) |\n|---|---|---|",
        *(f"| {name} | {gives} | {called} |" for name, gives, called in _OTHER_FORMATS),
        "\n## Tables: CSV and JSON lines\n",
        "CSV needs a header; columns come in any order, missing ones are allowed, unknown ones are kept as `extra`. The"
        " id column is needed: it is the record's `source_id`. The kind is the one with that id and most columns in"
        " common; a tie goes to quarantine, and `--map` tells which it is.\n",
        "Every table may also carry:\n",
        "| column | |\n|---|---|",
        *(f"| `{name}` | {meaning} |" for name, meaning in _HANDLING),
    ]
    for kind in record_kinds().values():
        if len(kind.file_columns) > 1:
            lines += [f"\n### {kind.name}\n", "| column | holds |\n|---|---|", *_columns(kind)]
        else:
            lines += [f"\n### {kind.name}\n", "Comes from other formats only, never from a table."]
    return "\n".join(lines) + "\n"


def _columns(kind: RecordKind) -> Iterator[str]:
    if kind.id_column not in kind.columns:
        yield f"| `{kind.id_column}` | the id |"
    for name, typ in kind.columns.items():
        if name in kind.file_columns:
            holds = _NOTES.get((kind.name, name), _TYPES[typ])
            marks = [" (the id)"] if name == kind.id_column else []
            marks += [" (dates the record)"] if name == kind.when else []
            yield f"| `{name}` | {holds}{''.join(marks)} |"


PAGES: Mapping[str, Callable[[], str]] = {
    "verbs": verbs_page,
    "settings": settings_page,
    "formats": formats_page,
}
"""The generated pages by the name of their file in docs/reference."""


def main(args: list[str]) -> int:
    """Print one page."""
    if len(args) != 1 or args[0] not in PAGES:
        print(f"Say which page: {', '.join(PAGES)}. {COMMAND.format(page='verbs')}", file=sys.stderr)
        return 2
    sys.stdout.write(PAGES[args[0]]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
