// Sends what the device kept, one record at a time, and says how many are left. Every record carries a key made on the
// device, so that the site keeps it once however often it arrives.

import { all, drop, put } from "./case-keep.js";

const AGAIN_AFTER = 30_000;
const bar = document.querySelector("[data-case-device]");
const channel = "BroadcastChannel" in window ? new BroadcastChannel("socialgoods-case") : null;
export const device = bar?.dataset.caseDevice ?? "";
let why = "offline";

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

async function whoAmI() {
  const answer = await fetch(bar.dataset.whoami, { headers: { Accept: "application/json" }, cache: "no-store" });
  return answer.ok ? (await answer.json()).device : null;
}

// saved, offline, stale (log in again), other (somebody else is logged in), refused (has to be put right).
async function send(entry) {
  const form = new FormData();
  for (const [name, value] of entry.fields) if (name !== "csrfmiddlewaretoken") form.append(name, value);
  let answer;
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    answer = await fetch(entry.url, { method: "POST", body: form, headers, cache: "no-store" });
  } catch {
    return { state: "offline" };
  }
  const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json().catch(() => ({})) : {};
  if (answer.ok && said.saved) return { state: "saved", url: said.saved };
  if (answer.status === 401 || (answer.ok && answer.redirected)) return { state: "stale" };
  if (answer.status === 409) return { state: "other" };
  if (answer.status === 403) return { state: "forbidden" };
  if (answer.status >= 500 || answer.ok) return { state: "offline" };
  return { state: "refused", errors: said.errors ?? [] };
}

async function sendAll() {
  const sent = new Map();
  const waiting = (await all("queue", device)).filter((entry) => entry.state === "waiting");
  if (!waiting.length) return sent;
  let who;
  try {
    who = await whoAmI();
  } catch {
    who = null;
  }
  if (who === null) why = "offline";
  else if (who !== device) why = who ? "other" : "stale";
  if (who !== device) return sent;
  why = "sending";
  await tell();
  for (const entry of waiting) {
    let found = await send(entry);
    // The token of the page was older than the log-in: with a fresh one it goes through, or the right is gone.
    if (found.state === "forbidden" && (await whoAmI().catch(() => null)) === device) found = await send(entry);
    if (found.state === "saved") {
      await drop("queue", entry.id);
      sent.set(entry.id, found.url);
    } else if (found.state === "refused" || found.state === "forbidden") {
      const errors = found.errors?.length ? found.errors : [bar.dataset.forbidden];
      await put("queue", { ...entry, state: "refused", errors });
      why = "refused";
    } else {
      why = found.state;
      break;
    }
    await tell();
  }
  return sent;
}

// One tab sends at a time; where the browser knows no locks, the keys alone see to it.
export async function flush() {
  const sent = await (navigator.locks ? navigator.locks.request("socialgoods-case-queue", sendAll) : sendAll());
  await tell();
  channel?.postMessage("changed");
  return sent;
}

export async function keep(entry) {
  await put("queue", { state: "waiting", errors: [], at: Date.now(), device, ...entry });
  await tell();
  channel?.postMessage("changed");
}

export async function tell() {
  if (!bar) return;
  const rows = await all("queue", device);
  bar.hidden = rows.length === 0;
  if (!rows.length) return;
  const said = bar.dataset;
  const reason = rows.every((row) => row.state === "refused") ? "refused" : why;
  bar.querySelector("[data-unsent-count]").textContent = said.some.replace("{n}", rows.length);
  bar.querySelector("[data-unsent-why]").textContent = said[reason] ?? "";
  bar.querySelector("[data-unsent-send]").hidden = reason !== "offline" || !navigator.onLine;
  const login = bar.querySelector("[data-unsent-login]");
  login.hidden = reason !== "stale";
  login.href = said.login;
  list(rows.filter((row) => row.state === "refused"));
}

function list(refused) {
  const place = bar.querySelector("[data-unsent-list]");
  place.replaceChildren(
    ...refused.map((row) => {
      const line = document.createElement("li");
      line.textContent = `${row.name} — ${row.errors.join(" ")} `;
      const open = Object.assign(document.createElement("a"), { className: "button button--small", textContent: place.dataset.open });
      open.href = `${row.url}#fix=${row.id}`;
      const away = Object.assign(document.createElement("button"), { className: "button button--small button--quiet", type: "button" });
      away.textContent = place.dataset.drop;
      away.addEventListener("click", async () => {
        if (!confirm(place.dataset.sure)) return;
        await drop("queue", row.id);
        await tell();
      });
      line.append(open, " ", away);
      return line;
    }),
  );
}

if (bar && device) {
  bar.querySelector("[data-unsent-send]").addEventListener("click", flush);
  channel?.addEventListener("message", tell);
  addEventListener("online", flush);
  addEventListener("offline", () => {
    why = "offline";
    tell();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  setInterval(() => !bar.hidden && document.visibilityState === "visible" && flush(), AGAIN_AFTER);
  flush();
}
