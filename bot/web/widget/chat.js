// One chat: what is said, what is under way, what can be pressed next.

import { T, button, el, fill, link } from "./dom.js";
import { Log } from "./log.js";
import { asked } from "./questions.js";
import { Wire, newId } from "./wire.js";

export class Chat {
  constructor(base, memory, openNote) {
    this.base = base;
    this.memory = memory;
    this.wire = new Wire(base, memory, (state, values) => this.onWay(state, values));
    this.log = new Log(base, openNote);
    this.state = null;
    this.build();
  }

  build() {
    this.worries = el("div", { role: "group", "aria-labelledby": "begin", class: "worries" },
      el("p", { id: "begin" }, T.worries),
      CONFIG.worries.map((title) => button(title, () => this.press(title), "choice wide")));
    this.opening = el("div", { class: "opening" },
      el("p", { class: "intro" }, T.intro), this.worries, el("p", { class: "soft notice" }, CONFIG.notice));
    this.said = el("p", { role: "status" });
    this.ways = el("div", { class: "row" });
    this.dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.dots.hidden = true;
    this.progress = el("div", { class: "progress" }, this.dots, this.said, this.ways);
    this.choices = el("div", { role: "group", "aria-label": T.choices, tabindex: -1, class: "choices" });
    this.field = el("textarea", {
      id: "field", rows: 1, dir: "auto", autocomplete: "off", enterkeyhint: "send",
      oninput: () => this.typed(),
      onkeydown: (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.submit();
      },
    });
    this.middle = el("div", { class: "middle", tabindex: 0, role: "group", "aria-label": T.log, onscroll: () => this.log.scrolled() }, this.opening, this.log.node, this.progress, this.choices);
    this.composer = el("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.log.newer,
      el("label", { for: "field" }, T.field),
      el("div", { class: "say" }, this.field, el("button", { type: "submit", class: "strong" }, T.send)));
  }

  // Draws what the memory holds; before the log is on the page, so that nothing is read out again.
  restore() {
    const { memory } = this;
    this.log.clear();
    memory.entries.forEach((entry) => this.log.add(entry, false));
    this.begun();
    this.field.value = memory.draft;
    this.offer();
    this.show(null);
    if (memory.pending) this.deliver();
  }

  // The worries make room once something was said; sentence and notice stay at the top.
  begun() {
    this.worries.hidden = this.memory.entries.length > 0;
  }

  typed() {
    this.memory.draft = this.field.value;
    this.grow();
    if (this.field.value || this.memory.entries.length) this.memory.save();
    if (this.state === "waiting") this.show(this.before);
  }

  grow() {
    this.field.rows = 1;
    const line = parseFloat(getComputedStyle(this.field).lineHeight) || 24;
    this.field.rows = Math.min(6, Math.max(1, Math.floor(this.field.scrollHeight / line)));
  }

  submit() {
    const text = this.field.value;
    if (!text.trim()) return this.field.focus();
    if (this.memory.pending) {
      // The old message first; what is typed now stays where it is.
      if (this.state === "gone") return this.deliver();
      this.before = this.state === "waiting" ? this.before : this.state;
      return this.show("waiting");
    }
    this.write("");
    return this.say(text);
  }

  write(text) {
    this.field.value = text;
    this.typed();
  }

  // A pressed button is gone afterwards: the focus goes to where the next ones will be.
  press(text) {
    if (this.memory.pending) return;
    this.choices.focus({ preventScroll: true });
    this.say(text);
  }

  say(text) {
    this.memory.pending = { id: newId(), text };
    this.add({ who: "you", text });
    this.offer();
    this.deliver();
    this.log.toEnd();
  }

  add(entry, follow) {
    this.memory.entries.push(entry);
    this.memory.save();
    this.begun();
    this.log.add(entry, follow);
  }

  async deliver() {
    const { memory } = this;
    try {
      const { messages, renewed } = await this.wire.deliver(memory.pending, !memory.form);
      memory.pending = null;
      this.show(null);
      if (renewed) this.add({ who: "note", text: T.renewed });
      this.hear(messages);
    } catch (fault) {
      if (fault.code === "stopped") return;
      if (fault.code === "gone") this.show("gone");
      else if (fault.code === "expired") this.lapse();
      else this.takeBack(fault.code === "too_long" || fault.code === "too_large" ? "too_long" : "refused");
    }
    memory.save();
  }

