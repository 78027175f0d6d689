// The way to the server: one session, one message at a time, the same id until it is answered.

const RETRIES = [1000, 2000, 4000, 8000];
const SLOW = 5000;
const PATIENCE = 25000;

export class Fault extends Error {
  constructor(code, seconds = 0) {
    super(code);
    this.code = code;
    this.seconds = seconds;
  }
}

export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
}

export class Wire {
  // tell(state, values) is called whenever the way of a message changes.
  constructor(base, memory, tell) {
    this.base = base;
    this.memory = memory;
    this.tell = tell;
    this.reached = true;
    this.stopper = new AbortController();
  }

  // Stops whatever is under way; what comes back later is dropped.
  stop() {
    this.stopper.abort();
    this.stopper = new AbortController();
  }

  async call(path, body, signal) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    const end = () => patience.abort();
    signal?.addEventListener("abort", end);
    try {
      const reply = await fetch(this.base + path, {
        method: body ? "POST" : "GET",
        headers: body ? { "Content-Type": "application/json" } : {},
        body: body && JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: patience.signal,
      });
      const data = await reply.json().catch(() => null);
      this.reached = true;
      if (reply.ok && data) return data;
      throw new Fault(data?.error?.code || "failed", Number(reply.headers.get("Retry-After")) || 0);
    } catch (error) {
      if (error instanceof Fault) throw error;
      if (signal?.aborted) throw new Fault("stopped");
      this.reached = false;
      throw new Fault("unreachable");
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
    }
  }

  // Sends a message until it is answered, refused, or given up. Throws a Fault whose code says which.
  // `anew`: where the session has ended, the message may open another one.
  async deliver({ id, text }, anew = true) {
    const { signal } = this.stopper;
    let failures = 0;
    let renewed = false;
    for (;;) {
      if (!navigator.onLine) {
        this.tell("offline");
        await this.until("online", signal); // or "Try again": a browser may be wrong about being offline
      }
      this.tell(failures ? "retrying" : "sending");
      const slow = setTimeout(() => this.tell("slow"), SLOW);
      try {
        if (!this.memory.token) this.memory.token = (await this.call("/web/session", {}, signal)).token;
        const reply = await this.call("/web/message", { token: this.memory.token, message: text, id }, signal);
        if (signal.aborted) throw new Fault("stopped");
        if (reply.token) this.memory.token = reply.token;
        return { messages: reply.messages, renewed };
      } catch (fault) {
        clearTimeout(slow);
        if (signal.aborted) throw new Fault("stopped");
        if ((fault.code === "bad_token" || fault.code === "expired") && !renewed) {
          renewed = true;
          this.memory.token = null;
          if (!anew) throw new Fault("expired");
        } else if (fault.code === "rate_limited") {
          const seconds = Math.max(1, fault.seconds);
          this.tell("limited", { seconds });
          await this.pause(seconds * 1000, signal);
        } else if (["unreachable", "failed", "slow", "busy"].includes(fault.code)) {
          if (!navigator.onLine) continue;
          if (failures === RETRIES.length) throw new Fault("gone");
          // Busy: the server still works on this very message.
          this.tell(fault.code === "busy" ? "slow" : "retrying");
          await this.pause(Math.max(RETRIES[failures++], fault.seconds * 1000), signal);
        } else throw fault;
      } finally {
        clearTimeout(slow);
      }
    }
  }

  // Tells the server to delete, without waiting: also while the page is being left.
  drop() {
    const { token } = this.memory;
    if (!token) return;
    fetch(this.base + "/web/delete", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      keepalive: true,
    }).catch(() => {});
  }

  // Waits out a pause; "try again" and being back online end it early.
  pause(milliseconds, signal) {
    return this.until("online", signal, milliseconds);
  }

  hurry() {
    this.wake?.();
  }

  until(event, signal, milliseconds) {
    return new Promise((resolve, reject) => {
      const done = (settle) => () => {
        clearTimeout(timer);
        removeEventListener(event, go);
        signal.removeEventListener("abort", stop);
        this.wake = null;
        settle(new Fault("stopped"));
      };
      const go = done(resolve);
      const stop = done(reject);
      const timer = milliseconds === undefined ? 0 : setTimeout(go, milliseconds);
      addEventListener(event, go);
      signal.addEventListener("abort", stop);
      this.wake = go;
    });
  }
}
