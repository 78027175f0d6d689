"""A small data directory without a single mistake, for tests to break in one place."""

from __future__ import annotations

from pathlib import Path

from bot import contract
from bot.check.files.texts import TEXTS_NAMES
from bot.check.problem import Problem
from bot.check.run import Result, run
from bot.content import schema

TOPIC = """\
version: "3.1"
nlu:
  - intent: {group}/{id}
    examples: |
      - {title}
{phrases}
responses:
  utter_{group}/{id}:
    - text: |-
        No. Crying is fine, and it is common.
        Many people were taught to hide their tears.
        You can say how it is for you.
      metadata:
        title: {title}
        topic: {id}
        also: Crying is fine too.
        again: |-
          It really is fine to cry.
          It makes sense that you ask again.
          You can ask your therapist as well.
        more: >-
          There is more to say, and here it is.
        sure: >-
          One study of 124 people found this.
        evidence: peer-reviewed
        sources:
          - {{id: A, section: "FAQ 1"}}
          - {{id: katz2024}}
        claims: {{answered: [{answered}], asked: [{asked}]}}
        followups:
          why: Because people differ.
        attachment:
          keeps_distance: If you like some distance, that is fine.
        culture:
          family: If your family hid tears, that makes sense.
        next: [alliance, embarrassment]
        written_on: "2026-11-21"
        reviewed_by: ""
        reviewed_on: ""
"""

FOLLOWUP = """\
version: "3.1"
nlu:
  - intent: followup/{id}
    examples: |
      - go on about {id}
responses:
  utter_followup/{id}:
    - text: |-
        That is all there is.
      metadata:
        title: Go on
"""

OTHERS = {
    "sources.yml": """\
sources:
  - {id: A, title: Article A, what: a blog article, seen: read}
  - {id: katz2024, title: A survey, what: 124 clients, seen: read}
  - {id: tao2015, title: Not seen, what: nobody has read it, seen: unverified}
""",
    "claims.yml": """\
claims:
  - {id: A01, article: A, section: Introduction, statement: Many hide tears., status: supported}
  - {id: A02, article: A, section: Introduction, statement: A picture., status: unsourced, left_out: An image.}
  - {id: A04, article: A, section: Takeaways, statement: Six in ten., status: unsourced}
parts:
  - {article: A, part: Introduction, claims: [A01, A02]}
  - {article: A, part: Takeaways, claims: [A04]}
  - {article: A, part: Booking box, topics: [booking]}
""",
    "phrases_that_hurt.yml": """\
phrases:
  - {pattern: "commit* suicide", why: It sounds like a crime, say_instead: died by suicide}
  - {pattern: "stop crying", why: An order, say_instead: when the tears ease, unless_after: [told to]}
  - {pattern: "psychologist*", why: Not checked, say_instead: therapist, only_in: [practice]}
  - {pattern: "real men", why: A test, say_instead: men, except_in: [gender]}
openings:
  - {pattern: "It depends", why: It puts off the answer}
""",
    "practice.yml": """\
practice:
  practice_name: A practice
  content_owner: the manager
  review_days: 365
  phone: 020 7946 0123
  email: hello@practice.example.org
  hours: Monday to Friday
  reply_time: within two days
  country: GB
  fees: ''
""",
    "texts.yml": "texts:\n  notice:\n    - This is a program.\n"
    + "".join(f"  {name}: [A text of its own]\n" for name in TEXTS_NAMES if name != "notice"),
    "languages.yml": "languages:\n  - {code: de, line: „Hallo“, reviewed_by: ''}\n",
    "menu.yml": "menu:\n  openers: [crying_weakness]\n  menu: [" + ", ".join(contract.WITH_FILE) + "]\n",
    "rules.yml": 'version: "3.1"\nrules: []\n',
}


class Data:
    """The directory, and what the check says about it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "data"
        (self.root / "topics").mkdir(parents=True)
        (self.root / "followups").mkdir()
        for name, text in OTHERS.items():
            self.write(name, text)
        for topic in contract.WITH_FILE:
            self.topic(topic)
        for kind in schema.FOLLOWUP_KINDS:
            self.write(f"followups/{kind}.yml", FOLLOWUP.format(id=kind))

    def topic(self, topic: str, *, phrases: int = 25, **changes: str) -> None:
        """Write a topic's file; phrases share no rare word with another topic's."""
        group = contract.GROUP_OF.get(topic, "faq")
        lines = "\n".join(f"      - {topic}q{n} {topic}w{n}" for n in range(phrases))
        values = {"answered": "", "asked": "", **changes}
        if topic == "crying_weakness":
            values = {"answered": "A01", "asked": "A04", **changes}
        text = TOPIC.format(id=topic, group=group, title=f"About {topic[:24]}?", phrases=lines, **values)
        self.write(f"topics/{topic}.yml", text)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.root / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        """Return a file's text."""
        return (self.root / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text, which must be there."""
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def result(self) -> Result:
        """Run the check."""
        return run(self.root)

    def problems(self) -> tuple[Problem, ...]:
        """Return what the check found."""
        return self.result().problems

    def codes(self) -> list[str]:
        """Return the codes found, each once."""
        return sorted({problem.code for problem in self.problems()})

    def only(self, code: str) -> Problem:
        """Return the one problem there is, which must have this code."""
        found = self.problems()
        assert [problem.code for problem in found] == [code], [str(problem) for problem in found]
        return found[0]

    def line_of(self, name: str, text: str) -> int:
        """Return the number of the first line that holds a text."""
        lines = self.read(name).splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)
