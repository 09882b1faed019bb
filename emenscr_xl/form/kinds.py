"""The closed set of rule kinds: which fields each speaks of. Their checks live in `core.rules`."""

from __future__ import annotations

from collections.abc import Mapping

from emenscr_xl.form.kind import Kind

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
        numbers=("fiscal_year",),
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
        chosen={"zero_when": "choice"},
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
    "related": Kind(
        ("of", "to"),
        "The relation between two catalogues pairs the two chosen codes.",
        options=("relation",),
        codes=("of", "to"),
    ),
    "seldom_used": Kind(
        ("codes",),
        "A chosen entry is not one whose catalogue row says, in a column, that it is seldom used.",
        options=("column", "says"),
        many=("codes",),
        codes=("codes",),
    ),
    "own_words": Kind(
        ("texts", "codes", "names"),
        "An explanation has enough words of its own: the names of the chosen codes and the project's names "
        "taken away, at least `shortest` letters are left; and no two explanations are the same.",
        options=("shortest",),
        many=("texts", "codes", "names"),
        codes=("codes",),
        numbers=("shortest",),
    ),
    "measurable": Kind(
        ("name", "target", "unit"),
        "A percentage is one of something measured: the name has no bare word of praise without a number or "
        "a word that says how it is measured. Counted things (other units) are measured by counting.",
        many=("name", "target", "unit"),
        lists=("bare", "measures", "ordinals", "percent"),
        paired=("name", "target", "unit"),
    ),
    "evidenced": Kind(
        ("text",),
        "A paragraph, with lines after it that begin with `cites`, holds figure, year and one of `sources`."
        " No figure: after `ordinals`; short after `areas` and not before `counters`; before `units`.",
        lists=("sources", "cites", "ordinals", "areas", "counters", "units"),
    ),
    "each_divided": Kind(
        ("name", "part_of"),
        "Every record of one table has a part in another, which names it by its number.",
    ),
    "single_span": Kind(
        ("name", "start", "end"),
        "The activities are not one alone that spans all quarters.",
        codes=("start", "end"),
    ),
    "time_order": Kind(
        ("name", "start"),
        "No record begins before the one above it.",
        codes=("start",),
    ),
    "adds_up_to": Kind(
        ("values",),
        "The values of a table, where every begun record has one, add up to a stated total, to 0.01 each.",
        options=("total",),
        numbers=("total",),
    ),
    "share_in_band": Kind(
        ("category", "amount", "total"),
        "The share of one category in the total, in percent, is not above the first of the bands; `scores` "
        "says what each band scores.",
        options=("choice", "full_score"),
        numbers=("above", "scores", "full_score"),
        lists=("above", "scores"),
        paired=("above", "scores"),
        chosen={"choice": "category"},
    ),
    "plan_in_time": Kind(
        ("months", "start", "end"),
        "Spending, month by month from October, is planned neither before the project starts nor all in the "
        "last months of the year; `late`: how many.",
        options=("late",),
        many=("months",),
        numbers=("late",),
        sizes={"months": 12},
    ),
    "own_report": Kind(
        ("result", "status", "plan"),
        "What is reported of an activity is neither the plan's text nor last quarter's, and not very short. "
        "Of one `settled` last quarter or `idle` now the text may be the same, or short; so may be a text "
        "with a number of `units` or `percent`.",
        options=("shortest",),
        numbers=("shortest",),
        lists=("settled", "idle", "units", "percent"),
        chosen={"settled": "status", "idle": "status"},
    ),
    "within_plan": Kind(
        ("value", "plan", "limit"),
        "A cumulative figure is not above its plan by `least` baht. One above the limit too is left to the "
        "limit's rule.",
        options=("least",),
        numbers=("least",),
    ),
    "spent_as_done": Kind(
        ("total", "spending", "percent", "uses"),
        "Progress of activities that use budget and their spending go together: neither is 0 while the other "
        "is not.",
        options=("uses_when",),
        chosen={"uses_when": "uses"},
    ),
    "delay_explained": Kind(
        ("name", "start", "end", "status", "explained"),
        "While an activity is behind plan (its last month is past by the quarter's end and it is not "
        "`settled`, or its first month is and it is `idle`), one of the explanations is filled with "
        "more than a dash or one of `nothing`.",
        many=("explained",),
        codes=("start", "end"),
        lists=("settled", "idle", "nothing"),
        chosen={"settled": "status", "idle": "status"},
    ),
    "unlike": Kind(
        ("target", "parent", "texts"),
        "What the project wants is like the chosen target: at least `below` as much as like the target "
        "most like it. A target that is blank or doubtful is met with suggestions.",
        options=("below",),
        numbers=("below",),
        many=("texts",),
        codes=("target", "parent"),
    ),
    "copied": Kind(
        ("texts",),
        "No two projects of the office have the same or nearly the same text: a `share` of the pieces of "
        "both together in both. Texts under `shortest` letters and official wordings are not judged.",
        options=("share", "shortest"),
        numbers=("share", "shortest"),
        many=("texts",),
        across=True,
    ),
    "crowded": Kind(
        ("codes",),
        "Not many of the office's projects chose the same code: not `least` or more that are above `percent` "
        "of those that answered.",
        options=("least", "percent"),
        numbers=("least", "percent"),
        codes=("codes",),
        across=True,
    ),
}
