"""A code and its name stand in the loaded catalogue and agree (A-12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.core.text import squeezed
from emenscr_xl.core.values import split_code
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.model import Field, Rule


def in_catalogue(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding for a code that is not listed, or no longer, or whose typed name is not the listed one.

    A catalogue that is not loaded says nothing. An open field takes its own words, and takes codes of the
    official shape where the list is known to be incomplete.
    """
    for address in rule.fields["codes"]:
        field = context.form.question(address)[2]
        catalogue = context.form.catalogues[field.catalogue]
        for where, answer in context.submission.places(address):
            code, name = str(answer.value), split_code(answer.typed)[1]
            entry = catalogue.get(code)
            if code in catalogue.gone:
                shown, version = catalogue.gone[code].text, str(catalogue.version)
                yield context.finding(f"{rule.code}.gone", where, code=shown, version=version)
            elif entry is None:
                if not _accepted(field, catalogue, code):
                    yield context.finding(rule.code, where, value=answer.typed)
            elif name and squeezed(name) != squeezed(entry.name):
                yield context.finding(
                    f"{rule.code}.name", where, code=code, name=entry.name, value=squeezed(name)
                )


def _accepted(field: Field, catalogue: Catalogue, code: str) -> bool:
    """True for a code outside the list that is not to be doubted."""
    if not catalogue.entries:
        return True
    return field.open and (not catalogue.shape or bool(re.match(catalogue.shape, code, re.ASCII)))
