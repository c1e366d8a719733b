"""Builders for tests: a tiny study of an invented ferry, in memory or as files, and its two sources.

Four options, five criteria in two ledgers, nine pieces of evidence. All of it is made up.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from policylab.catalog import load
from policylab.provenance import fingerprint
from policylab.schema import Study

PAPERS = {
    "A1_report.txt": """\
The Ferry in Winter
A report to the council of Elmsund

1. What we saw
The last boat leaves at six. After that, is-
landers who missed it cross in rowing boats, and
two of them collided in March. The quay is
crowded on Fridays.

2. What we propose
We propose later boats: one at nine and one at
eleven. A bridge would end all crossings by row-
ing boat, but it would cost forty years of the
council's income.
""",
    "B2_letter.txt": """\
To whom it may concern

We live on the island. My mother missed the boat
and slept on the quay in the rain. Nobody asked
us. We shall petition the county for a clinic
here, so that fewer of us have to cross at all.

The council says that it fears for its purse
above all, and then for its name.
""",
}
"""The reader's copies of the two sources, by file name."""

_STUDY = """\
id: tiny_ferry
title: The last ferry
question: What should Elmsund do about islanders who miss the last boat?
version: "2026.1"
baseline: as_today
label: Scores are judgements on an invented ferry.
about: A tiny study for tests; everything in it is made up.
scored_by: the authors of the tests
licence: CC0-1.0
step: 0.5
limits: [nothing here is real]
missing_voices: The captain was not asked.
default:
  weights: equal
  scenario: today
groups:
  safety:
    title: Safety
    ledger: state
    letter: S
    says: Collisions, and order at the quay.
  purse:
    title: Purse
    ledger: state
    letter: P
    says: What it costs the council.
  islanders:
    title: Islanders
    ledger: protection
    letter: I
    says: What is wanted for the islanders themselves.
"""

_SOURCES = """\
report_2020:
  title: The Ferry in Winter
  author: not stated
  date: "2020-04"
  venue: Council of Elmsund
  tag: A1
  cite: Elmsund report (2020)
  purpose: to find out why islanders row at night
  recommends: later boats
  inferred: [written by the council's clerk]
  cautions: [counts one winter only]
  sections:
    - title: What we saw
      lines: "4-8"
    - title: What we propose
      lines: "10-14"
letter:
  title: not stated
  author: not stated
  date: not stated
  venue: not stated
  tag: B2
  cite: An islander's letter
  purpose: to be heard
  recommends: a clinic on the island
  sections:
    - title: letter
      lines: "1-9"
"""

_EVIDENCE = (
    ("rep_last_boat", "report_2020", "What we saw", "5", "reports_fact",
     "The last boat leaves at six", "The last boat goes at six."),
    ("rep_collision", "report_2020", "What we saw", "5-7", "states_concern",
     "islanders who missed it cross in rowing boats, and two of them collided in March",
     "Islanders row across at night, and two boats collided."),
    ("rep_crowd", "report_2020", "What we saw", "7-8", "states_concern",
     "The quay is crowded on Fridays", "On Fridays the quay is full."),
    ("rep_later", "report_2020", "What we propose", "11-12", "recommends",
     "We propose later boats: one at nine and one at eleven", "Two later boats are proposed."),
    ("rep_bridge", "report_2020", "What we propose", "12-14", "assesses",
     "A bridge would end all crossings by rowing boat, but it would cost forty years of the council's income",
     "A bridge would end the rowing and cost far too much."),
    ("let_rain", "letter", "letter", "3-4", "reports_fact",
     "My mother missed the boat and slept on the quay in the rain", "Somebody slept on the quay in the rain."),
    ("let_clinic", "letter", "letter", "5-6", "recommends",
     "We shall petition the county for a clinic here", "A clinic on the island is asked for."),
    ("let_fewer", "letter", "letter", "6", "assesses",
     "fewer of us have to cross at all", "With a clinic fewer would have to cross."),
    ("let_purse", "letter", "letter", "8-9", "states_concern",
     "The council says that it fears for its purse above all, and then for its name",
     "The council fears for its money, then for its name."),
)  # fmt: skip

