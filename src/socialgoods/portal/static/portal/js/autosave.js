// Says whether what is typed has arrived. htmx does the posting (the `autosave` tag); this speaks when the line drops,
// tries again when it is back, and keeps the window from closing on what is not saved.

const unsaved = new WeakSet();
let waiting = new Set();
const leaving = new WeakSet();

const formOf = (element) => element?.closest?.("form[data-autosave]");

function say(form, which) {
  const line = form.querySelector("[data-saved]");
  if (!line) return;
  const text = line.querySelector("[data-saved-text]") ?? line;
  text.textContent = line.dataset[which];
  line.classList.toggle("saved--trouble", which !== "saving");
}

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (form) {
    unsaved.add(form);
    waiting.add(form);
  }
});

document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  if (form) {
    waiting.delete(form);
    leaving.add(form);
  }
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event.target);
  if (form && leaving.has(form)) event.preventDefault(); // the button's own post carries everything
  else if (form) {
    unsaved.delete(form);
    say(form, "saving");
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event.target);
  if (form && event.detail.successful && !unsaved.has(form)) waiting.delete(form);
});

for (const [name, which] of [["htmx:sendError", "offline"], ["htmx:timeout", "offline"], ["htmx:responseError", "refused"]]) {
  document.addEventListener(name, (event) => {
    const form = formOf(event.target);
    if (!form) return;
    unsaved.add(form);
    waiting.add(form);
    say(form, which);
  });
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-autosave]").forEach((form) => leaving.delete(form)));

addEventListener("online", () => waiting.forEach((form) => window.htmx?.trigger(form, "autosave")));

addEventListener("beforeunload", (event) => {
  waiting = new Set([...waiting].filter((form) => form.isConnected));
  if (waiting.size) event.preventDefault();
});
