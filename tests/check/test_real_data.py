"""The lists in data/ that the check relies on, against the evidence they were made from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.check.context import Context
from bot.content.yamldoc import read

ROOT = Path(__file__).resolve().parents[2]
EVIDENCE = ROOT.parent / "shared" / "evidence"

needs_evidence = pytest.mark.skipif(
    not EVIDENCE.is_dir(), reason="without ../shared/evidence beside the project the lists in data/ are not compared"
)


@pytest.fixture(scope="module")
def context() -> Context:
    """The real data directory."""
    return Context.of(ROOT / "data")


def _evidence(name: str) -> list[dict[str, Any]]:
    return read(EVIDENCE / name, name, straight=False).data


def _facts() -> list[dict[str, Any]]:
    return [fact for gap in _evidence("gaps.yml") for fact in gap["facts"]]


@needs_evidence
def test_the_ledger_holds_every_claim_and_fact(context: Context) -> None:
    """No claim is lost, none is made up, and no status is better than the evidence says."""
    wanted = {entry["id"]: entry["status"] for entry in [*_evidence("claims.yml"), *_facts()]}
    assert {claim.id: claim.status for claim in context.claims} == wanted


@needs_evidence
def test_statements_are_in_our_own_words(context: Context) -> None:
    """No statement is the evidence file's sentence."""
    theirs = {entry["id"]: entry.get("claim") or entry.get("fact") for entry in [*_evidence("claims.yml"), *_facts()]}
    assert [claim.id for claim in context.claims if claim.statement.lower() == theirs[claim.id].lower()] == []


@needs_evidence
def test_the_bibliography_holds_every_source(context: Context) -> None:
    """Each source of the evidence, the two articles, and practice information."""
    refs = {entry["ref"] for entry in _evidence("sources.yml")}
    refs |= {item["ref"] for entry in [*_evidence("claims.yml"), *_facts()] for item in entry["evidence"]}
    assert set(context.tree.content.sources) == refs | {"A", "B", "practice"}


@needs_evidence
def test_nothing_unconfirmed_is_cited(context: Context) -> None:
    """No DOI that was not confirmed, and what nobody saw is marked so."""
    for entry in _evidence("sources.yml"):
        source = context.tree.content.sources[entry["ref"]]
        unsure = re.search(r"DOI (?:unverified|built)|and DOI are unverified", entry.get("caveat", ""))
        unseen = entry["seen"] == "unverified"
        assert source.doi == ("" if unsure or unseen else entry.get("doi", ""))
        assert (source.seen == "unverified") == unseen


def test_every_part_of_both_articles_is_listed(context: Context) -> None:
    """From the introduction to the related posts, and the ten points one by one."""
    parts = {article: [p.name for p in context.parts if p.article == article] for article in "AB"}
    assert {f"Point {n}" for n in range(1, 11)} <= set(parts["B"])
    assert {"Headline", "Opening figure"} <= set(parts["B"])
    wanted = {"Introduction", "Conclusion", "Booking box", "About the author", "Related posts"}
    assert wanted <= set(parts["A"])
    assert sum(name.startswith("Takeaway: ") for name in parts["A"]) == 7
    assert sum(name.startswith("Section: ") for name in parts["A"]) == 5
    assert sum(name.startswith("FAQ ") for name in parts["A"]) == 3


@pytest.mark.parametrize(
    "text",
    [
        "He committed suicide.",
        "It's only a breakdown.",
        "That is your avoidance.",
        "I understand how you feel.",
        "I hear you.",
        "As an AI, I cannot say.",
        "Real men cry.",
        "Some call it attention seeking.",
        "We are licensed.",
        "Our work is evidence-based.",
        "You must cry.",
        "Let it all out!",
        "Your therapist won't judge you.",
    ],
)
def test_what_must_never_be_said_is_found(context: Context, text: str) -> None:
    """The list catches the wordings it was made for."""
    assert any(pattern.find(text) for pattern in context.hurtful if pattern.applies("faq", "crying_normal"))
