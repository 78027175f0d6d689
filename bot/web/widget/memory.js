// What the window remembers: this tab only, until it is emptied. Never localStorage, never a cookie.

const KEY = "practice-chat";

export class Memory {
  constructor() {
    this.forget();
  }

  forget() {
    this.token = null;
    this.entries = []; // what stands in the log, in order
    this.offers = []; // buttons under the last answer
    this.form = null; // the set of questions that is open
    this.pending = null; // {id, text}: not answered yet
    this.draft = ""; // typed, not sent
    this.fields = {}; // typed into the controls of a question, not sent
    this.note = ""; // as it was edited here
    this.made = ""; // as it came
    this.open = false;
  }

  // Returns "idle" where something was there but for too long.
  load() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEY));
    } catch (_) { /* blocked or broken: as if nothing was kept */ }
    if (!kept) return null;
    if (Date.now() - kept.at > CONFIG.idle_minutes * 60000) {
      this.empty();
      return "idle";
    }
    for (const name of Object.keys(this)) if (name in kept) this[name] = kept[name];
    return "kept";
  }

  save() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ at: Date.now(), ...this }));
    } catch (_) { /* full or blocked: the window still works, only a reload forgets */ }
  }

  empty() {
    this.forget();
    try {
      sessionStorage.removeItem(KEY);
    } catch (_) { /* blocked: nothing was written either */ }
  }
}
