"""The documentation of the problems, written from the list of codes."""

from policylab.catalog.codes import CODES


def problems_page() -> str:
    """Return the documentation of all codes as Markdown, the text of `docs/problems.md`."""
    head = (
        "# Problems\n\n"
        "What `policylab check` can find in a study. Each line it prints gives file, line and column, the\n"
        "code, what is concerned, what is wrong, and what to do. All problems are reported at once.\n"
        "This page is written from the table in `src/policylab/catalog/codes.py`:\n"
        "`python -m policylab.catalog.problems_page > docs/problems.md`.\n"
    )
    parts = [
        f"## {key}: {code.title}\n\n{code.why}\n\n**What to do.** {code.fix}\n" for key, code in CODES.items()
    ]
    return "\n".join([head, *parts])


if __name__ == "__main__":
    print(problems_page(), end="")