  // What could not be sent goes back into the box, before whatever was typed meanwhile.
  takeBack(state) {
    const { memory } = this;
    this.wire.stop();
    const { text } = memory.pending;
    memory.pending = null;
    memory.entries.pop();
    this.log.node.lastElementChild.remove();
    this.write([text, this.field.value].filter((part) => part.trim()).join("\n"));
    this.offer();
    this.begun();
    this.show(state);
    this.field.focus();
  }

  // The set of questions that was open is gone with its session: an answer to it means nothing in a new one.
  lapse() {
    this.memory.form = null;
    this.memory.offers = [];
    this.takeBack("lapsed");
  }

  hear(messages) {
    const { memory } = this;
    const custom = messages.find((message) => message.custom)?.custom || {};
    const texts = messages.map((message) => message.text).filter(Boolean);
    memory.form = custom.form || null;
    memory.offers = messages.flatMap((message) => message.buttons || []);
    // An edit belongs to the note it was made of; another note starts anew.
    if (custom.note && custom.note.text !== memory.made) [memory.made, memory.note] = [custom.note.text, ""];
    const { topic, evidence, sources, sure, note } = custom;
    this.add({ who: "bot", texts, topic, evidence, sources: sources || [], sure, note: note?.text });
    this.offer();
    // Only with the buttons below it is there room to bring the answer's start to the top.
    if (this.log.newer.hidden) this.log.toStart(this.log.last);
    memory.save();
  }

  // The buttons for what comes next; a set of questions gets real form controls.
  offer() {
    const { memory } = this;
    const { offers, form, pending, entries, fields } = memory;
    const last = entries[entries.length - 1];
    const unfolds = last?.evidence && last.sources.length && last.sure;
    const typed = { get: (name) => fields[name] || "", set: (name, text) => { fields[name] = text; memory.save(); } };
    const [question, shown] = asked(pending ? [] : offers.filter(({ title }) => !unfolds || title !== T.sure), pending ? null : form,
      last?.texts?.at(-1), typed, (payload, sent) => { sent?.(); this.press(payload); return true; });
    this.choices.replaceChildren(...[question,
      ...shown.map(({ title, payload }) => button(title, () => this.press(payload || title), "choice")),
      CONFIG.intake && !pending && form?.id === "intake"
        && el("a", { href: this.base + "/intake", target: "_blank", rel: "noopener", class: "quiet" }, T.form_page),
    ].filter(Boolean));
  }

  // A message on its way reports; what is said about a second one stays until that is read.
  onWay(state, values) {
    if (this.state === "waiting" && ["sending", "slow", "retrying"].includes(state)) this.before = state;
    else this.show(state, values);
  }

  // Says where a message is; every state has its words and its way on.
  show(state, values) {
    this.state = state;
    const text = state ? fill(T[state], values || {}) : "";
    if (this.said.textContent !== text) this.said.textContent = text;
    this.dots.hidden = !["sending", "slow", "retrying"].includes(state);
    this.progress.className = ["gone", "offline", "refused", "too_long", "lapsed"].includes(state) ? "progress warn" : "progress";
    const ways = [];
    if (["offline", "retrying"].includes(state)) ways.push(button(T.try_again, () => this.wire.hurry(), "choice"));
    if (state === "gone") ways.push(button(T.try_again, () => this.deliver(), "choice"));
    if (["gone", "offline", "retrying", "limited", "slow", "waiting"].includes(state)) {
      ways.push(button(T.take_back, () => this.takeBack(null), "choice"));
    }
    if (["gone", "refused"].includes(state)) {
      ways.push(link(fill(T.contact_phone, CONFIG.practice), CONFIG.practice.tel, "choice"));
    }
    this.ways.replaceChildren(...ways);
    if (ways.length) this.progress.scrollIntoView({ block: "nearest" });
  }

  // One tap: nothing is left here, and the server is told.
  clear(state) {
    this.wire.stop();
    this.memory.empty();
    this.log.clear();
    this.begun();
    this.write("");
    this.memory.empty();
    this.offer();
    this.show(state);
    this.middle.scrollTop = 0;
  }
}
