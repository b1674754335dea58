"""Two languages, both whole: what the window shows, and what Qt-free code says."""

from __future__ import annotations

import ast
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

import resources
from console.wording import LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
LET_PASS = ("# not shown", "# every language")  # the second is for glyphs that stay as they are
LUPDATE = ["-no-obsolete", "-locations", "none", "-source-language", "zh_CN", "-target-language", "en"]
TRANSLATING = {"tr", "translate", "QT_TR_NOOP", "QT_TRANSLATE_NOOP"}
INNER = re.compile(r"\.[a-z_]+\.")
PREFIX = re.compile(r"[a-z_]+(\.[a-z_]*)+")
EMPTY_CELL = re.compile(r"plan_sheet\.template\.example_")  # a sheet's example rows have empty cells
PART_SUFFIX = re.compile(r"\.(zh_CN|en)\.json$")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def window_files() -> list[Path]:
    return sorted((ROOT / "widgets").rglob("*.py"))


# --- sentences of Qt-free code ---------------------------------------------------------------------------------------


def test_every_part_is_there_in_both_languages() -> None:
    parts = [path.name for path in resources.path("i18n", "parts").iterdir()]
    assert all(PART_SUFFIX.search(name) for name in parts)
    areas = {lang: {name.split(".")[0] for name in parts if name.endswith(f".{lang}.json")} for lang in LANGUAGES}
    assert areas["zh_CN"] == areas["en"]


def test_both_languages_have_the_same_keys() -> None:
    chinese, english = (set(catalogue(lang)) for lang in LANGUAGES)
    assert chinese == english


@pytest.mark.parametrize("key", sorted(catalogue("zh_CN")))
def test_a_sentence_has_the_same_placeholders_in_both_languages(key: str) -> None:
    chinese, english = (catalogue(lang)[key] for lang in LANGUAGES)
    assert placeholders(chinese) == placeholders(english)
    assert "" not in placeholders(chinese), "placeholders have names"
    assert bool(chinese.strip()) is bool(english.strip())
    assert chinese.strip() or EMPTY_CELL.match(key)


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_an_english_sentence_holds_no_chinese(key: str) -> None:
    # a term of the trade may stand in brackets behind its English name, or between quotation marks
    english = re.sub(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"", "", catalogue("en")[key])
    assert not CJK.search(english)


