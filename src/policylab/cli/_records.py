"""How each kind of record reads in a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out

if TYPE_CHECKING:
    from policylab.schema import Study

VOICES = {
    "ascribed_to_state": "ascribed to {who} by the source, in so many words",
    "offered_by_author": "offered by the author of the source",
    "somebody_else": "somebody else's, not {whose}",
    "not_stated": "the source does not say whose",
}
FIRMNESS = {
    "recommended": "recommended",
    "second_hand": "reported from somebody else",
    "implied": "implied",
    "companion": "recommended as a companion measure",
}


def of_kind(study: Study, kind: str) -> Mapping[str, Any]:
    """Return all records of a kind by id."""
    records: Mapping[str, Mapping[str, Any]] = {
        "option": study.options,
        "criterion": study.criteria,
        "concern": study.concerns,
        "evidence": study.evidence,
        "source": study.sources,
        "scenario": study.scenarios,
        "weights": study.weight_sets,
    }
    return records[kind]


def title(record: Any) -> str:
    """Return the line that stands for a record in a list."""
    return str(record.says if hasattr(record, "passage") else record.title)


def say_option(study: Study, key: str) -> None:
    """Print an option."""
    option = study.options[key]
    _head(key, option.title, option.summary)
    out.field("Who would do it", option.actor)
    for proposal in option.proposed_by:
        note = f"; {proposal.note}" if proposal.note else ""
        cited = f"{study.sources[proposal.source].cite}, {FIRMNESS[proposal.firmness]}{note}"
        out.field("Proposed by", f"{cited} [{' '.join(proposal.evidence)}]")
    _joined("Includes", option.includes)
    _joined("Does not include", option.excludes)
    _joined("The papers do not say", option.not_stated)
    when = "" if option.tier.as_of == "not stated" else f" (as of {option.tier.as_of})"
    out.field("Feasibility as stated, never weighed", f"{option.tier.as_stated}{when}")
    for name in ("timing", "coverage", "publicity", "agency", "destination", "duration"):
        out.field(_ASPECTS[name], getattr(option, name))
    _each("Needs first", option.prerequisites)
    _each("Cannot go with", option.conflicts)
    _each("Leads to", [study.options[other].title for other in option.leads_to])
    for precedent in option.precedents:
        out.field("Precedent", f"{precedent.says} [{' '.join(precedent.evidence)}]")
    _each("Caution", option.cautions)
    if key in study.ranked_options:
        out.say()
        _scores(study, option=key)


_ASPECTS = {
    "timing": "When",
    "coverage": "Who is covered",
    "publicity": "Public or quiet",
    "agency": "Outside agency",
    "destination": "Where people end up",
    "duration": "How long it lasts",
}


def say_criterion(study: Study, key: str) -> None:
    """Print a criterion."""
    criterion = study.criteria[key]
    _head(key, criterion.title, criterion.question)
    out.field("Group", study.groups[criterion.group].title)
    out.field("-3 means", criterion.worst)
    out.field("+3 means", criterion.best)
    _each("Gathers the concern", [f"{study.concerns[c].title} [{c}]" for c in criterion.concerns])
    _each("Rests on", criterion.evidence)
    if criterion.note:
        out.field("Note", criterion.note)
    out.say()
    _scores(study, criterion=key)


def say_concern(study: Study, key: str) -> None:
    """Print a concern with its evidence."""
    concern = study.concerns[key]
    _head(key, concern.title, concern.says)
    out.field("Group", study.groups[concern.group].title)
    out.field("Voice", _voice(study, concern.voice))
    if concern.criterion is not None:
        out.field("Weighed under", f"{study.criteria[concern.criterion].title} [{concern.criterion}]")
    else:
        out.field("Not weighed", concern.why_not_weighed or "")
    for evidence in concern.evidence:
        out.say()
        say_evidence(study, evidence)


def _voice(study: Study, voice: str) -> str:
    from policylab.analysis.wording import possessive

    return VOICES[voice].format(who=study.decision_maker, whose=possessive(study))


def say_evidence(study: Study, key: str, passage: str | None = None) -> None:
    """Print one piece of evidence, with its passage if the reader's copy gave it."""
    from policylab.provenance import cite

    evidence = study.evidence[key]
    out.say(f"[{key}] {cite(study.sources[evidence.source], evidence)}")
    out.say(evidence.says, indent="  ")
    if evidence.figure is not None:
        figure = evidence.figure
        out.say(f"Figure as printed: {figure.value} ({figure.of}; as of {figure.as_of}).", indent="  ")
    for other in evidence.counters:
        out.say(f"Speaks against [{other}]: {study.evidence[other].says}", indent="  ")
    if passage is not None:
        out.say("In your copy:", indent="  ")
        out.say(passage, indent="  | ")


