// Counts the ballots of the file on this device, and compares counts and their hash with what was published.

const panel = document.querySelector("[data-recount]");
const button = panel?.querySelector("[data-recount-start]");
const result = panel?.querySelector("[data-recount-result]");

export function count(text) {
  const [title, ...marks] = text.trimEnd().split("\n");
  const found = new Map();
  for (const mark of marks) if (mark) found.set(mark, (found.get(mark) ?? 0) + 1);
  return { title, found };
}

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const cells = () => [...document.querySelectorAll("[data-count]")];

async function recount() {
  const answer = await fetch(panel.dataset.recount, { cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  const { title, found } = count(await answer.text());
  const choices = cells().map((cell) => cell.dataset.count);
  const lines = [...choices].sort().map((choice) => `${choice} ${found.get(choice) ?? 0}`);
  const published = cells().every((cell) => Number(cell.textContent.replace(/\D/g, "")) === (found.get(cell.dataset.count) ?? 0));
  const known = [...found.keys()].every((choice) => choices.includes(choice));
  // Without https there is no crypto.subtle; the counts themselves are compared all the same.
  const hash = crypto.subtle ? await digest([title, ...lines].join("\n")) : null;
  const right = hash === null || hash === document.querySelector("[data-sha256]").textContent.trim();
  return published && known && right && title === panel.dataset.item;
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const same = await recount();
      result.textContent = same ? result.dataset.same : result.dataset.other;
      result.className = same ? "recount--same" : "recount--other";
    } catch {
      result.textContent = result.dataset.failed;
    }
    button.disabled = false;
  });
}
