"""The page with all answers: whole, true to the files, readable without script, and safe."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.content.current import current
from bot.content.frozen import FrozenDict
from bot.safety.helplines import load_helplines
from bot.safety.protocol import protocol
from bot.web import faq


def page() -> str:
    return faq.render(current(), load_helplines())


class Reader(HTMLParser):
    """Reads a page as a browser without script does."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))

    def handle_data(self, data: str) -> None:
        self.text.append(" ".join(data.split()))


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_every_answer_stands_there_in_the_words_of_its_file() -> None:
    content, reader = current(), read(page())
    text = " ".join(reader.text)
    shown = [t for t in content.topics.values() if t.group != "check" and t.id not in faq.SMALL_TALK]
    assert len(shown) > 60
    for topic in shown:
        assert topic.id in reader.ids and f"#{topic.id}" in reader.links, f"{topic.id}: anchor and entry"
        for line in topic.lines:
            assert " ".join(content.fill(line).split()) in text, (topic.id, line)
        for ref in topic.sources:
            assert content.sources[ref.id].title in text and ref.section in text
        assert faq.evidence(content, topic) in text and faq.day(content, topic.written_on) in text


def test_anchors_are_unique_and_every_link_inside_the_page_leads_somewhere() -> None:
    reader = read(page())
    assert len(reader.ids) == len(set(reader.ids))
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)


def test_it_needs_no_script_and_loads_nothing() -> None:
    html, reader = page(), read(page())
    assert not {"script", "img", "iframe", "form", "input", "link", "button", "details"} & set(reader.tags)
    assert "style=" not in html and not re.search(r"\son\w+=", html) and "url(" not in html and "@import" not in html


def test_help_comes_before_everything_else() -> None:
    html = page()
    assert html.index('href="tel:999"') < html.index('href="tel:116123"') < html.index('id="contents"')


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    import base64
    import hashlib

    style = re.search(r"<style>(.*?)</style>", page(), re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in faq.policy() and "default-src 'none'" in faq.policy()
    assert "unsafe" not in faq.policy()


def test_what_staff_write_is_text_and_never_markup() -> None:
    from dataclasses import replace

    content = current()
    topic = replace(content.topics["crying_weakness"], title="<b>bold</b> & co", lines=("<script>alert(1)</script>",))
    html = faq.render(replace(content, topics=FrozenDict({**content.topics, topic.id: topic})), load_helplines())
    assert "<script" not in html and "&lt;script&gt;alert(1)" in html and "&lt;b&gt;bold" in html


def test_a_reviewed_answer_says_who_read_it_and_when() -> None:
    from dataclasses import replace

    content = current()
    topic = replace(content.topics["crying_weakness"], reviewed_by="Dr Example", reviewed_on="2026-12-01")
    html = faq.render(replace(content, topics=FrozenDict({**content.topics, topic.id: topic})), load_helplines())
    assert "Read by Dr Example on 1 December 2026." in html


def test_what_happens_when_there_is_danger_is_public() -> None:
    """With the first words of every kind, and a link from the contents."""
    reader = read(page())
    text = " ".join(reader.text)
    shown = protocol(current().practice)
    assert "safety" in reader.ids and "#safety" in reader.links and shown.title in text
    assert all(" ".join(said.split()) in text for _, texts in shown.texts for said in texts)
