"""The window's language: Chinese is what the sources say, English is read straight from the Linguist file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

import resources

Message = tuple[str, str, str]  # context, source, comment
SOURCE_LANGUAGE = "zh_CN"
_OWNED_NAME = "zhongkong.translator"


class LinguistTranslator(QTranslator):
    """Answers from a ``.ts`` file, so that no compiled copy can go stale. A plural has one form per ``numerusform``."""

    def __init__(self, messages: dict[Message, tuple[str, ...]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages

    def isEmpty(self) -> bool:
        return not self._messages

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:  # None lets Qt ask the next translator
        forms = self._messages.get((context, sourceText, disambiguation or ""))
        if forms is None and disambiguation:
            forms = self._messages.get((context, sourceText, ""))
        if forms is None:
            return None
        return forms[0] if n == 1 or len(forms) == 1 else forms[1]


def read_linguist_file(path: Path) -> dict[Message, tuple[str, ...]]:
    """What is translated in a ``.ts`` file; unfinished and vanished messages are left out."""
    from xml.etree import ElementTree  # the language of the sources needs none, and the first picture waits

    messages: dict[Message, tuple[str, ...]] = {}
    for context in ElementTree.parse(path).getroot().iterfind("context"):
        name = context.findtext("name", "")
        for message in context.iterfind("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") is not None:
                continue
            plural = message.get("numerus") == "yes"
            forms = tuple(form.text or "" for form in translation.iterfind("numerusform")) if plural else ()
            key = (name, message.findtext("source", ""), message.findtext("comment", ""))
            messages[key] = forms or (translation.text or "",)
    return messages


def install(app: QCoreApplication, lang: str) -> None:
    """Show ``lang`` from now on: numbers, dates, Qt's own dialogs and our words. May be called again to change it;
    widgets then receive ``QEvent.LanguageChange``."""
    for old in app.findChildren(QTranslator, _OWNED_NAME):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale(lang))
    own = QTranslator(app)
    if own.load(f"qtbase_{lang}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        _keep(app, own)
    if lang != SOURCE_LANGUAGE:
        _keep(app, LinguistTranslator(read_linguist_file(resources.path("i18n", f"{lang}.ts")), app))


def _keep(app: QCoreApplication, translator: QTranslator) -> None:
    translator.setObjectName(_OWNED_NAME)
    app.installTranslator(translator)
