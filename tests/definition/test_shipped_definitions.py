"""What ships loads, and uses all that it declares."""

from pathlib import Path

import pytest

from emenscr_xl.core.rules import CHECKS
from emenscr_xl.form.faults import DefinitionError
from emenscr_xl.form.kinds import KINDS
from emenscr_xl.form.load import fiscal_years, load_definition, shipped
from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.register.plans.across import ACROSS


@pytest.mark.parametrize("year", fiscal_years())
def test_every_shipped_year_loads(year: int) -> None:
    definition = shipped(year)
    assert definition.form.fiscal_year == definition.register.fiscal_year == year


def test_a_copy_of_the_folder_is_the_same_definition(folder: Path) -> None:
    copy, original = load_definition(folder), shipped(2570)
    for name in ("form", "register", "messages", "style", "texts", "calendar", "damage", "guide"):
        assert repr(getattr(copy, name)) == repr(getattr(original, name))  # forms equal only themselves


def test_a_year_that_does_not_ship_is_refused() -> None:
    with pytest.raises(DefinitionError, match="2569: no definition"):
        shipped(2569)


def test_every_kind_of_rule_has_its_check() -> None:
    assert {*CHECKS, *ACROSS} == set(KINDS)
    assert set(ACROSS) == {name for name, kind in KINDS.items() if kind.across}


def test_every_kind_of_rule_is_used() -> None:
    assert {rule.kind for rule in shipped(2570).form.rules} == set(KINDS)


def test_every_catalogue_is_used() -> None:
    definition = shipped(2570)
    fields = [f for form in (definition.form, definition.register) for _, _, f in form.questions()]
    assert {f.catalogue for f in fields} - {""} == set(definition.register.catalogues)
    assert set(definition.register.catalogues) - set(definition.form.catalogues) == {WAIVABLE}


def test_every_source_is_used() -> None:
    for form in (shipped(2570).form, shipped(2570).register):
        assert {s for _, _, f in form.questions() for s in f.source} == set(form.sources)