def written_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every string literal, and a pattern of what each ``f"refused.{code}"``, ``"refused." + code`` or
    ``f"{area}.told.{code}"`` makes."""
    literals: set[str] = set()
    built: list[re.Pattern[str]] = []
    files = [ROOT / "main.py"]
    for room in ("console", "inventory", "scripts_library", "widgets"):
        files += (ROOT / room).rglob("*.py")
    for file in files:
        if not file.exists():
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr | ast.BinOp):
                parts = node.values if isinstance(node, ast.JoinedStr) else [node.left, node.right]
                texts = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
                if texts and (PREFIX.fullmatch(texts[0]) or INNER.fullmatch(texts[0])):
                    made = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"(.+)" for p in parts]
                    built.append(re.compile("".join(made)))
    return literals, built


def test_no_sentence_is_left_that_nothing_says() -> None:
    """A key stands in the code whole, or is built from a prefix and a code that stands in the code."""
    literals, built = written_in_code()

    def said(key: str) -> bool:
        if key in literals:
            return True
        for pattern in built:
            match = pattern.fullmatch(key)
            if match and all(part in literals or part.isdigit() for part in match.groups()):
                return True
        return False

    assert [key for key in sorted(catalogue("en")) if not said(key)] == []


def test_every_sentence_the_code_asks_for_by_name_exists() -> None:
    missing = []
    for file in [*(ROOT / "console").rglob("*.py"), *(ROOT / "widgets").rglob("*.py"), ROOT / "main.py"]:
        if not file.exists():
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or called(node) not in {"say", "_say"}:
                continue
            for argument in node.args[:2]:
                key = argument.value if isinstance(argument, ast.Constant) else None
                if isinstance(key, str) and "." in key and key not in catalogue("en"):
                    missing.append(f"{file.relative_to(ROOT)}:{node.lineno}: {key}")
    assert not missing


# --- words of the window ---------------------------------------------------------------------------------------------


def called(node: ast.Call) -> str:
    function = node.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def untranslatable(text: str) -> Iterator[str]:
    """Chinese in the source that lupdate would not find, with its line; a line marked as in ``LET_PASS`` passes."""
    tree = ast.parse(text)
    marked = {number for number, line in enumerate(text.splitlines(), 1) if any(mark in line for mark in LET_PASS)}
    fine: set[int] = set()  # ids of nodes
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in TRANSLATING:
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr | ast.BinOp) and CJK.search(ast.unparse(argument)):
                    yield f"{node.lineno}: a built text cannot be translated; use .format() after tr"
                fine.update(id(each) for each in ast.walk(argument))
        elif isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                fine.add(id(first.value))  # a docstring
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CJK.search(node.value):
            lines = set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            if id(node) not in fine and not lines & marked:
                yield f"{node.lineno}: {node.value[:40]!r} is not in tr()"


@pytest.mark.parametrize("file", window_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_chinese_word_of_the_window_can_be_translated(file: Path) -> None:
    assert list(untranslatable(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"""文档"""\nx = self.tr("过款")', False),
        ('x = QCoreApplication.translate("Roles", "主推")', False),
        ('x = QT_TRANSLATE_NOOP("Roles", "主推")', False),
        ('x = "等线"  # not shown', False),
        ('x = "引"  # every language', False),
        ('x = "过款"', True),
        ('x = f"还剩 {n} 件"', True),
        ('x = self.tr(f"还剩 {n} 件")', True),
        ('x = self.tr("还剩" + n)', True),
        ('x = self.tr("还剩 {n} 件").format(n="三")', True),
    ],
)
def test_the_rule_finds_what_cannot_be_translated(text: str, found: bool) -> None:
    assert bool(list(untranslatable(text))) is found


def looked_up() -> Iterator[tuple[str, str, str]]:
    """What the window asks the translator for: context, source and comment, as Qt will see them."""

    def within(node: ast.AST, owner: str) -> Iterator[tuple[str, str, str]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call) and called(child) in TRANSLATING:
                texts = [each.value for each in child.args if isinstance(each, ast.Constant)]
                words = texts if called(child) in {"translate", "QT_TRANSLATE_NOOP"} else [owner, *texts]
                if len(words) > 1:
                    yield str(words[0]), str(words[1]), str(words[2]) if len(words) > 2 else ""
            yield from within(child, child.name if isinstance(child, ast.ClassDef) else owner)

    for file in window_files():
        yield from within(ast.parse(file.read_text(encoding="utf-8")), "")


def test_all_the_window_looks_up_is_in_the_english_file() -> None:
    """The extraction misses a call inside an f-string and takes a renamed ``translate`` for ``tr``."""
    shipped = {entry[:3] for entry in messages(resources.path("i18n", "en.ts"))}
    assert sorted(set(looked_up()) - shipped) == []
    assert sorted(shipped - set(looked_up())) == []


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped file brought up to date with the sources."""
    copy = tmp_path_factory.mktemp("i18n") / "en.ts"
    shutil.copy(resources.path("i18n", "en.ts"), copy)
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    subprocess.run(
        [tool, *LUPDATE, *window_files(), "-ts", copy], cwd=ROOT, check=True, capture_output=True, timeout=120
    )
    return copy


def messages(path: Path) -> Iterator[tuple[str, str, str, ElementTree.Element]]:
    for context in ElementTree.parse(path).getroot().iterfind("context"):
        for message in context.iterfind("message"):
            yield context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""), message


def test_the_english_file_knows_exactly_what_the_sources_say(fresh: Path) -> None:
    """Otherwise: ``make translations``, then translate what is new."""
    shipped, now = ({entry[:3] for entry in messages(path)} for path in (resources.path("i18n", "en.ts"), fresh))
    assert shipped == now


def test_everything_is_translated_with_the_same_placeholders() -> None:
    faults = []
    for context, source, _comment, message in messages(resources.path("i18n", "en.ts")):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iterfind("numerusform")] or [translation.text or ""]
        if translation.get("type") is not None or not all(form.strip() for form in forms):
            faults.append(f"{context}: {source}: not translated")
        elif any(placeholders(form) != placeholders(source) for form in forms):
            faults.append(f"{context}: {source}: other placeholders")
        elif message.get("numerus") == "yes" and len(forms) != 2:
            faults.append(f"{context}: {source}: one and many are two forms")
    assert not faults
