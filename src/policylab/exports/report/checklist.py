"""The 17 items of good practice for multi-criteria analyses, each filled from the study or said to be not done.

References
----------
[MarshEtAl2016]_, whose checklist has eight steps; the items are in our words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from policylab.analysis.choices import YOURS
from policylab.exports.about import close_points, whose
from policylab.exports.report.firm import Findings
from policylab.exports.report.model import Column as Col
from policylab.exports.report.model import Grid, Lead, Para, Row, Section, section
from policylab.exports.report.sources import cited_by, count_bases
from policylab.exports.report.words import listed, number, score, typeset
from policylab.exports.view import PERCENT, View

DONE, PART, REPORTED, NOT = "done", "done in part", "reported, validation not done", "not done"

REFERENCE = (
    "Marsh, K., IJzerman, M., Thokala, P., Baltussen, R., Boysen, M., Kaló, Z., Lönngren, T., "
    "Mussen, F., Peacock, S., Watkins, J., and Devlin, N. (2016). Multiple Criteria Decision Analysis for "
    "Health Care "
    "Decision Making – Emerging Good Practices: Report 2 of the ISPOR MCDA Emerging Good Practices Task Force. "
    "Value in Health 19(2), 125–137. https://doi.org/10.1016/j.jval.2015.12.016"
)


@dataclass(frozen=True)
class Item:
    """One item: its number, its step, what it asks for, how far that is done, and what there is."""

    number: str
    step: str
    asks: str
    status: str
    found: str


Filled = tuple[str, str]


def items(view: View, firm: Findings) -> tuple[Item, ...]:
    """Return the 17 items, filled from a view."""
    return tuple(
        Item(f"{n}{'abc'[k]}", step, asks, *fill(view, firm))
        for n, (step, asked) in enumerate(_STEPS, start=1)
        for k, (asks, fill) in enumerate(asked)
    )


def part(view: View, firm: Findings) -> Section | None:
    """Return the checklist as a part of the report."""
    filled = items(view, firm)
    rows, step = [], ""
    for item in filled:
        if item.step != step:
            step = item.step
            rows.append(Row((item.number[:-1], Lead(step), "", ""), "group"))
        rows.append(Row((item.number, item.asks, Lead(item.status), typeset(item.found))))
    n = {status: sum(item.status == status for item in filled) for status in (DONE, PART, REPORTED, NOT)}
    told = {DONE: "{} are done", PART: "{} are done in part", REPORTED: "{} are reported and their validation not done",
            NOT: "{} are not done"}  # fmt: skip
    counted = listed([said.format(n[status]) for status, said in told.items() if n[status]])
    columns = (
        Col("No.", width=0.5),
        Col("Asked for", width=2.2),
        Col("Done?", width=1.1),
        Col("What there is", width=4.4),
    )
    return section(
        "Checklist of good practice for multi-criteria analyses",
        Para(
            f"The {len(filled)} items of a checklist made for decisions on health care; the items are in our words. "
            f"Of them {counted}. Nothing is called done that the study does not state."
        ),
        Grid("Checklist, filled from the study and from this report", columns, tuple(rows), named=1),
        Para(REFERENCE, "note"),
    )


# ---- What fills them ----------------------------------------------------------------------------------------------

_UNCHECKED = "The study records no check by those who decide or by those concerned."


def _who(view: View) -> str:
    told = view.published.scored_by
    return f" Who scored: {told}." if told else ""


def _problem(view: View, _: Findings) -> Filled:
    study = view.published
    if not study.about.strip():
        return PART, "The question is stated; what the study is about is not."
    n = len(study.ranked_options)
    return (
        DONE,
        f"The question, what the study is, and {number(n, 'option')} with who would act and who proposes them.",
    )


def _problem_checked(view: View, _: Findings) -> Filled:
    return REPORTED, f"{_UNCHECKED}{_who(view)}"


def _criteria_how(view: View, _: Findings) -> Filled:
    concerns = view.study.concerns
    if not concerns:
        return NOT, "The study does not say from what its criteria were taken."
    apart = [one for one in concerns.values() if one.criterion is None]
    reasons = sum(1 for one in apart if one.why_not_weighed)
    left = f" {number(len(apart), 'concern')} weighed under none, {reasons} with the reason." if apart else ""
    return DONE, (
        f"{number(len(concerns), 'concern')} that the sources put forward were gathered into "
        f"{number(len(view.study.state_criteria), 'criterion', 'criteria')}, so that one fear is not counted "
        f"several times.{left}"
    )


def _criteria_defined(view: View, _: Findings) -> Filled:
    every = view.study.criteria.values()
    grounded = sum(1 for one in every if one.concerns or one.evidence)
    said = (
        f"Each of {number(len(every), 'criterion', 'criteria')} has a question and both ends of its scale in "
        f"words; {grounded} name the "
        "concerns or the evidence that they rest on."
    )
    return (DONE if grounded == len(every) else PART), said


def _criteria_checked(view: View, firm: Findings) -> Filled:
    found = firm.structure
    program = (
        "The program could not look for criteria that are idle or alike."
        if isinstance(found, str)
        else "The program looked for criteria that are idle, alike or resting on the same passages: "
        + (f"{number(len(found.warnings), 'note')}, listed above." if found.warnings else "nothing to note.")
    )
    return REPORTED, f"Groups, criteria and concerns are listed. {program} {_UNCHECKED}"


def _performance_sources(view: View, _: Findings) -> Filled:
    study, by = view.study, cited_by(view)
    if not by:
        return NOT, "Nothing in this study cites evidence."
    state = count_bases(view, tuple(study.criteria))
    return DONE, (
        f"{number(len(study.sources), 'source')}, {number(len(by), 'record')} of what stands where in them. Of "
        f"the scores "
        f"{state['stated']} are stated by a source, {state['implied']} implied by one and {state['judgement']} "
        f"judgements. The sources were those at "
        "hand; no systematic search is recorded."
    )


def _performance_checked(view: View, _: Findings) -> Filled:
    return REPORTED, (
        "All scores stand in a table of this report, each judgement with its reason; ranges, reasons and passages "
        "of all are in the files for programs. Each passage can "
        f"be found again in a reader’s own copy. {_UNCHECKED}"
    )


def _scoring(view: View, _: Findings) -> Filled:
    study = view.study
    given = sum(1 for row in study.rows if row.reason.strip())
    return (DONE if given == len(study.rows) else PART), (
        f"Direct rating from {score(-3)} to {score(3)} in steps of {study.step:g} against today’s practice, "
        f"lowest, central and highest; "
        f"value in proportion to the score. {given} of {number(len(study.rows), 'score')} give their reason."
    )


def _scores_checked(view: View, _: Findings) -> Filled:
    n = len(view.result.own)
    own = f" {number(n, 'score')} of this report are a reader’s own." if n else ""
    return REPORTED, f"No second scorer and no agreement between scorers is recorded.{own}{_who(view)}"


def _weighting(view: View, _: Findings) -> Filled:
    study, choice = view.published, view.result.weight_set
    how = (
        "Direct points, 0 to 100 for groups and 0 to 10 for criteria, with both ends of the scales in words."
    )
    if choice.id == YOURS or choice.id not in study.weight_sets:
        return PART, f"{how} These are {whose(view)}; why they are so is not recorded."
    record = study.weight_sets[choice.id]
    ground = (
        f" It rests on {number(len(record.evidence), 'passage')}."
        if record.evidence
        else " It names no passage."
    )
    return (
        DONE if record.evidence else PART
    ), f"{how} {record.title} ({record.owner}): {record.says}{ground}"


def _weights_checked(view: View, _: Findings) -> Filled:
    others = len(view.published.weight_sets)
    return REPORTED, (
        f"All points and shares are listed; the study has {number(others, 'set')} of weights with owners. No "
        f"check that they express "
        "what their owners hold, and none of their consistency, is recorded."
    )


def _aggregation(view: View, _: Findings) -> Filled:
    return PART, (
        "A weighted sum, so that every part of a total can be followed; the formula stands under Method. It "
        "presumes that what a "
        "criterion is worth does not depend on the others; that was not tested with anybody."
    )


def _aggregation_checked(view: View, _: Findings) -> Filled:
    shared = f"within {close_points(view.result.closeness)}"
    return REPORTED, (
        f"Totals are reported with their parts; options {shared} share a place. The receipt makes every number "
        f"again. {_UNCHECKED}"
    )


def _doubt(view: View, _: Findings) -> Filled:
    study = view.study
    scored = [row for row in study.rows if row.option != study.baseline]
    ranged = sum(1 for row in scored if row.low < row.high)
    if not ranged and not study.limits:
        return NOT, "No score has a range, and no limits are stated."
    return (DONE if ranged and study.limits else PART), (
        f"{ranged} of {number(len(scored), 'score')} have a range; whose weights they are, "
        f"{number(len(study.scenarios), 'scenario')}, what each score "
        f"rests on, {number(len(study.limits), 'known limit')} and the missing voices are stated."
    )


def _doubt_worked_out(view: View, firm: Findings) -> Filled:
    parts = {
        f"ranges of places over {view.draws:,} draws of the scores (middle {PERCENT} %)": True,
        "what would have to be true for another option to come first": not isinstance(firm.conditions, str),
        "every share of protection in the total": not isinstance(firm.ladder, str),
        "every scenario, with regret": not isinstance(firm.scenarios, str),
    }
    done = [what for what, is_there in parts.items() if is_there]
    left = [what for what, is_there in parts.items() if not is_there]
    return (PART if left else DONE), f"Worked out: {listed(done)}." + (
        f" Left out: {listed(left)}." if left else ""
    )


def _reported(view: View, _: Findings) -> Filled:
    return DONE, "This report, with the files for programs, and the receipt that makes them again."


def _examined(view: View, firm: Findings) -> Filled:
    compared = [] if isinstance(firm.ledgers, str) else ["what beats what on the two ledgers"]
    compared += [] if isinstance(firm.conditions, str) else ["how near every other option is"]
    said = f"The program examines {listed(compared)}. " if compared else ""
    return (
        PART if compared else NOT
    ), f"{said}No discussion of the findings with those who decide or those concerned is recorded."


_STEPS: tuple[tuple[str, tuple[tuple[str, Callable[[View, Findings], Filled]], ...]], ...] = (
    ("The decision", (
        ("Describe clearly what is to be decided", _problem),
        ("Have the description checked, and report it", _problem_checked),
    )),
    ("Criteria", (
        ("Say how the criteria were found, and why so", _criteria_how),
        ("Define each criterion, and say why", _criteria_defined),
        ("Have criteria and their tree checked, and report them", _criteria_checked),
    )),
    ("Performance", (
        ("Say from what sources performance was taken, and why those", _performance_sources),
        ("Have the table of performance checked, and report it", _performance_checked),
    )),
    ("Scores", (
        ("Say how scores were given, and why so", _scoring),
        ("Have the scores checked, and report them", _scores_checked),
    )),
    ("Weights", (
        ("Say how weights were given, and why so", _weighting),
        ("Have the weights checked, and report them", _weights_checked),
    )),
    ("Totals", (
        ("Say by what rule totals are formed, and why that", _aggregation),
        ("Have the totals checked, and report them", _aggregation_checked),
    )),
    ("Doubt", (
        ("Name what is uncertain", _doubt),
        ("Say how the doubt was examined, and why so", _doubt_worked_out),
    )),
    ("Reporting", (
        ("Report method and findings", _reported),
        ("Examine the findings", _examined),
    )),
)  # fmt: skip
