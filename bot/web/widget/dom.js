// Builds elements. Nothing that was typed or answered ever becomes markup: text goes in as text nodes only.

export const T = CONFIG.texts;

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

export function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === false || value == null) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

export function button(label, onclick, kind) {
  return el("button", { type: "button", class: kind, onclick }, label);
}

export function link(label, href, kind) {
  const outside = /^https?:/.test(href);
  return el("a", { href, class: kind, target: outside && "_blank", rel: outside && "noopener noreferrer" }, label);
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function finder(pairs) {
  const words = Object.keys(pairs).sort((a, b) => b.length - a.length).map(escaped);
  return words.length ? new RegExp("(?<![\\w@.-])(?:" + words.join("|") + ")(?![\\w@])", "g") : /(?!)/g;
}

const REACH = finder(CONFIG.reach);
const DIAL = { ...CONFIG.dial, ...CONFIG.reach };
const ALL = finder(DIAL);

// A text with the practice's phone and address as links; help lines too where the text is about danger.
export function linked(text, danger) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(danger ? ALL : REACH)) {
    const reach = link(found[0], DIAL[found[0]]);
    reach.dir = "ltr"; // a number in a text from right to left is still read from the left
    parts.push(text.slice(from, found.index), reach);
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}
