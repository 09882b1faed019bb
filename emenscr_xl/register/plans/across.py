"""What shows only when the office's projects are seen together: copied wording, a target that many chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from emenscr_xl.core.context import Context
from emenscr_xl.core.likeness import runs
from emenscr_xl.core.said import said
from emenscr_xl.core.submission import Finding, Submission
from emenscr_xl.core.text import shortened, squeezed
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Form, Rule
from emenscr_xl.register.collected import Counted
from emenscr_xl.register.office import Office
from emenscr_xl.register.plans.copied import copies

#: What a return asks for altogether, which is set beside what the plan allocates.
BUDGET = "M2.budget_total"
#: Projects named in one sentence; the rest are counted.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Together:
    """The projects of an office side by side: their answers and names by id."""

    form: Form
    submissions: Mapping[str, Submission]
    names: Mapping[str, str]
    _named: dict[tuple[tuple[str, ...], int], str] = field(default_factory=dict, init=False)

    def named(self, projects: Sequence[str]) -> str:
        """`2570-001 name; 2570-002 name; +3`; the same text where the same are named again."""
        first, more = tuple(projects[:MOST_NAMED]), len(projects) - MOST_NAMED
        if (first, more) not in self._named:
            shown = [f"{p} {self.names.get(p, '')}".strip() for p in first]
            self._named[first, more] = "; ".join([*shown, *([f"+{more}"] if more > 0 else [])])
        return self._named[first, more]


Found = Iterator[tuple[str, Finding]]
Judge = Callable[[Rule, Together], Found]


def copied(rule: Rule, office: Together) -> Found:
    """By project and field: the other projects whose text is the same or nearly so (A-07, unconfirmed).

    Names of official lists are not compared: that they are copied is another finding's matter.
    """
    share, shortest = float(rule.options["share"]), int(rule.options["shortest"])
    official = {squeezed(e.name) for c in office.form.catalogues.values() for e in c.entries.values()}
    for address in rule.fields["texts"]:
        texts = {}
        for project, submission in office.submissions.items():
            text = "\n".join(answer.typed for _, answer in submission.places(address))
            if sum(map(len, runs(text))) >= shortest and squeezed(text) not in official:
                texts[project] = text
        for group in copies(texts, share):
            for project in group:
                yield (
                    project,
                    _copied(rule, office, address, texts, [project, *(p for p in group if p != project)]),
                )


def _copied(
    rule: Rule, office: Together, address: str, texts: Mapping[str, str], group: Sequence[str]
) -> Finding:
    project, *others = group
    submission = office.submissions[project]
    where, _ = next(submission.places(address))
    return Context(office.form, submission).finding(
        rule.code,
        where,
        others=office.named(others),
        text=shortened(texts[project], 80),
        other=others[0],
        other_text=shortened(texts[others[0]], 80),
    )


def crowded(rule: Rule, office: Together) -> Found:
    """Once for each code that many projects chose (A-11, unconfirmed): at the first of them."""
    (address,) = rule.fields["codes"]
    least, percent = int(rule.options["least"]), int(rule.options["percent"])
    chosen: dict[str, list[str]] = defaultdict(list)
    for project, submission in office.submissions.items():
        if code := submission.text(address):
            chosen[code].append(project)
    answered = sum(map(len, chosen.values()))
    for code, projects in chosen.items():
        if len(projects) >= least and len(projects) * 100 > percent * answered:
            context = Context(office.form, office.submissions[projects[0]])
            where, _ = next(context.submission.places(address))
            yield (
                projects[0],
                context.finding(
                    rule.code,
                    where,
                    code=context.shown(address, code),
                    count=str(len(projects)),
                    answered=str(answered),
                    projects=office.named(projects),
                ),
            )


ACROSS: Mapping[str, Judge] = {judge.__name__: judge for judge in (copied, crowded)}


def _asked(rule: Rule) -> Iterator[str]:
    """The questions whose answers a rule sets side by side."""
    for addresses in rule.fields.values():
        yield from addresses


def set_beside(form: Form) -> frozenset[str]:
    """The addresses of the answers that are set beside those of other projects."""
    return frozenset((BUDGET, *(a for rule in form.rules if rule.kind in ACROSS for a in _asked(rule))))


def with_across(counted: Mapping[str, Counted], office: Office, definition: Definition) -> dict[str, Counted]:
    """The counted files, with what is found across the must-enter projects beside what was found in each.

    Of each only the answers that are set side by side are unpacked: these stay at hand until `with_doubts`
    has seen them.
    """
    form, names = definition.form, {str(p["id"]): str(p.get("name", "")) for p in office.must_enter}
    found = {p: replace(c, brief=c.read.brief) for p, c in counted.items()}
    briefs = {p: c.brief for p, c in found.items() if p in names and c.brief}
    together = Together(form, {p: brief.submission for p, brief in briefs.items()}, names)
    doubts: dict[str, list[Finding]] = defaultdict(list)
    for rule in form.rules:
        for project, finding in ACROSS[rule.kind](rule, together) if rule.kind in ACROSS else ():
            doubts[project].append(finding)
    for project, findings in doubts.items():
        known, places = found[project], briefs[project].places
        words = (said(f, definition.messages, *places.get(f.where, ("", ""))) for f in findings)
        found[project] = replace(known, findings=(*known.findings, *words))
    return found