def say_uses(study: Study, key: str) -> None:
    """Print which scores rest on a piece of evidence."""
    cells = [(row.option, row.criterion) for row in study.rows if key in row.evidence]
    out.say()
    if not cells:
        out.say("No score rests on it.")
        return
    out.say("Scores that rest on it:" if len(cells) > 1 else "The score that rests on it:")
    for option, criterion in cells:
        out.say(f"{study.options[option].title}: {study.criteria[criterion].title}", indent="  ")


def say_source(study: Study, key: str) -> None:
    """Print the citation card of a source."""
    source = study.sources[key]
    _head(key, source.title, source.purpose)
    out.field("Author", source.author)
    out.field("Date", source.date)
    out.field("Venue", source.venue)
    out.field("Cited as", source.cite)
    out.field("Recommends", source.recommends)
    _each("Inferred", source.inferred)
    _each("Caution", source.cautions)
    _each("Section", [f"{section.title}, lines {section.lines}" for section in source.sections])
    n = sum(evidence.source == key for evidence in study.evidence.values())
    out.field("Evidence taken from it", f"{n} records")


def say_scenario(study: Study, key: str) -> None:
    """Print what circumstances are and what they do to the scores."""
    scenario = study.scenarios[key]
    _head(key, scenario.title, scenario.says)
    _each("Rests on", scenario.evidence)
    if not scenario.shifts:
        out.say("It moves no score.")
    for shift in scenario.shifts.values():
        options = (
            "all options"
            if shift.options == "all"
            else ", ".join(study.options[o].short for o in shift.options)
        )
        criteria = ", ".join(study.criteria[criterion].title for criterion in shift.criteria)
        grounds = f" [{' '.join(shift.evidence)}]" if shift.evidence else ""
        out.field(f"{shift.by:+g} on {criteria}", f"{options}. {shift.reason}{grounds}")


def print_weights(study: Study, key: str) -> None:
    """Print a weight set as the YAML that `order --weights` reads."""
    weights = study.weight_sets[key]
    for name in ("title", "owner", "says"):
        # A JSON string is a YAML string too, whatever the text holds.
        print(f"{name}: {json.dumps(out.clean(getattr(weights, name)), ensure_ascii=False)}")
    for name, most, points in (("groups", 100, weights.groups), ("criteria", 10, weights.criteria)):
        print(f"{name}:  # whole numbers from 0 to {most}")
        for item, number in points.items():
            print(f"  {item}: {number}")


SAY: dict[str, Callable[[Study, str], None]] = {
    "option": say_option,
    "criterion": say_criterion,
    "concern": say_concern,
    "source": say_source,
    "scenario": say_scenario,
    "weights": print_weights,
}


def _head(key: str, title: str, says: str) -> None:
    out.say(f"{title} [{key}]")
    out.say(says)
    out.say()


def _each(name: str, texts: Iterable[str]) -> None:
    for text in texts:
        out.field(name, text)


def _joined(name: str, texts: Iterable[str]) -> None:
    if joined := "; ".join(texts):
        out.field(name, joined)


def _scores(study: Study, option: str | None = None, criterion: str | None = None) -> None:
    from policylab.analysis.wording import signed

    rows = [
        [
            study.criteria[row.criterion].title if criterion is None else study.options[row.option].title,
            signed(row.central),
            f"{signed(row.low)} to {signed(row.high)}",
            row.basis.value,
        ]
        for row in study.rows
        if row.option == (option or row.option) and row.criterion == (criterion or row.criterion)
    ]
    out.table(["Criterion" if criterion is None else "Option", "Score", "Range", "Basis"], rows, right=[1])
    out.say(study.label)
