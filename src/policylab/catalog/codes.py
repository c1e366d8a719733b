"""The list of problems: one entry for each code, from which the documentation is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
MAX_VALUES = 60_000
MAX_SLIPS = 100
MAX_OPTIONS = 5_000
MAX_CRITERIA = 100


@dataclass(frozen=True)
class Code:
    """What a code stands for.

    Attributes
    ----------
    title : str
        The problem in a few words.
    why : str
        Why it is refused.
    fix : str
        What to do, a sentence, used where the place of the problem suggests nothing better.
    """

    title: str
    why: str
    fix: str


_TABLE = {
    "P001": Code(
        "A file is missing or cannot be opened",
        "A study is a folder with a fixed set of files, so that nothing is taken for granted.",
        "Add the file, or check its name and who may read it.",
    ),
    "P002": Code(
        "A file holds nothing",
        "An empty file, or one with comments only, is more likely an accident than a study without options.",
        "Write the records, or restore the file.",
    ),
    "P003": Code(
        "A file is not text",
        "The first bytes show a picture, an archive or a workbook, whatever the name says.",
        "Save it as plain text; from a spreadsheet, as CSV with commas in UTF-8.",
    ),
    "P004": Code(
        "A file is too large",
        "A file over one megabyte would take long to read and is not what a study looks like.",
        "Check that it is the right file; shorten it if it is.",
    ),
    "P005": Code(
        "A file is not in UTF-8",
        "Read in another encoding, names in other scripts would silently turn into different ones.",
        "Save the file in UTF-8.",
    ),
    "P006": Code(
        "A character that is not a letter, sign or space",
        "Control characters, halves of characters and piles of accents cannot be exported or even be seen.",
        "Remove it.",
    ),
    "P007": Code(
        "A file cannot be read as YAML",
        "The signs that give a file its structure (colons, quotes, indentation) do not fit together here.",
        "Check quotes, colons and indentation in this line and the one before; texts with ': ' need quotes.",
    ),
    "P008": Code(
        "A key is given twice",
        "One of the two would be lost, and nobody could tell which. An id is the key of its record.",
        "Remove one of them, or give it another id.",
    ),
    "P009": Code(
        "More than plain records",
        "What is in a file is what is loaded: no anchors, aliases, merge keys, tags, directives or second "
        "documents, which let a small file grow without end or run programs.",
        "Write it out.",
    ),
    "P010": Code(
        "Lists and maps are nested too deeply",
        "No record needs such depth; a file that has it was not written as a study.",
        "Check brackets and indentation.",
    ),
    "P011": Code(
        "Too many records",
        f"A study holds at most {MAX_OPTIONS:,} options and {MAX_CRITERIA} criteria, a file at most "
        f"{MAX_VALUES:,} values: more cannot be shown or judged.",
        "Split the study, or leave some out.",
    ),
    "P012": Code(
        "An id is not known",
        "A record names another one that is not in the study.",
        "Check the spelling, or add the record.",
    ),
    "P013": Code(
        "An id is not well formed",
        "Ids are used in addresses, files and code: 2 to 40 small letters a-z, digits and _, a letter first.",
        "Use 2 to 40 small letters, digits and _, a letter first.",
    ),
    "P014": Code(
        "A key is not known",
        "A mistyped key would otherwise be passed over in silence.",
        "Remove it, or check its spelling.",
    ),
    "P015": Code(
        "A key is missing",
        "Every record has the same keys, so that two options can be compared line by line.",
        "Add it.",
    ),
    "P016": Code(
        "The wrong kind of value",
        "A text stands where a list, a map or a number is due, or the other way round. A number in quotes "
        "is a text; words such as true or nan are not numbers.",
        "Check what is due here.",
    ),
    "P017": Code(
        "A number is out of bounds",
        "Scores run from -3 to 3, points of a group from 0 to 100, those of a criterion from 0 to 10.",
        "Use a number within the bounds.",
    ),
    "P018": Code(
        "A word is not among those allowed",
        "Some keys take one of a few words, because the words have meaning for the program.",
        "Use one of the words allowed.",
    ),
    "P019": Code(
        "Two records have one name",
        "Readers tell records apart by their titles, options by their short names and sources by how they are "
        "cited; with two alike they could not.",
        "Give one of them another.",
    ),
    "P020": Code(
        "Nothing is given",
        "A blank text or an empty list stands where something has to be said.",
        "Say it, or write 'not stated' where the source does not say.",
    ),
    "P021": Code(
        "Lines are not well formed",
        "Lines lead a reader to a passage: 771-775, or 55 for a single line, the first not after the last.",
        'Write them as "771-775", or as "55" for one line.',
    ),
    "P022": Code(
        "A text does not have the form that is due",
        "Dates are ISO dates of the calendar to the precision known, up to the year 2100; fingerprints 64 digits "
        "and letters a-f.",
        "Write it in the form that is due.",
    ),
    "P023": Code(
        "The baseline is not clear",
        "All scores are judged against one option, today's practice: named in study.yaml, and the only "
        "option with the role baseline.",
        "Name one option as baseline in study.yaml and give it, and only it, the role baseline.",
    ),
    "P024": Code(
        "The baseline is not scored 0",
        "The baseline is what all else is judged against, so its row is 0 on every criterion by definition.",
        "Score the baseline 0,0,0 on every criterion.",
    ),
    "P025": Code(
        "A shift moves the baseline",
        "Scores are judged against today's practice in the same circumstances; the baseline stays at 0.",
        "Take the baseline out of the shift.",
    ),
    "P026": Code(
        "A concern is neither weighed nor explained",
        "A concern is weighed under one criterion, or the study says why not: one of the two, never both.",
        "Give a criterion, or null and why_not_weighed.",
    ),
    "P027": Code(
        "A concern and a criterion disagree",
        "The concern names the criterion it is weighed under, the criterion lists the concerns it gathers, "
        "and both stand in the same group.",
        "Make both say the same.",
    ),
    "P028": Code(
        "A criterion gathers no concern",
        "What is weighed in the state ledger has to be a concern that somebody has put forward.",
        "List the concerns it gathers, or remove the criterion.",
    ),
    "P029": Code(
        "Evidence stands outside its section",
        "The section and the lines of a piece of evidence both lead to the passage, so they have to agree.",
        "Correct the lines or the section.",
    ),
    "P030": Code(
        "A weight set is not complete",
        "A weight set gives points to every group of the state ledger and every criterion; what does not "
        "count has 0.",
        "Add the missing points, 0 where something does not count.",
    ),
    "P031": Code(
        "Nothing counts",
        "With 0 points everywhere no order follows.",
        "Give points to at least one of them.",
    ),
    "P032": Code(
        "A group or a ledger is empty",
        "Each group has at least one criterion, and a study has a state ledger and a protection ledger.",
        "Add a criterion, or remove the group.",
    ),
    "P033": Code(
        "A range is upside down",
        "Low is not above central, and central not above high.",
        "Order them as low, central, high.",
    ),
    "P034": Code(
        "A number is off the steps",
        "Scores and shifts are multiples of the study's step: finer figures would pretend to precision.",
        "Round it to the step.",
    ),
    "P035": Code(
        "A score names no evidence",
        "A score that is stated or implied by a source says where.",
        "Name the evidence, or call it a judgement and say why.",
    ),
    "P036": Code(
        "A judgement is too sure",
        "A judgement without a source is at least two steps wide, unless its reason holds 'no channel', "
        "'narrow because' or 'by definition'.",
        "Widen the range, or say in the reason why it is narrow: 'narrow because ...'.",
    ),
    "P037": Code(
        "The first line of a table is wrong",
        "The first line names the columns, separated by commas.",
        "Write: option,criterion,low,central,high,basis,evidence,reason",
    ),
    "P038": Code(
        "A row of a table is broken",
        "Each row has as many fields as there are columns; a field with a comma or a quote stands in quotes.",
        "Give each column a field, and put texts with commas in quotes.",
    ),
    "P039": Code(
        "A pair is scored twice",
        "An option has one score on a criterion.",
        "Remove one of the rows.",
    ),
    "P040": Code(
        "An expected order is not an order of all options",
        "It places every ranked option exactly once.",
        "List every ranked option once.",
    ),
    "P041": Code(
        "One id twice in a list",
        "What is listed twice is more likely a slip for something else.",
        "Remove one of them.",
    ),
    "P042": Code(
        "Interactions are not complete",
        "A package is judged on every criterion, so each has a rule for how effects come together, and each "
        "companion measure says what it does on each.",
        "Add what is missing; for a companion, list it under effects or no_effect.",
    ),
    "P043": Code(
        "An option cannot play this part in a package",
        "The baseline is today's practice and in no package; a companion measure has the role companion and "
        "joins options, not other companions.",
        "Name another option, or change its role.",
    ),
    "P044": Code(
        "Rules contradict each other",
        "An option that excludes itself, or needs what it can never be with, would silently be in no package.",
        "Remove or change one of the rules.",
    ),
    "P045": Code(
        "Facets and options do not agree",
        "Options are found by their class under each facet of the study; one with a class that is missing or "
        "misspelt would never be found.",
        "Give each option one class of each facet.",
    ),
}

CODES: Mapping[str, Code] = MappingProxyType(_TABLE)
