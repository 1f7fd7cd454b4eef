// Small comforts of every page. Without them everything still works.

const PHONE = matchMedia("(max-width: 55.99em)");

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// A second press of the same button sends nothing twice. Forms that htmx posts look after themselves.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post], [data-autosave]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Browsers that cannot open the fold by style sheet get it opened here; phones keep it folded.
if (!CSS.supports("selector(::details-content)") && !PHONE.matches) {
  document.querySelectorAll("details[data-fold]").forEach((fold) => (fold.open = true));
}

const worker = document.querySelector('meta[name="service-worker"]');
if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker.content).catch(() => {});
