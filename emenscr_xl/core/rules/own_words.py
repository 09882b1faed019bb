"""Explanations in the owner's own words (A-07, within one submission; unconfirmed)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.core.text import letters, shortened
from emenscr_xl.form.model import Rule

#: A project's name is the same with or without the word before it.
PROJECT_WORD = "โครงการ"


def own_words(rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding at most for each explanation: copied, else very short, else the same as an earlier one.

    Copied: taking away the names of the chosen codes, what is typed in `names` and the project's name leaves
    fewer than `shortest` letters, and less than was taken. Lengths count no blanks and no punctuation.
    """
    sources = sorted(_sources(rule, context), key=lambda source: -len(source[1]))
    seen: dict[str, str] = {}
    shortest = int(rule.options["shortest"])
    for address in rule.fields["texts"]:
        for where, answer in context.submission.places(address):
            text, shown = letters(answer.typed), shortened(answer.typed)
            own, label, source = _own(text, sources)
            if answer.fault:
                continue
            if len(own) < min(shortest, len(text) - len(own)):
                details = {"other_label": label, "other": shortened(source)}
                yield context.finding(rule.code, where, text=shown, **details)
            elif len(text) < shortest:
                details = {"length": str(len(text)), "shortest": str(shortest)}
                yield context.finding(f"{rule.code}.short", where, text=shown, **details)
            elif text in seen:
                yield context.finding(f"{rule.code}.same", where, text=shown, other_label=seen[text])
            seen.setdefault(text, context.label(address))


def _sources(rule: Rule, context: Context) -> Iterator[tuple[str, str]]:
    """The wordings that are not the owner's own, each with the label of its field."""
    for address in rule.fields["names"]:
        yield from ((context.label(address), a.typed) for _, a in context.submission.places(address))
    for address in rule.fields["codes"]:
        catalogue = context.form.catalogues[context.form.question(address)[2].catalogue]
        entries = (catalogue.get(code) for _, code in context.codes(address))
        yield from ((context.label(address), entry.name) for entry in entries if entry)


def _own(text: str, sources: Sequence[tuple[str, str]]) -> tuple[str, str, str]:
    """What is left of a text without the sources, and the label and wording of the one that took most."""
    most, label, taken = 0, "", ""
    for name, source in sources:
        core = letters(source).removeprefix(PROJECT_WORD)
        left = text.replace(core, "") if core else text
        if len(text) - len(left) > most:
            most, label, taken = len(text) - len(left), name, source
        text = left
    return text, label, taken