_CONCERNS = """\
drowning:
  title: Drowning
  group: safety
  voice: offered_by_author
  says: Rowing boats collide at night.
  evidence: [rep_collision]
  criterion: collisions
crowding:
  title: Crowding
  group: safety
  voice: offered_by_author
  says: The quay is full on Fridays.
  evidence: [rep_crowd]
  criterion: quay_order
spending:
  title: Spending
  group: purse
  voice: somebody_else
  says: The council fears for its purse, as the letter has it.
  evidence: [let_purse]
  criterion: cost
good_name:
  title: Its good name
  group: purse
  voice: somebody_else
  says: The council fears for its name, as the letter has it.
  evidence: [let_purse]
  criterion: null
  why_not_weighed: Only the letter says so.
"""

_CRITERIA = """\
collisions:
  title: Collisions
  group: safety
  question: Would fewer boats collide?
  worst: A collision every night
  best: No more collisions
  concerns: [drowning]
  evidence: [rep_collision]
quay_order:
  title: Order at the quay
  group: safety
  question: Would the quay be calmer?
  worst: Brawls each Friday
  best: Nobody has to wait
  concerns: [crowding]
  evidence: [rep_crowd]
cost:
  title: Cost
  group: purse
  question: What would it cost the council?
  worst: More than its whole income
  best: It would earn money
  concerns: [spending]
  evidence: [let_purse]
  note: In money of the year of the report.
dry_nights:
  title: Dry nights
  group: islanders
  question: Would nobody have to sleep on the quay?
  worst: Many more sleep outside
  best: Nobody sleeps outside
  evidence: [let_rain]
own_say:
  title: A say of their own
  group: islanders
  question: Would islanders be asked?
  worst: They are told to be silent
  best: Nothing is decided without them
"""

_OPTION = """\
{id}:
  title: {title}
  short: {short}
  summary: {summary}
  role: {role}
  actor: {actor}
  proposed_by: {proposed_by}
  includes: [{includes}]
  tier:
    level: {level}
    as_stated: not stated
    as_of: not stated
  timing: not stated
  coverage: everybody on the island
  publicity: public
  agency: none
  destination: home
  duration: not stated
"""

_OPTIONS = "".join(
    _OPTION.format(**fields)
    for fields in (
        {"id": "as_today", "title": "As today", "short": "Today", "role": "baseline", "level": "not_ranked",
         "summary": "The last boat leaves at six.", "actor": "Council", "proposed_by": "[]",
         "includes": "a boat at six"},
        {"id": "later_boats", "title": "Later boats", "short": "Later", "role": "option", "level": "bottom",
         "summary": "Boats at nine and at eleven as well.", "actor": "Council",
         "proposed_by": "\n    - source: report_2020\n      firmness: recommended\n      evidence: [rep_later]",
         "includes": "a boat at nine, a boat at eleven"},
        {"id": "bridge", "title": "A bridge", "short": "Bridge", "role": "option", "level": "top",
         "summary": "A bridge to the island.", "actor": "Council",
         "proposed_by": "\n    - source: report_2020\n      firmness: implied\n      evidence: [rep_bridge]",
         "includes": "a road"},
        {"id": "clinic", "title": "A clinic on the island", "short": "Clinic", "role": "lever",
         "level": "not_ranked", "summary": "The county builds a clinic.", "actor": "County",
         "proposed_by": "\n    - source: letter\n      firmness: recommended\n      evidence: [let_clinic]",
         "includes": "a nurse"},
    )
)  # fmt: skip

_SCORES = """\
option,criterion,low,central,high,basis,evidence,reason
as_today,collisions,0,0,0,judgement,,Zero by definition.
as_today,quay_order,0,0,0,judgement,,Zero by definition.
as_today,cost,0,0,0,judgement,,Zero by definition.
as_today,dry_nights,0,0,0,judgement,,Zero by definition.
as_today,own_say,0,0,0,judgement,,Zero by definition.
later_boats,collisions,0.5,1,2,implied,rep_collision rep_later,Fewer would have to row.
later_boats,quay_order,-1,-0.5,0.5,implied,rep_crowd,"More boats, and more people who wait for them."
later_boats,cost,-1.5,-1,-0.5,judgement,,A crew has to be paid.
later_boats,dry_nights,1,2,2.5,implied,let_rain,Nobody would be stranded before eleven.
later_boats,own_say,0,0,0,judgement,,Zero: no channel of effect.
bridge,collisions,2,3,3,stated,rep_bridge,The report says that it would end the rowing.
bridge,quay_order,1,1.5,2.5,judgement,,Nobody would wait for a boat.
bridge,cost,-3,-3,-2.5,stated,rep_bridge,Forty years of income.
bridge,dry_nights,2.5,3,3,implied,rep_bridge,Nobody would be stranded.
bridge,own_say,-1,-0.5,0,judgement,,Nobody would ask them.
clinic,collisions,-0.5,0.5,1.5,implied,let_fewer,Fewer would have to cross.
clinic,quay_order,0,0.5,1,implied,let_fewer,Fewer would wait.
clinic,cost,-0.5,0,0.5,judgement,,The county would pay.
clinic,dry_nights,0,0.5,1.5,implied,let_rain let_fewer,Fewer would be stranded.
clinic,own_say,1,2,2.5,implied,let_clinic,It is what they ask for.
"""

