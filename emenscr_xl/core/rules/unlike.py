"""What a project wants shares almost no words with the chosen target (A-08, criterion 1, a heuristic)."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.core.suggest import likeness_to, suggestions
from emenscr_xl.core.text import shortened
from emenscr_xl.form.model import Rule

#: Shown where no entry shares a word with the texts.
NONE = "–"


def unlike(rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding at most: a chosen entry far less like the texts than another is, else a doubtful one.

    Doubtful is an entry that is blank, unknown or not under its parent: there, all that is said is
    suggestions. Silent while one of the texts is blank; a code that is not listed has no words to compare.
    """
    (target,), form = rule.fields["target"], context.form
    key, code = form.question(target)[2].catalogue, context.submission.text(target)
    parts = [[a.typed for _, a in context.submission.places(t)] for t in rule.fields["texts"]]
    where, texts = Where.at(target), [text for part in parts for text in part]
    if not all(parts) or where in context.submission.lost:
        return
    listed = code in {e.code for e in form.catalogues[key].offered(form.fiscal_year)}
    alike = likeness_to(form, texts, code, key) if listed else 1.0
    if alike < float(rule.options["below"]):
        message = rule.code
    elif _doubtful(rule, context, code):
        message = f"{rule.code}.suggest"
    else:
        return
    others = (s.text for s in suggestions(form, texts, key) if s.code != code)
    yield context.finding(
        message,
        where,
        texts=shortened(" / ".join(texts), 120),
        chosen=context.shown(target, code) or NONE,
        suggestions="; ".join(others) or NONE,
    )


def _doubtful(rule: Rule, context: Context, code: str) -> bool:
    """True for a code that is blank, unknown and of no official shape, or not under the chosen parent."""
    (target,), (parent,) = rule.fields["target"], rule.fields["parent"]
    chosen = context.submission.text(parent)
    actual = context.form.catalogues[context.form.question(target)[2].catalogue].parent_of(code)
    return actual is None or bool(chosen and actual != chosen)
