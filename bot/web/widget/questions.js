// Real form controls where a set of questions is open: radio buttons for the options, a fitting field for the rest.

import { T, button, el, fill } from "./dom.js";

// What the browser may fill in, by the intake's field.
const FIELDS = { name: ["name"], email: ["email", "email"], phone: ["tel", "tel"], contact: ["email", "email"] };

export function suit(field, form) {
  const [autocomplete, inputmode] = FIELDS[form?.field] || ["off", "text"];
  field.setAttribute("autocomplete", autocomplete);
  field.setAttribute("inputmode", inputmode);
}

// A check's question with several options; its last button is the way past it. Two buttons stay two buttons.
export function choosable(offers, form) {
  return form?.kind === "check" && offers.length > 3 ? offers.slice(0, -1) : [];
}

// A question's options as radio buttons with one "Continue"; null where there is nothing to choose among.
export function radios(offers, form, question, answer) {
  const options = choosable(offers, form);
  if (!options.length) return null;
  const missing = el("p", { class: "warn", id: "missing", role: "alert" });
  const boxes = options.map((offer, i) => el("label", { class: "option" },
    el("input", { type: "radio", name: "option", value: i, onchange: () => missing.replaceChildren() }),
    el("span", null, offer.title)));
  const submit = (event) => {
    event.preventDefault();
    const chosen = event.target.querySelector("input:checked");
    if (chosen) return answer(options[chosen.value].payload);
    missing.textContent = T.form_missing;
    return event.target.querySelector("input").focus();
  };
  return el("form", { class: "questions", onsubmit: submit, novalidate: true },
    el("fieldset", { "aria-describedby": "missing" },
      el("legend", null,
        form.step && form.of ? el("span", { class: "soft" }, fill(T.form_step, form) + " ") : null,
        // The question itself stands in the bubble above.
        el("span", { class: "unseen" }, (question || "") + " "), T.form_choose),
      boxes),
    missing,
    el("button", { type: "submit", class: "strong" }, T.form_go_on));
}
