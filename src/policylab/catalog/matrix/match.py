"""A table whose options and criteria are those of a study that is there already: matched, and its scores put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from policylab.catalog import scores as score_file
from policylab.catalog.matrix.grid import refuse
from policylab.catalog.matrix.parts import MatrixFile, Spot
from policylab.catalog.matrix.place import Placed
from policylab.catalog.matrix.words import plain
from policylab.catalog.report import listed, short, suggest
from policylab.provenance import squash
from policylab.schema import Score, Study
from policylab.terms import Basis


def match(matrix: MatrixFile, study: Study) -> MatrixFile:
    """Return the table under the ids of a study, whose ids, titles and short names it may use.

    Raises
    ------
    FileInvalid
        If a name is not known in the study, or two rows or columns mean the same; all at once.
    """
    table = matrix.table
    problems: list[object] = []
    options = {key: (one.title, one.short) for key, one in study.options.items()}
    criteria = {key: (one.title,) for key, one in study.criteria.items()}
    to_option = _matched(
        matrix, "option", {k: a.title for k, a in table.alternatives.items()}, options, problems
    )
    to_criterion = _matched(
        matrix, "criterion", {k: c.title for k, c in table.criteria.items()}, criteria, problems
    )
    if problems:
        raise refuse(matrix.name, problems)

    def pair(key: tuple[str, str]) -> tuple[str, str]:
        return to_option[key[0]], to_criterion[key[1]]

    new = replace(
        table,
        alternatives={
            to_option[key]: replace(one, id=to_option[key], title=study.options[to_option[key]].title)
            for key, one in table.alternatives.items()
        },
        criteria={
            to_criterion[key]: replace(
                one, id=to_criterion[key], title=study.criteria[to_criterion[key]].title
            )
            for key, one in table.criteria.items()
        },
        values={pair(key): value for key, value in table.values.items()},
        weights={to_criterion[key]: value for key, value in table.weights.items() if key in to_criterion},
        hierarchy=(),
    )
    spots: dict[object, Spot] = {
        pair(key): spot
        for key, spot in matrix.spots.items()
        if isinstance(key, tuple) and key in matrix.scores
    }
    return replace(
        matrix,
        table=new,
        scores={pair(key): score for key, score in matrix.scores.items()},
        baseline=study.baseline if study.baseline in new.alternatives else None,
        ledgers={},
        units={to_criterion[key]: unit for key, unit in matrix.units.items()},
        spots=spots,
    )


def _matched(
    matrix: MatrixFile,
    kind: str,
    given: Mapping[str, str],
    known: Mapping[str, tuple[str, ...]],
    problems: list[object],
) -> dict[str, str]:
    by_name = {squash(name) or name: key for key, names in known.items() for name in names}
    by_name |= {key: key for key in known} | {squash(key): key for key in known}
    found: dict[str, str] = {}
    for key, title in given.items():
        target = by_name.get(key) or by_name.get(squash(title) or title) or by_name.get(squash(key) or key)
        spot = matrix.spots.get((kind, key), Spot(0, 0))
        if target is None:
            words = {key: key for key in known} | {
                name.casefold(): name for names in known.values() for name in names
            }
            hint = suggest(title or key, words)
            for folded, name in words.items():
                hint = hint.replace(f"'{folded}'", f"'{name}'")
            fix = hint or f"List them with policylab show {kind}."
            problems.append(spot.problem(f"the study has no {kind} {short(title or key)}", fix))
        elif target in found.values():
            other = next(one for one, taken in found.items() if taken == target)
            text = (
                f"{short(title or key)} and {short(given[other] or other)} are the same {kind} of the study"
            )
            problems.append(spot.problem(text, "Remove one of them."))
        else:
            found[key] = target
    return found


def study_with_scores(
    matrix: MatrixFile, placed: Placed, study: Study, folder: Path
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the files of a study with the table's scores in the place of its own, and what changed.

    Parameters
    ----------
    matrix, placed : MatrixFile, Placed
        A table under the study's ids, and its scores.
    study : Study
        The study.
    folder : Path
        Its folder.
    """
    rows = {(row.option, row.criterion): row for row in study.rows}
    changed: list[tuple[str, str]] = []
    new: list[tuple[str, str]] = []
    for pair, drafted in placed.scores.items():
        given = matrix.scores.get(pair)
        row = rows.get(pair)
        if row is not None and _same(
            row, drafted.central, given.low if given else None, given.high if given else None
        ):
            continue
        (new if row is None else changed).append(pair)
        basis, evidence = _grounds(study, given.basis if given else "", given.evidence if given else ())
        reason = (
            (given.reason if given and given.reason else drafted.reason)
            if basis is not Basis.JUDGEMENT
            else drafted.reason
        )
        rows[pair] = Score(
            option=pair[0], criterion=pair[1], low=drafted.low, central=drafted.central, high=drafted.high,
            basis=basis, evidence=evidence, reason=reason,
        )  # fmt: skip
    left = len(study.rows) - sum(
        pair in placed.scores for pair in ((r.option, r.criterion) for r in study.rows)
    )
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8-sig")
        for path in sorted(folder.rglob("*"))
        # What is pinned holds for the scores of before.
        if path.is_file() and path.suffix in (".yaml", ".json", ".txt") and path.name != "expected.yaml"
    }
    files[score_file.FILE] = score_file.write_rows(rows.values())
    said = [
        f"Scores of the study replaced by the table's: {len(changed)}; added: {len(new)}; not in the table, and left "
        f"as they are: {left}."
    ]
    if changed:
        said.append(f"Replaced: {listed(_called(study, pair) for pair in changed)}.")
    if study.expected:
        said.append("expected.yaml is left out: it pins the orders of before.")
    return files, tuple(said)


def _same(row: Score, central: float, low: float | None, high: float | None) -> bool:
    return row.central == central and low in (None, row.low) and high in (None, row.high)


def _grounds(study: Study, basis: str, evidence: tuple[str, ...]) -> tuple[Basis, tuple[str, ...]]:
    known = tuple(dict.fromkeys(key for key in evidence if key in study.evidence))
    if plain(basis) in (Basis.STATED, Basis.IMPLIED) and known:
        return Basis(plain(basis)), known
    return Basis.JUDGEMENT, known


def _called(study: Study, pair: tuple[str, str]) -> str:
    return f"{study.options[pair[0]].short} on {study.criteria[pair[1]].title}"
