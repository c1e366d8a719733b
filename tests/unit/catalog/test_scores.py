import csv
import io

import pytest

from policylab.catalog.report import Place, Report
from policylab.catalog.scores import HEADER, read_rows, write_rows
from policylab.schema import Score

HEAD = ",".join(HEADER) + "\n"


def rows(text: str) -> list[dict[str, object]]:
    """Return the rows of a table that is fine."""
    report = Report()
    nodes = read_rows(HEAD + text, report)
    assert report.problems == []
    assert nodes is not None
    return [node.plain() for node in nodes]


@pytest.mark.parametrize(
    "text",
    [
        "a,b,1,2,3,judgement,e f,why\n",
        'a,b,1,2,3,judgement,e,"with, a comma and ""quotes"""\n',
        'a,b,1,2,3,judgement,e,"over\ntwo\n\nlines"\nc,d,1,2,3,stated,,x\n',
        "a,b,1,2,3,judgement,,=1+1\n\n\nc,d,0,0,0,stated,,@x",
        'a,b,1,2,3,judgement,e,""\n',
        "a,b,1,2,3,judgement,e,",
    ],
)
def test_tables_are_read_as_the_standard_library_reads_them(text: str) -> None:
    """Quotes, commas, line ends and blank lines mean the same; evidence is split at spaces."""
    standard = [dict(zip(HEADER, row, strict=True)) for row in csv.reader(io.StringIO(text)) if row]
    assert rows(text) == [{**row, "evidence": row["evidence"].split()} for row in standard]


def test_every_field_knows_its_place() -> None:
    """Also after a text over several lines."""
    nodes = read_rows(HEAD + 'a,b,1,2,3,judgement,e,"x\ny"\nc,d,1,2,3,stated,,z\n', Report())
    assert nodes is not None
    assert nodes[0].find(("low",)) == Place(2, 5)
    assert nodes[0].find(("reason",)) == Place(2, 23)
    assert nodes[1].place == Place(4, 1)
    assert nodes[1].find(("reason",)) == Place(4, 19)


def test_what_is_written_is_read_again() -> None:
    """Numbers in their shortest form, quotes where they are needed."""
    row = Score(
        option="aa", criterion="bb", low=-1.5, central=0, high=3, basis="implied", evidence=["ee", "ff"],
        reason='so, "as it is"\nover two lines ',
    )  # fmt: skip
    text = write_rows([row])
    assert text == HEAD + 'aa,bb,-1.5,0,3,implied,ee ff,"so, ""as it is""\nover two lines "\n'
    report = Report()
    nodes = read_rows(text, report)
    assert nodes is not None
    assert Score.model_validate(nodes[0].plain()) == row
