// What opens over the conversation: help lines, topics, a person, what is kept, the note. All but two need no server.

import { T, button, el, fill, link } from "./dom.js";

function list(items, kind) {
  return el("ul", { class: kind }, items.map((item) => el("li", null, item)));
}

// The help lines stand in this script: they are there when nothing else is.
export function help() {
  const { lines, anywhere, practice } = CONFIG;
  const line = ({ name, number, href, hours, by, note }, i) => el("a", { href, class: i ? "line" : "line first" },
    el("strong", null, (by === "text" ? T.help_text : T.help_call) + " " + number), " ",
    el("span", null, [name, note].filter(Boolean).join(", ")), " ",
    el("span", { class: "soft" }, hours));
  return [
    el("p", null, T.help_intro),
    list(lines.map(line), "plain"),
    el("p", null, T.help_elsewhere + " ", link(anywhere.name, anywhere.href, "spaced")),
    el("p", null, T.help_practice + ": ", link(practice.phone, practice.tel, "spaced")),
    el("p", { class: "soft" }, T.leave_hint),
  ];
}

export function topics(base, choose) {
  return [
    el("p", null, T.topics_intro),
    list(CONFIG.menu.map((title) => button(title, () => choose(title), "choice wide")), "plain"),
    el("p", null, el("a", { href: base + "/faq", target: "_blank", rel: "noopener", class: "spaced" }, T.topics_page)),
  ];
}

// The practice's own hours come from the server's clock; without it the opening times stand.
export function contact(base, call) {
  const { practice } = CONFIG;
  const when = el("p", null, practice.hours);
  call("/web/contact").then(({ text }) => when.replaceChildren(text), () => {});
  return [
    el("div", { "aria-live": "polite" }, when),
    list([
      link(fill(T.contact_phone, practice), practice.tel, "choice wide"),
      link(fill(T.contact_email, practice), "mailto:" + practice.email, "choice wide"),
      practice.booking_url && link(T.contact_book, practice.booking_url, "choice wide"),
      CONFIG.intake && el("a", { href: base + "/intake", target: "_blank", rel: "noopener", class: "choice wide" }, T.contact_form),
    ].filter(Boolean), "plain"),
  ];
}

export function kept(remove, call) {
  const words = el("ul", { class: "spread" }, [T.kept_words, T.kept_server, T.kept_device].map((text) => el("li", null, text)));
  call("/web/kept").then(({ texts }) => words.children[1].replaceWith(
    ...texts.flatMap((text) => text.split("\n")).map((text) => el("li", null, text))), () => {});
  const said = el("p", { role: "status" });
  const press = button(T.kept_delete, async () => {
    press.disabled = true;
    said.textContent = T.kept_deleting;
    said.textContent = (await remove()) ? T.kept_deleted : T.kept_not_deleted;
  }, "strong");
  return [
    words,
    press,
    said,
  ];
}

// The note never leaves the browser: it is copied, printed and downloaded from here.
export function note(text, changed, carry) {
  const field = el("textarea", { id: "note", rows: 10, oninput: () => changed(field.value) });
  const said = el("p", { role: "status" });
  field.value = text;
  return [
    el("p", null, T.note_intro),
    el("label", { for: "note" }, T.note_field),
    field,
    el("div", { class: "row" },
      button(T.note_copy, async () => {
        said.textContent = "";
        await copy(field);
        said.textContent = T.note_copied;
      }, "choice"),
      button(T.note_print, () => print(field.value), "choice"),
      button(T.note_download, () => download(field.value), "choice")),
    el("p", null, T.note_carry_intro),
    button(T.note_carry, () => field.value.trim() && carry(T.note_carry_lead + "\n" + field.value.trim()), "choice"),
    said,
  ];
}

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch (_) {
    field.select(); // not allowed here: the old way, on the selected text
    document.execCommand("copy");
  }
}

function print(text) {
  const frame = el("iframe", { title: T.note, "aria-hidden": "true", tabindex: -1 });
  frame.style.cssText = "position:fixed;top:-999px;border:0"; // out of sight, but laid out: else some print nothing
  document.body.append(frame);
  const inner = frame.contentDocument;
  inner.title = T.note;
  for (const line of text.split("\n")) inner.body.append(Object.assign(inner.createElement("p"), { textContent: line }));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}

function download(text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  el("a", { href, download: T.note_file }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
