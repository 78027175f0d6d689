// The conversation as it is read: bubbles, what an answer rests on, and where the reader is.

import { T, button, el, fill, link, linked } from "./dom.js";

const NEAR = 60; // pixels from the end that still count as "at the end"

export class Log {
  constructor(base, openNote) {
    this.base = base;
    this.openNote = openNote;
    this.node = el("div", { role: "log", "aria-live": "polite", "aria-label": T.messages, class: "log" });
    this.newer = button(T.new_answer, () => this.toStart(this.last), "newer");
    this.newer.hidden = true;
    this.last = null;
  }

  // The element that scrolls: the whole window on very low screens, else the middle of it.
  get scroller() {
    for (let node = this.node.parentElement; node; node = node.parentElement) {
      const flow = getComputedStyle(node).overflowY;
      if ((flow === "auto" || flow === "scroll") && node.scrollHeight > node.clientHeight) return node;
    }
    return this.node.getRootNode().host?.hasAttribute("page") ? document.scrollingElement : this.node.parentElement;
  }

  clear() {
    this.node.replaceChildren();
    this.newer.hidden = true;
    this.last = null;
  }

  // Adds an entry as one node, so that a screen reader hears it once and whole.
  add(entry, follow = true) {
    const scroller = this.scroller;
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    const node = entry.who === "you" ? yours(entry) : this.theirs(entry);
    this.node.append(node);
    if (entry.who === "you") this.mine = node;
    else if (follow && entry.who === "bot") {
      this.last = this.mine?.nextSibling === node && !tall(this.mine, scroller) ? this.mine : node;
      if (atEnd) this.toStart(this.last);
      else this.newer.hidden = false;
    }
    return node;
  }

  // The reader starts at the beginning of the answer, however long it is.
  toStart(node) {
    this.newer.hidden = true;
    if (!node?.isConnected) return;
    const scroller = this.scroller;
    const top = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
    scroller.scrollTop += node.getBoundingClientRect().top - top - 12;
  }

  toEnd() {
    this.newer.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  scrolled() {
    const { scroller } = this;
    if (!this.newer.hidden && this.last) {
      const top = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
      if (this.last.getBoundingClientRect().top < top + scroller.clientHeight - 40) this.newer.hidden = true;
    }
  }

  theirs(entry) {
    if (entry.who === "note") return el("p", { class: "aside" }, entry.text);
    const danger = entry.topic === "crisis";
    const bubbles = entry.texts.flatMap((text) => split(text, danger)).map((text) =>
      el("p", { class: "bubble bot", dir: "auto" }, linked(text, danger)));
    bubbles[0]?.prepend(el("span", { class: "unseen", dir: "ltr" }, T.chat + " "));
    return el("div", { class: danger ? "turn danger" : "turn" },
      bubbles,
      entry.note && el("p", { class: "bubble bot" }, button(T.note_open, () => this.openNote(entry.note), "choice")),
      entry.evidence && entry.sources.length > 0 && this.sure(entry));
  }

  // What an answer rests on. Opened by choice, so a screen reader is not read it unasked.
  sure({ evidence, sources, topic, sure }) {
    const backed = { "peer-reviewed": T.sure_peer_reviewed, article: T.sure_article, practice: T.sure_practice }[evidence];
    return el("details", { class: "sure", "aria-live": "off" },
      el("summary", null, T.sure),
      el("p", null, el("strong", null, backed)),
      sure && el("p", null, sure),
      el("p", null, T.sure_rests_on),
      el("ul", null, sources.map(({ title, section, url }) => el("li", null,
        url ? link(title, url) : title,
        section && el("span", { class: "soft" }, " (" + fill(T.sure_section, { section }) + ")")))),
      el("p", null, el("a", { href: `${this.base}/faq#${topic}`, target: "_blank", rel: "noopener" }, T.sure_faq)));
  }
}

// One's own words are shown, not read back.
function yours(entry) {
  return el("div", { class: "turn mine", "aria-live": "off" },
    el("p", { class: "bubble you", dir: "auto" }, el("span", { class: "unseen", dir: "ltr" }, T.you + " "), entry.text));
}

// Short bubbles: one a line, but a list stays together.
function split(text, danger) {
  return danger || /^[•*-] /m.test(text) ? [text] : text.split(/\n+/).filter((line) => line.trim());
}

function tall(node, scroller) {
  return node.offsetHeight > scroller.clientHeight / 3;
}