_SCENARIOS = """\
today:
  title: Today
  says: A winter like the last one.
  evidence: [rep_last_boat]
storms:
  title: A winter of storms
  says: Boats stay in port for weeks.
  shifts:
    boats_stay:
      options: [later_boats]
      criteria: [collisions, dry_nights]
      by: -1.0
      reason: Later boats do not leave either.
    all_dearer:
      options: all
      criteria: [cost]
      by: -0.5
      evidence: [rep_bridge]
      reason: Building and sailing cost more in storms.
"""

_WEIGHTS = """\
equal:
  title: Equal
  owner: the authors of the tests
  says: Both groups count alike, and so do the criteria in them.
  groups:
    safety: 50
    purse: 50
  criteria:
    collisions: 5
    quay_order: 5
    cost: 5
    dry_nights: 5
    own_say: 5
safety_first:
  title: Safety first
  owner: the report, as we read it
  says: Collisions count most.
  evidence: [rep_collision]
  groups:
    safety: 90
    purse: 10
  criteria:
    collisions: 10
    quay_order: 2
    cost: 5
    dry_nights: 10
    own_say: 1
"""

_EXPECTED = """\
equal:
  scenario: today
  order:
    - [clinic]
    - [as_today]
    - [later_boats, bridge]
"""


def study_files() -> dict[str, str]:
    """Return the files of the tiny study, text by name."""
    return {
        "study.yaml": _STUDY,
        "sources.yaml": _SOURCES,
        "evidence.yaml": "".join(_evidence(*record) for record in _EVIDENCE),
        "concerns.yaml": _CONCERNS,
        "criteria.yaml": _CRITERIA,
        "options.yaml": _OPTIONS,
        "scores.csv": _SCORES,
        "scenarios.yaml": _SCENARIOS,
        "weights.yaml": _WEIGHTS,
        "expected.yaml": _EXPECTED,
    }


def write_study(folder: Path, **changes: str | bytes | None) -> Path:
    """Write the tiny study into a folder and return the folder.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    **changes : str, bytes or None
        What to write instead, by name of the file without its ending: `weights="..."`; None leaves it out.
        `interactions` adds that file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, str | None] = {**study_files(), "interactions.yaml": None}
    unknown = changes.keys() - {name.partition(".")[0] for name in files}
    if unknown:
        raise ValueError(f"the tiny study has no file {sorted(unknown)}")
    for name, text in files.items():
        content = changes.get(name.partition(".")[0], text)
        if content is not None:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def write_papers(folder: Path) -> Path:
    """Write the sources of the tiny study into a folder, as a reader would keep them; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tiny_study(**changes: str | bytes | None) -> Study:
    """Return the tiny study, with the changes that `write_study` takes.

    >>> study = tiny_study()
    >>> len(study.ranked_options), len(study.state_criteria), len(study.protection_criteria)
    (4, 3, 2)
    """
    with TemporaryDirectory() as folder:
        return load(write_study(Path(folder), **changes))


def _evidence(id: str, source: str, section: str, lines: str, kind: str, passage: str, says: str) -> str:
    mark = fingerprint(passage)
    return (
        f'{id}:\n  source: {source}\n  section: {section}\n  lines: "{lines}"\n  kind: {kind}\n'
        f"  says: {says}\n  passage:\n    length: {mark.length}\n    sha256: {mark.sha256}\n"
    )
