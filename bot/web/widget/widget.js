// The element itself: <practice-chat> as a launcher with a window on any page, or, with `page`, as the page.

import { Chat } from "./chat.js";
import { T, button, el } from "./dom.js";
import { Memory } from "./memory.js";
import * as panels from "./panels.js";

const SCRIPT = document.currentScript || document.querySelector('script[src*="/widget.js"]');
const BASE = new URL(SCRIPT.src).origin;
const LOW = matchMedia("(max-width: 480px), (max-height: 480px)");
const LEAVE_KEY = "Escape";
const LEAVE_TIMES = 3;
const LEAVE_WITHIN = 2000;

export class PracticeChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.whole = this.hasAttribute("page");
    this.dir = this.dir || document.dir;
    this.lang = CONFIG.lang;
    this.attachShadow({ mode: "open" });
    dress(this.shadowRoot);
    this.memory = new Memory();
    this.presses = [];
    this.draw();
    addEventListener("keydown", (event) => this.key(event), true);
    // What the browser keeps of a page that is left (to show it again on "Back") holds nothing of the talk.
    addEventListener("pagehide", () => this.wipe());
    addEventListener("pageshow", (event) => event.persisted && this.draw());
    LOW.addEventListener("change", () => this.window?.open && !this.whole && this.unfold(false));
    visualViewport?.addEventListener("resize", () => this.fit());
  }

  // The launcher is there at once; the window behind it is built when it is wanted, or when the page has nothing to do.
  draw() {
    this.found = this.memory.load();
    this.chat?.wire.stop();
    this.window = null;
    if (this.whole) return this.build();
    this.launcher = button(this.dataset.label || T.launcher, () => this.unfold(true), "launcher");
    this.launcher.setAttribute("aria-haspopup", "dialog");
    this.corner = el("aside", { "aria-label": T.aside, class: "corner" }, this.launcher);
    this.shadowRoot.replaceChildren(this.corner);
    if (this.memory.open || (this.found === null && "open" in this.dataset)) this.unfold(false);
    // A message on its way goes on from page to page.
    else if (this.memory.pending) this.build();
    else (window.requestIdleCallback || setTimeout)(() => this.build());
  }

  build() {
    if (this.window || !this.memory) return;
    const { found } = this;
    this.chat = new Chat(BASE, this.memory, (text) => this.panel("note", text));
    const { whole, chat } = this;
    this.panelButtons = {
      help: button(T.help, () => this.panel("help"), "help"),
      topics: button(T.topics, () => this.panel("topics"), "quiet"),
      contact: button(T.contact, () => this.panel("contact"), "quiet"),
      kept: button(T.kept, () => this.panel("kept"), "quiet"),
    };
    for (const press of Object.values(this.panelButtons)) press.setAttribute("aria-expanded", "false");
    const { help, topics, contact, kept } = this.panelButtons;
    this.heading = el(whole ? "h1" : "h2", { id: "title", tabindex: -1 }, CONFIG.practice.practice_name);
    this.over = el("section", { class: "over", "aria-labelledby": "over" });
    this.over.hidden = true;
    const parts = [
      el(whole ? "header" : "div", { class: "top" },
        el("div", { class: "name" }, this.heading, button(T.clear, () => this.clear(), "quiet"), !whole && button(T.close, () => this.fold(), "quiet")),
        el("div", { class: "row" }, help, button(T.leave, () => this.leave(), "choice"))),
      el(whole ? "main" : "div", { class: "main" }, this.over, chat.middle, chat.composer),
      el(whole ? "footer" : "div", { class: "foot" },
        el("div", { role: "group", "aria-label": T.links, class: "row" }, topics, contact, kept),
        CONFIG.review && el("p", { class: "soft" }, CONFIG.review)),
    ];
    if (whole) {
      this.replaceChildren(); // what stood in for the chat
      this.window = el("div", { class: "window" }, parts);
      chat.restore();
      this.shadowRoot.replaceChildren(this.window);
    } else {
      this.window = el("dialog", { class: "window", "aria-labelledby": "title", oncancel: (event) => event.preventDefault() }, parts);
      chat.restore();
      this.corner.append(this.window);
    }
    if (found === "idle") chat.show("idle");
    if (!whole) return;
    chat.grow();
    if (found === "kept") chat.log.toEnd();
  }

  // On a small screen the window is the screen, and what is behind it is out of reach.
  unfold(focus) {
    this.build();
    const before = this.shadowRoot.activeElement;
    if (this.window.open) this.window.close();
    LOW.matches ? this.window.showModal() : this.window.show();
    this.launcher.hidden = true;
    this.memory.open = true;
    if (this.memory.entries.length || this.memory.draft) this.memory.save();
    // Opening a dialog takes the focus; only the person may give it.
    if (focus) this.heading.focus();
    else if (before?.isConnected) before.focus();
    else this.shadowRoot.activeElement?.blur();
    this.fit();
    this.chat.grow();
    if (this.found === "kept") this.chat.log.toEnd();
    this.found = null;
  }

  fold() {
    this.window.close();
    this.launcher.hidden = false;
    this.memory.open = false;
    if (this.memory.entries.length || this.memory.draft) this.memory.save();
    this.launcher.focus();
  }

  // Above an on-screen keyboard, where the browser does not do so itself.
  fit() {
    const view = visualViewport;
    if (!this.window) return;
    const covered = LOW.matches && !this.whole && view && view.scale === 1 && view.height < innerHeight - 1;
    this.window.style.height = covered ? view.height + "px" : "";
    this.window.style.top = covered ? view.offsetTop + "px" : "";
  }

  panel(name, text) {
    const { chat, memory } = this;
    if (this.shown === name) return this.unpanel();
    const opener = this.shadowRoot.activeElement;
    this.unpanel(false);
    const inside = {
      help: () => panels.help(),
      topics: () => panels.topics(BASE, (title) => { this.unpanel(false); chat.press(title); }),
      contact: () => panels.contact(BASE, (path) => chat.wire.call(path)),
      kept: () => panels.kept(() => this.removeKept(), (path) => chat.wire.call(path)),
      note: () => panels.note(memory.note || text, (changed) => { memory.note = changed; memory.save(); },
        (message) => { this.unpanel(false); chat.press(message); }),
    }[name]();
    this.shown = name;
    this.opener = opener;
    this.panelButtons[name]?.setAttribute("aria-expanded", "true");
    const heading = el("h2", { id: "over", tabindex: -1 }, T[name]);
    this.over.replaceChildren(heading, ...inside, button(T.back, () => this.unpanel(), "choice back"));
    this.over.hidden = false;
    chat.middle.hidden = chat.composer.hidden = true;
    this.over.scrollTop = 0;
    heading.focus();
  }

  unpanel(back = true) {
    if (!this.shown) return;
    this.panelButtons[this.shown]?.setAttribute("aria-expanded", "false");
    this.shown = null;
    this.over.hidden = true;
    this.over.replaceChildren();
    this.chat.middle.hidden = this.chat.composer.hidden = false;
    if (back) (this.opener?.isConnected ? this.opener : this.heading).focus();
  }

  clear() {
    this.unpanel(false);
    this.chat.wire.drop();
    this.chat.clear("cleared");
    this.heading.focus();
  }

  async removeKept() {
    const { token } = this.memory;
    this.chat.clear(null);
    if (!token) return true;
    return this.chat.wire.call("/web/delete", { token }).then(() => true, (fault) => ["bad_token", "expired"].includes(fault.code));
  }

  key(event) {
    if (event.key !== LEAVE_KEY || event.isComposing) {
      this.presses = [];
      return;
    }
    const now = Date.now();
    const inUse = this.whole || this.window?.open || this.presses.length > 0;
    this.presses = inUse ? [...this.presses.filter((at) => now - at < LEAVE_WITHIN), now] : [];
    if (this.presses.length >= LEAVE_TIMES) this.leave();
    else if (this.shown) this.unpanel();
    else if (!this.whole && this.window?.open) this.fold();
  }

  // Empties everything, then puts another page in this one's place: "Back" does not lead here.
  leave() {
    const away = this.chat.wire.reached && navigator.onLine ? new URL(CONFIG.leave, BASE).href : "about:blank";
    this.chat.wire.drop();
    this.memory.empty();
    this.wipe();
    location.replace(away);
  }

  wipe() {
    this.chat?.wire.stop();
    this.memory.forget();
    this.shadowRoot.replaceChildren();
  }
}

// Styles that no Content-Security-Policy of the website stands in the way of.
function dress(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
}

function place() {
  if (document.querySelector("practice-chat")) return;
  const host = el("practice-chat");
  Object.assign(host.dataset, SCRIPT.dataset);
  for (const name of ["theme", "dir"]) if (SCRIPT.dataset[name]) host.setAttribute(name, SCRIPT.dataset[name]);
  document.body.append(host);
}

if (!customElements.get("practice-chat")) {
  customElements.define("practice-chat", PracticeChat);
  // An element of the page's own may still come.
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", place);
  else place();
}
