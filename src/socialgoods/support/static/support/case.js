// The form at the kitchen table. What is typed is kept as it is typed; what is submitted is kept first and sent then; the
// form itself is kept so that it opens without a network. Nothing else of the site is kept.

import { all, drop, get, newKey, put } from "./case-keep.js";
import { device, flush, keep, tell } from "./case-send.js";

const PREFIX = "socialgoods-case-";
const LONGEST = 2000;
const ENOUGH = 700_000;
const form = document.querySelector("form[data-case-form]");
const later = document.querySelector("a[data-keep-offline]");
const said = form?.querySelector("[data-draft]");

async function keepPage(url) {
  if (!("caches" in window) || !device || !navigator.onLine) return;
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== PREFIX + device) await caches.delete(name);
  const answer = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const html = await answer.clone().text();
  const cache = await caches.open(PREFIX + device);
  const parts = [...html.matchAll(/(?:href|src)="(\/[^"#?]+\.(?:css|js|svg|woff2))/g)].map((match) => match[1]);
  const modules = ["./case-keep.js", "./case-send.js"].map((name) => new URL(name, import.meta.url).pathname);
  await Promise.all([...new Set([...parts, ...modules])].map((part) => cache.add(part).catch(() => {})));
  await cache.put(url, answer);
  document.documentElement.dataset.caseKept = url;
}

function fill(fields) {
  const files = new Map();
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
  for (const [name, value] of fields) {
    if (name === "csrfmiddlewaretoken" || name === "device") continue;
    const control = form.elements[name];
    if (!control) continue;
    if (value instanceof Blob) files.set(name, [...(files.get(name) ?? []), value]);
    else if (control.type === "checkbox") control.checked = true;
    else control.value = value;
  }
  for (const [name, found] of files) {
    const carried = new DataTransfer();
    found.filter((file) => file.size).forEach((file) => carried.items.add(file));
    form.elements[name].files = carried.files;
  }
}

// A photo of a telephone is many times what is kept of it. Made small before it goes, it fits on the device and through a thin line.
async function shrink(file) {
  if (!file.type.startsWith("image/") || file.size < ENOUGH || !("createImageBitmap" in window)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.88));
    return small && small.size < file.size ? new File([small], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file; // the site looks at it again, and says what is wrong
  }
}

const shrunk = (fields) =>
  Promise.all(fields.map(async ([name, value]) => [name, value instanceof File ? await shrink(value) : value]));

const written = () => [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size);
const holds = (fields) => fields.some(([name, value]) => value && ["said", "agreed", "with_whom", "photos", "task_0"].includes(name));

// Each tab has a draft of its own; a draft whose tab is gone is taken up by the next that opens the form.
async function takeDraft(url, isFresh) {
  const take = (id) =>
    new Promise((resolve) => {
      if (!navigator.locks) return resolve(true);
      navigator.locks.request(`socialgoods-draft-${id}`, { ifAvailable: true }, (lock) => {
        resolve(Boolean(lock));
        return lock ? new Promise(() => {}) : undefined;
      });
    });
  const left = isFresh ? [] : await all("drafts", device);
  for (const draft of left) if (draft.url === url && (await take(draft.id))) return draft;
  const fresh = { id: newKey(), url, device, fields: null, at: Date.now() };
  await take(fresh.id);
  return fresh;
}

// The form may have been kept yesterday: the device tells the day, by the county's calendar.
function today() {
  const at = new Date(Date.now() + Number(form.dataset.daysAhead) * 86_400_000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" }).format(at);
}

async function begin() {
  const url = location.pathname;
  form.elements.held_on.max = today();
  if (form.elements.held_on.value === form.elements.held_on.defaultValue) form.elements.held_on.value = today();
  form.elements.key.value = newKey();
  const fix = location.hash.match(/^#fix=([\w-]+)$/)?.[1];
  const fixed = fix ? await get("queue", fix) : null;
  const draft = await takeDraft(url, Boolean(fixed));
  if (fixed?.device === device) fill(fixed.fields);
  else if (draft.fields) {
    fill(draft.fields);
    said.textContent = said.dataset.draftFound;
  }
  let timer = 0;
  const save = async () => {
    const fields = written();
    if (!holds(fields)) return;
    await put("drafts", { ...draft, fields, at: Date.now() }).then(
      () => (said.textContent = said.dataset.draftKept),
      () => {},
    );
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  addEventListener("pagehide", () => timer && save());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    clearTimeout(timer);
    timer = 0;
    await submit(url, draft);
  });
}

async function submit(url, draft) {
  const id = form.elements.key.value;
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    await keep({ id, url, name: form.dataset.name, fields: await shrunk(written()) });
  } catch {
    button.disabled = false;
    said.textContent = document.querySelector("[data-case-device]")?.dataset.full ?? "";
    if (navigator.onLine) form.submit();
    return;
  }
  await drop("drafts", draft.id);
  const sent = await flush();
  if (sent.has(id)) {
    location.assign(sent.get(id));
    return;
  }
  button.disabled = false;
  form.reset();
  form.elements.held_on.value = today();
  form.elements.key.value = newKey();
  said.textContent = document.querySelector("[data-case-device]")?.dataset.kept ?? "";
  await tell();
  scrollTo({ top: 0 });
}

if (form) {
  addEventListener("hashchange", () => location.hash.startsWith("#fix=") && location.reload());
  begin();
  keepPage(location.pathname);
} else if (later) {
  keepPage(new URL(later.href).pathname);
}
