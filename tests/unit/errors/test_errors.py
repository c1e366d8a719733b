from policylab.errors import CallError, NothingCounts, PolicylabError, Problem, ScoresInvalid, StudyInvalid

GROUP = Problem(
    "P012",
    "criteria.yaml",
    14,
    5,
    "jobs",
    "criterion 'jobs'",
    "group 'economics' is not known",
    "Use security, alliance or economic.",
)
MISSING = Problem("P001", "weights.yaml", 0, 0, "", "this file", "it is missing", "Add the file.")


def test_a_problem_reads_as_place_code_what_found_fix() -> None:
    """One line says where, which, what, what is wrong and what to do."""
    assert str(GROUP) == (
        "criteria.yaml:14:5 P012 criterion 'jobs': group 'economics' is not known. "
        "Use security, alliance or economic."
    )


def test_a_problem_without_a_line_names_the_file_only() -> None:
    """A missing file has no line."""
    assert str(MISSING) == "weights.yaml P001 this file: it is missing. Add the file."


def test_problems_are_sorted_by_file_line_and_column() -> None:
    """Whatever order they are found in, they are listed by place; line 9 stands before line 14."""
    early = Problem("P099", "criteria.yaml", 9, 1, "", "x", "y", "z.")
    left = Problem("P099", "criteria.yaml", 14, 1, "", "x", "y", "z.")
    invalid = StudyInvalid([MISSING, GROUP, left, early])
    assert invalid.problems == (early, left, GROUP, MISSING)
    assert str(invalid).splitlines()[0] == "The study has 4 problems:"
    assert str(StudyInvalid([GROUP])).splitlines()[0] == "The study has 1 problem:"


def test_everything_raised_on_purpose_has_one_base() -> None:
    """Callers can catch the base alone, or wrong calls apart from wrong data."""
    assert issubclass(StudyInvalid, PolicylabError)
    assert not issubclass(StudyInvalid, CallError)
    for error in (NothingCounts, ScoresInvalid):
        assert issubclass(error, CallError)
