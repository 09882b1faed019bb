"""The closed set of rule kinds: which fields each speaks of. Their checks live in `core.rules`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """A rule kind: its field parameters (references), its options and one paragraph of documentation.

    A parameter names one field, or any number when it is among `many`; those among `codes` name code fields.
    `hangs`: which parameter's codes belong to which other's.
    """

    fields: tuple[str, ...]
    about: str
    options: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    hangs: Mapping[str, str] = field(default_factory=dict)  # child -> parent
    across: bool = False  # judged over all projects of the office when their workbooks are together


KINDS: Mapping[str, Kind] = {
    "belongs_to": Kind(
        ("child", "parent"),
        "The child's code hangs on the parent's: by its first digits, else by its catalogue row.",
        many=("child",),
        codes=("child", "parent"),
        hangs={"child": "parent"},
    ),
    "value_chain": Kind(
        ("y1", "component", "factor"),
        "V and F carry the code of the chosen Y1, and F belongs to V.",
        codes=("y1", "component", "factor"),
        hangs={"component": "y1", "factor": "component"},
    ),
    "in_edition": Kind(
        ("codes",),
        "The edition of the plan that a code belongs to is in force in the year.",
        many=("codes",),
        codes=("codes",),
    ),
    "not_asked_since": Kind(
        ("field",),
        "A field that is no longer asked from a fiscal year on is blank.",
        options=("fiscal_year",),
        many=("field",),
    ),
    "repeats": Kind(
        ("primary", "secondary"),
        "A secondary line does not repeat the primary one.",
        many=("secondary",),
        codes=("primary", "secondary"),
    ),
    "in_catalogue": Kind(
        ("codes",),
        "A code and its name stand in the loaded catalogue and agree.",
        many=("codes",),
        codes=("codes",),
    ),
    "one_primary": Kind(
        ("field",),
        "There is exactly one primary line.",
        many=("field",),
        codes=("field",),
    ),
    "equals": Kind(
        ("total", "parts"),
        "A stated total equals the sum of its parts, to 0.01.",
    ),
    "sums_to": Kind(
        ("sums",),
        "A sum that the workbook computes still equals its parts, to 0.01.",
        many=("sums",),
    ),
    "zero_unless": Kind(
        ("amount", "choice"),
        "The amount is 0 with one answer to the choice, and above 0 with any other.",
        options=("zero_when",),
    ),
    "active_reported": Kind(
        ("start", "end", "reported"),
        "Every record that is active in the quarter has these answers in the quarter's report.",
        many=("reported",),
        codes=("start", "end"),
    ),
    "each_reported": Kind(
        ("of", "reported"),
        "Every record of one table has these answers in another.",
        many=("reported",),
    ),
    "not_falling": Kind(
        ("value",),
        "A cumulative figure does not fall from one quarter to the next.",
        many=("value",),
    ),
    "at_most": Kind(
        ("value", "limit"),
        "A figure is not above its limit.",
        many=("value",),
    ),
    "in_order": Kind(
        ("first", "second"),
        "The first is not after the second.",
    ),
    "touches_year": Kind(
        ("start", "end"),
        "The period shares at least one day with the fiscal year.",
    ),
    "within_period": Kind(
        ("start", "end", "period_start", "period_end"),
        "A record's months lie inside the project's dates.",
        many=("start", "end"),
        codes=("start", "end"),
    ),
    "refers_to": Kind(
        ("number", "of"),
        "A record number names a record that exists.",
        many=("number",),
    ),
    "era": Kind(
        ("dates",),
        "A date is typed in the Buddhist era (year 2400 or later).",
        many=("dates",),
    ),
    "unlike": Kind(
        ("target", "parent", "texts"),
        "What the project wants is like the chosen target: at least `below` as much as like the target "
        "most like it. A target that is blank or doubtful is met with suggestions.",
        options=("below",),
        many=("texts",),
        codes=("target", "parent"),
    ),
    "copied": Kind(
        ("texts",),
        "No two projects of the office have the same or nearly the same text: a `share` of the pieces of "
        "both together in both. Texts under `shortest` letters and official wordings are not judged.",
        options=("share", "shortest"),
        many=("texts",),
        across=True,
    ),
    "crowded": Kind(
        ("codes",),
        "Not many of the office's projects chose the same code: not `least` or more that are above `percent` "
        "of those that answered.",
        options=("least", "percent"),
        codes=("codes",),
        across=True,
    ),
}
