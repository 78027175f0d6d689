// Real form controls where a set of questions is open: radio buttons, a tick for consent, a fitting field for the rest.

import { T, el, fill } from "./dom.js";

const MAIL = { name: "email", type: "email", auto: "email", label: T.form_email };
const PHONE = { name: "phone", type: "tel", auto: "tel", label: T.form_phone };
// What the intake asks for in words, by its field. `rows` makes it a box of several lines.
const FIELDS = {
  name: [{ name: "name", type: "text", auto: "name", label: T.form_name }],
  contact: [MAIL, PHONE],
  email: [MAIL],
  phone: [PHONE],
  about: [{ name: "about", rows: 4, label: T.form_about }],
  note: [{ name: "note", rows: 6, label: T.note_field }],
};

// A check's question with several options: its last button is the way past it. Two buttons stay two buttons.
function choosable(offers, form) {
  if (form?.kind === "intake") return offers.slice(0, form.options || 0);
  return form?.kind === "check" && offers.length > 3 ? offers.slice(0, -1) : [];
}

// The open question as a form, and the buttons that are left beside it. What is typed is kept in `typed` at once.
export function asked(offers, form, question, typed, answer) {
  const options = choosable(offers, form);
  if (options.length) return [radios(options, form, question, answer), offers.slice(options.length)];
  if (form?.kind !== "intake") return [null, offers];
  if (form.field === "consent" && offers.length) return [tick(offers[0], form, question, answer), offers.slice(1)];
  return [FIELDS[form.field] ? fields(FIELDS[form.field], form, question, typed, answer) : null, offers];
}

function radios(options, form, question, answer) {
  const boxes = options.map((offer, i) => option("radio", offer.title, i));
  return frame(boxes, form, question, T.form_choose, T.form_missing, (node) => {
    const chosen = node.querySelector("input:checked");
    return chosen && answer(options[chosen.value].payload);
  });
}

function tick(offer, form, question, answer) {
  return frame([option("checkbox", offer.title, "yes")], form, question, T.form_agree, T.form_tick,
    (node) => node.querySelector("input").checked && answer(offer.payload));
}

function fields(wanted, form, question, typed, answer) {
  const inputs = wanted.map(({ name, type, auto, rows }) => {
    const node = el(rows ? "textarea" : "input", {
      id: "in-" + name, type, rows, autocomplete: auto || "off", dir: "auto", "aria-describedby": "missing",
      oninput: () => { typed.set(name, node.value); missing(node, ""); },
    });
    node.value = typed.get(name);
    return node;
  });
  const boxes = wanted.map(({ name, label }, i) => el("p", { class: "ask" }, el("label", { for: "in-" + name }, label), inputs[i]));
  return frame(boxes, form, question, wanted.length > 1 ? T.form_either : T.form_fill, T.form_empty, () => {
    const given = inputs.map((node) => node.value.trim()).filter(Boolean);
    return given.length && answer(given.join(", "), () => wanted.forEach(({ name }) => typed.set(name, "")));
  });
}

function option(type, title, value) {
  return el("label", { class: "option" },
    el("input", { type, name: "option", value, "aria-describedby": "missing", onchange: (event) => missing(event.target, "") }),
    el("span", null, title));
}

// One question, one "Continue"; a slip is said beside it and the focus goes to where it can be mended.
function frame(boxes, form, question, hint, slip, done) {
  const submit = (event) => {
    event.preventDefault();
    if (done(event.target)) return;
    const first = event.target.querySelector("input, textarea");
    missing(first, slip);
    first.focus();
  };
  return el("form", { class: "questions", onsubmit: submit, novalidate: true },
    el("fieldset", null,
      el("legend", null,
        form.step && form.of ? el("span", { class: "soft" }, fill(T.form_step, form) + " ") : null,
        // The question itself stands in the bubble above.
        el("span", { class: "unseen" }, (question || "") + " "), hint),
      boxes),
    el("p", { class: "warn", id: "missing", role: "alert" }),
    el("button", { type: "submit", class: "strong" }, T.form_go_on));
}

function missing(node, text) {
  const form = node.closest("form");
  form.querySelector(".warn").textContent = text;
  for (const one of form.querySelectorAll("input, textarea")) one.toggleAttribute("aria-invalid", false);
  if (text) node.setAttribute("aria-invalid", "true");
}
