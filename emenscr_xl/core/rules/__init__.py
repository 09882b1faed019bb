"""The rule kinds: each a small module, found here by its name in the definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from emenscr_xl.core.context import Context
from emenscr_xl.core.rules.active_reported import active_reported, each_reported
from emenscr_xl.core.rules.activities import adds_up_to, each_divided, single_span, time_order
from emenscr_xl.core.rules.amounts import at_most, equals, sums_to, zero_unless
from emenscr_xl.core.rules.belongs_to import belongs_to
from emenscr_xl.core.rules.edition import in_edition, not_asked_since
from emenscr_xl.core.rules.era import era
from emenscr_xl.core.rules.evidenced import evidenced
from emenscr_xl.core.rules.in_catalogue import in_catalogue
from emenscr_xl.core.rules.lines import one_primary, refers_to, repeats
from emenscr_xl.core.rules.not_falling import not_falling
from emenscr_xl.core.rules.own_report import own_report
from emenscr_xl.core.rules.own_words import own_words
from emenscr_xl.core.rules.periods import in_order, touches_year, within_period
from emenscr_xl.core.rules.progress import delay_explained, spent_as_done, within_plan
from emenscr_xl.core.rules.related import related, seldom_used
from emenscr_xl.core.rules.spending_plan import plan_in_time, share_in_band
from emenscr_xl.core.rules.unlike import unlike
from emenscr_xl.core.rules.value_chain import value_chain
from emenscr_xl.core.rules.wording import measurable
from emenscr_xl.core.submission import Finding
from emenscr_xl.form.kinds import KINDS
from emenscr_xl.form.model import Rule

Check = Callable[[Rule, Context], Iterator[Finding]]

CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        active_reported,
        adds_up_to,
        at_most,
        belongs_to,
        delay_explained,
        each_divided,
        each_reported,
        equals,
        era,
        evidenced,
        in_catalogue,
        in_edition,
        in_order,
        measurable,
        not_asked_since,
        not_falling,
        one_primary,
        own_report,
        own_words,
        plan_in_time,
        refers_to,
        related,
        repeats,
        seldom_used,
        share_in_band,
        single_span,
        spent_as_done,
        sums_to,
        time_order,
        touches_year,
        unlike,
        value_chain,
        within_period,
        within_plan,
        zero_unless,
    )
}


def broken(rule: Rule, context: Context) -> Iterator[Finding]:
    """What a rule finds in one submission: nothing when it is judged over all projects of the office."""
    return iter(()) if KINDS[rule.kind].across else CHECKS[rule.kind](rule, context)
