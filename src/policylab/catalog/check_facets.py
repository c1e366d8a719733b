"""Rules for facets: every option has one known class under each, so that whoever looks for it can find it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policylab.catalog.draft import FILE_OF, STUDY, Draft
from policylab.catalog.report import suggest
from policylab.provenance import squash
from policylab.schema import Facet, Option


def check_facets(draft: Draft) -> None:
    """Report facets and classes that are not known, not given, or that share a name."""
    if draft.card is None:
        return
    for id, option in draft.all("option", Option).items():
        _check_option(draft, id, option, draft.card.facets)
    _check_names(draft, draft.card.facets)


def _check_option(draft: Draft, id: str, option: Option, facets: Mapping[str, Facet]) -> None:
    for key, choice in option.facets.items():
        if key not in facets:
            fix = suggest(key, facets, STUDY) if facets else f"Remove it, or describe the facet in {STUDY}."
            found = f"facet '{key}' is not known"
            draft.problem("P045", "option", id, ("facets", key, "[key]"), found, fix)
        elif choice not in facets[key].classes:
            fix = suggest(choice, facets[key].classes, STUDY)
            found = f"facet '{key}' has no class '{choice}'"
            draft.problem("P045", "option", id, ("facets", key), found, fix)
    for key in facets:
        if key not in option.facets:
            fix = f"Add one to {FILE_OF['option']}. {suggest('', facets[key].classes, STUDY)}"
            found = f"it has no class under facet '{key}'"
            draft.problem("P045", "option", id, ("facets",), found, fix)


def _check_names(draft: Draft, facets: Mapping[str, Facet]) -> None:
    for key in _again({key: facet.title for key, facet in facets.items()}):
        found = f"the title of facet '{key}' is that of another"
        draft.problem("P019", "study", "", ("facets", key, "title"), found)
    for key, facet in facets.items():
        for choice in _again(facet.classes):
            found = f"class '{choice}' of facet '{key}' reads as another does"
            draft.problem("P019", "study", "", ("facets", key, "classes", choice), found)


def _again(names: Mapping[str, str]) -> Iterable[str]:
    """Yield the ids whose name stood before."""
    seen: set[str] = set()
    for key, name in names.items():
        letters = squash(name) or name
        if letters in seen:
            yield key
        seen.add(letters)
