// The plain chat page: sends what is typed to this page's own server and shows what comes back. Keeps nothing.
"use strict";
(() => {
  const log = document.getElementById("log");
  const choices = document.getElementById("choices");
  const form = document.getElementById("say");
  const field = document.getElementById("text");
  let token = null;
  let busy = false;

  function bubble(text, who) {
    const node = document.createElement("p");
    node.className = "bubble " + who;
    if (who === "you") {
      const hidden = document.createElement("span");
      hidden.className = "you-label";
      hidden.textContent = log.dataset.you + " ";
      node.append(hidden);
    }
    node.append(text);
    log.append(node);
    return node;
  }

  function offer(buttons) {
    choices.replaceChildren(...buttons.map((b) => {
      const node = document.createElement("button");
      node.type = "button";
      node.className = "choice";
      node.textContent = b.title;
      node.dataset.payload = b.payload;
      return node;
    }));
  }

  function show(messages) {
    let first = null;
    let buttons = [];
    for (const m of messages) {
      if (m.text) {
        const node = bubble(m.text, "bot");
        first = first || node;
      }
      if (m.buttons) buttons = m.buttons;
    }
    offer(buttons);
    // The reader starts at the answer's beginning; a long one never jumps past them.
    if (first) first.scrollIntoView({ block: "nearest" });
  }

  async function post(path, body) {
    const reply = await fetch("/web/" + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
    });
    if (reply.status === 401) token = null; // the next try starts a new conversation
    if (!reply.ok) throw new Error(reply.status);
    return reply.json();
  }

  async function send(text) {
    if (busy || !text.trim()) return;
    busy = true;
    const mine = bubble(text, "you");
    const waiting = bubble(log.dataset.waiting, "bot waiting");
    waiting.setAttribute("aria-hidden", "true");
    try {
      if (!token) ({ token } = await post("session", {}));
      const answer = await post("message", { token, message: text });
      token = answer.token || token;
      waiting.remove();
      show(answer.messages);
    } catch (_) {
      waiting.remove();
      mine.remove();
      field.value = text; // nothing typed is lost
      bubble(log.dataset.failed, "bot");
      document.getElementById("help").open = true;
    } finally {
      busy = false;
    }
  }

  choices.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) send(button.dataset.payload || button.textContent).then(() => field.focus({ preventScroll: true }));
  });
  document.getElementById("kept").addEventListener("click", (event) => send(event.target.textContent));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value;
    field.value = "";
    send(text);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
})();
