"""Mistakes that staff make, one a kind, each seeded into a copy of the real data: found with code, file, line, remedy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.check.run import run
from bot.settings import ROOT

WEAK = "data/topics/crying_weakness.yml"
PRACTICE = "data/practice.yml"
TITLE = "        title: Is crying weakness?"
EXAMPLES = "    examples: |\n"
KEPT = 30
NEAR = "are therapists ever allowed to tell anyone"
PLACES = [f"at number {n}" for n in range(60)]


@dataclass(frozen=True)
class Seed:
    """A slip: in which file which text becomes which, what must be said about it, and at the line of which text."""

    code: str
    file: str
    old: str
    new: str
    at: str
    remedy: str


SEEDS = {
    # YAML
    "a tab": Seed("T002", WEAK, TITLE, "\ttitle: Is crying weakness?", "\ttitle", "spaces"),
    "a colon in a text": Seed("T001", WEAK, "also: Crying isn't", "also: Listen: crying isn't", "Listen:", "quotes"),
    "a line moved in": Seed("T004", WEAK, "        evidence: peer", "       evidence: peer", "evidence: peer", "two spaces"),
    "smart quotes": Seed("T003", WEAK, "it isn't a fact about you", "it isn’t a fact about you", "isn’t a fact", "straight"),
    "a quotation mark left open": Seed("T001", "data/sources.yml", 'title: "Crying in', "title: \"Crying \\q in", "\\q in", "quotes"),
    "a key twice": Seed("T005", WEAK, TITLE, f"{TITLE}\n{TITLE}", "", "delete the other"),
    # Keys
    "a misspelt key": Seed("T006", WEAK, "        sure: >-", "        shure: >-", "shure:", "Did you mean 'sure'?"),
    "a misspelt practice key": Seed("T006", PRACTICE, "  fees: ", "  fee: ", "  fee: ", "Did you mean 'fees'?"),
    "a misspelt text": Seed("T061", "data/texts.yml", "  notice:\n", "  notise:\n", "texts:", "Write 'notice:'"),
    "a misspelt word of the window": Seed("T006", "data/widget.yml", "  send: Send", "  sent: Send", "  sent: Send", "'send'"),
    "a list for a text": Seed("T007", WEAK, "evidence: peer-reviewed", "evidence: [peer-reviewed]", "evidence: [", "indentation"),
    "Rasa's key elsewhere": Seed("T009", "data/menu.yml", "menu:\n  openers", "rules: []\nmenu:\n  openers", "rules: []", "Rename"),
    # What is missing
    "no answer": Seed("T010", WEAK, "    - text: |-\n        No. Crying isn't weakness", "    - text: ''\n      x: |-\n        No. Crying", "- text: ''", "- text: |-"),
    "no source": Seed("T020", "data/topics/embarrassment.yml", "        sources:\n", "        next_:\n", "metadata:", "sources:"),
    "no review fields filled both ways": Seed("T023", WEAK, 'reviewed_by: ""', 'reviewed_by: "Somebody"', "reviewed_by: \"S", "reviewed_on"),
    "no date of writing": Seed("T022", WEAK, '        written_on: "2026-11-21"\n', "", "metadata:", "written_on"),
    "no owner": Seed("T071", PRACTICE, "  content_owner: practice manager", "  content_owner:", "content_owner:", "a name or a role"),
    "a review overdue": Seed("T070", WEAK, 'reviewed_by: ""\n        reviewed_on: ""', 'reviewed_by: "A"\n        reviewed_on: "2020-01-31"', "2020-01-31", "read it again"),
    "no title": Seed("T011", WEAK, f"{TITLE}\n", "", "metadata:", "Add 'title:'"),
    # What it says
    "too long": Seed("T041", WEAK, "also: Crying isn't", "also: I would say on the whole that to my mind in many ways crying isn't", "also: I", "Cut words"),
    "too hard to read": Seed("T046", WEAK, "Many people were taught to hide their tears, so it makes sense if it feels wrong to let them show.", "Internalised sociocultural prohibitions concerning emotional expressivity characteristically necessitate considerable deliberation.", "    - text: |-", "Shorter sentences"),
    "a phrase that hurts": Seed("T044", WEAK, "Because it's often taught early", "Because of your avoidance", "your avoidance", "Say instead"),
    "it hurts in a guided check": Seed("T044", "data/checks/attachment.yml", "ask: When something upsets you", "ask: As an AI I ask, when something upsets you", "As an AI", "chat program"),
    "it hurts in the intake": Seed("T044", "data/intake/questionnaire.yml", "hint: A first name", "hint: I understand how you feel. A first name", "I understand", "Say instead"),
    "it hurts in the window": Seed("T044", "data/widget.yml", "  note_intro: ", "  note_intro: 'No breakdown.' # ", "No breakdown", "Say instead"),
    "it hurts in a follow-up": Seed("T044", "data/followups/why.yml", "There may be no single reason.", "Somebody committed suicide.", "committed suicide", "died by suicide"),
    "it hurts among the danger texts": Seed("T044", "data/safety/replies.yml", "That sounds exhausting.", "I know how you feel.", "I know how you feel", "Say instead"),
    "a disclaimer first": Seed("T043", WEAK, "No. Crying isn't weakness, and", "I'm only a chatbot. Crying isn't weakness, and", "I'm only", "the answer"),
    "a figure first": Seed("T042", WEAK, "No. Crying isn't weakness", "No. For 90 of us crying isn't weakness", "For 90 of", "without figures"),
    "a phone number in a topic": Seed("T045", WEAK, "Lots of people carry both.", "Ring 0800 123 4567.", "0800 123", "helplines.yml"),
    "a phone number in a text": Seed("T045", "data/texts.yml", "No words yet", "Ring 020 7123 4567, no words yet", "020 7123", "{phone}"),
    "a claim that is contradicted": Seed("T033", WEAK, "answered: [A24", "answered: [A12, A24", "answered: [A12", "asked"),
    "a source that is not there": Seed("T024", WEAK, "{id: zickfeld2021}", "{id: zickfeld2012}", "zickfeld2012}", "zickfeld20"),
    "a placeholder nobody fills": Seed("T029", WEAK, "You could stay near", "Ring {fone}. You could stay near", "{fone}", "Did you mean 'phone'?"),
    # Links
    "a dead link": Seed("T017", WEAK, "next: [embarrassment, holding_back", "next: [embarrasment, holding_back", "next: [emb", "Did you mean 'embarrassment'?"),
    "a dead link in the menu": Seed("T017", "data/menu.yml", "    - crying_normal", "    - crying_norml", "crying_norml", "crying_normal"),
    "a dead name in a list": Seed("T063", "data/phrases_that_hurt.yml", "except_in: [claim_breakdown]", "except_in: [claim_breakdwn]", "claim_breakdwn", "claim_breakdown"),
    "no help line for the country": Seed("T063", PRACTICE, "country: GB", "country: XX", "country: XX", "helplines.yml"),
    "a topic without a way to it": Seed("T064", "data/topics/therapist_response.yml", "therapist_judgement, therapist_cries]", "therapist_judgement]", "", "'next'"),
    # Phrases
    "a phrase in two topics": Seed("T050", WEAK, EXAMPLES, f"{EXAMPLES}      - Will my therapist judge me?\n", "Will my therapist judge", "where it belongs"),
    "a near copy": Seed("T051", WEAK, "", "", "", "clearer"),
    "too few phrases": Seed("T052", "data/topics/gender.yml", "", "", "examples: |", "Add phrases"),
    "uniform phrases": Seed("T055", WEAK, "", "", "examples: |", "different people"),
    "personal data": Seed("T056", WEAK, EXAMPLES, f"{EXAMPLES}      - i am crying, mail me at jo.hardy@mailbox.org\n", "jo.hardy", "anew"),
    "a phrase without its dash": Seed("T054", WEAK, "      - does crying make me weak\n", "      does crying make me weak\n", "      does crying make me weak", "- phrase"),
    "a phrase twice": Seed("T053", WEAK, "      - does crying make me weak\n", "      - does crying make me weak\n      - Does crying make me weak?\n", "Does crying make me weak?", "Delete one"),
    # Values
    "no colour": Seed("T062", PRACTICE, 'background: "#f6f4ef"', "background: beige", "background: beige", "#1f5f56"),
    "no number": Seed("T062", PRACTICE, "retention_hours: 24    #", "retention_hours: a day #", "retention_hours: a day", "whole number"),
    "no time of day": Seed("T062", PRACTICE, 'friday: [["09:00"', 'friday: [["9am"', "9am", "09:00"),
    # Cues, danger, Rasa
    "a cue with an unknown word list": Seed("T100", "data/cues.yml", '"boys will be boys ~6 @cry"', '"boys will be @nothing"', "@nothing", "patterns around"),
    "a cue that is none": Seed("T100", "data/cues_examples.yml", "    culture: [family]\n", "    culture: [famly]\n", "culture: [famly]", "Did you mean 'family'?"),
    "a broken danger pattern": Seed("T101", "data/safety/rules_self.yml", '      - "suicid*"', '      - "(suicid*"', '"(suicid*"', "patterns around"),
    "an unknown kind of danger": Seed("T101", "data/safety/rules_self.yml", "    kind: suicide\n", "    kind: suicid\n", "kind: suicid", "Did you mean 'suicide'?"),
    "a help line without hours": Seed("T061", "data/safety/helplines.yml", "number: 116 123, free: true, hours: 24/7", "number: 116 123, free: true, hours: ''", "hours: ''", "hours"),
    "two rules that disagree": Seed("T110", "data/rules.yml", "  - rule: a guided check", "  - rule: another\n    steps:\n      - intent: faq\n      - action: action_listen\n\n  - rule: a guided check", "action_listen", "Keep one"),
    "a rule for nothing": Seed("T112", "data/rules.yml", "      - intent: check\n", "      - intent: chek\n", "intent: chek", "Did you mean 'check'?"),
    "a group missing in the domain": Seed("T111", "domain.yml", "  - practice:\n      is_retrieval_intent: true\n", "", "intents:", "- practice:"),
    "an intent for nothing": Seed("T111", "domain.yml", "  - safety\n", "  - safety\n  - smalltalk\n", "- smalltalk", "delete it"),
    "an action missing in the domain": Seed("T111", "domain.yml", "  - action_turn\n", "  - action_tern\n", "actions:", "action_turn"),
    # Whole files
    "the name of a file": Seed("T015", WEAK, "intent: faq/crying_weakness", "intent: faq/crying_weak", "intent: faq", "crying_weak.yml"),
    "an unknown group": Seed("T019", WEAK, "intent: faq/", "intent: fqa/", "intent: fqa/", "Did you mean 'faq'?"),
    "a scenario that expects an unknown topic": Seed("T120", "data/scenarios/worries.yml", "expect: cannot_cry", "expect: canot_cry", "canot_cry", "Did you mean 'cannot_cry'?"),
    "a scenario that expects nothing": Seed("T061", "data/scenarios/worries.yml", "expect:", "expects:", "client:", "Write 'expect:'"),
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data", folder / "data")
    for path in (folder / "data" / "topics").glob("*.yml"):
        # Thirty phrases a topic are enough to be quick.
        head, block, tail = path.read_text(encoding="utf-8").partition(EXAMPLES)
        phrases, answer = tail.split("responses:", 1)
        kept = "".join(phrases.splitlines(True)[:KEPT])
        path.write_text(f"{head}{block}{kept}responses:{answer}", encoding="utf-8")
    for name in ("domain.yml", "config.yml"):
        shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture
def seeded(project: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Seed, Path]]:
    """The project with one slip in it; put right again afterwards."""
    seed = SEEDS[request.param]
    path = project / seed.file
    whole = path.read_text(encoding="utf-8")
    assert seed.old in whole, f"{seed.old!r} is no longer in {seed.file}"
    path.write_text(_edit(whole, seed), encoding="utf-8")
    yield seed, project
    path.write_text(whole, encoding="utf-8")


def _edit(whole: str, seed: Seed) -> str:
    head, block, tail = whole.partition(EXAMPLES)
    if seed.code == "T052":
        phrases, answer = tail.split("responses:", 1)
        return head + block + "".join(phrases.splitlines(True)[:12]) + "responses:" + answer
    if seed.code == "T051":
        return head + block + f"      - {NEAR}\n" + tail
    if seed.code == "T055":
        phrases, answer = tail.split("responses:", 1)
        made = "".join(f"      - is it weak to cry {where}\n" for where in PLACES)
        return head + block + phrases + made + "responses:" + answer
    return whole.replace(seed.old, seed.new, 1)


@pytest.mark.parametrize("seeded", SEEDS, indirect=True)
def test_a_seeded_mistake_is_found(seeded: tuple[Seed, Path]) -> None:
    """Code, file, line and remedy are right, and it is the only file that is accused, or the other end of the link."""
    seed, project = seeded
    found = run(project / "data").problems
    ours = [p for p in found if p.code == seed.code]
    assert ours, [str(p) for p in found]
    place = "data/topics/therapist_cries.yml" if seed.code == "T064" else seed.file
    matching = [p for p in ours if p.file == place and seed.remedy in p.remedy]
    assert matching, [str(p) for p in ours]
    if seed.at:
        lines = (project / seed.file).read_text(encoding="utf-8").splitlines()
        wanted = [number for number, line in enumerate(lines, 1) if seed.at in line]
        assert any(p.line in wanted for p in matching), (wanted, [str(p) for p in matching])


def test_every_seed_is_another_kind() -> None:
    """Forty and more, and no two alike."""
    assert len(SEEDS) >= 40
    assert len({(s.code, s.file, s.new) for s in SEEDS.values()}) == len(SEEDS)
