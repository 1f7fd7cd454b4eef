// The amount in words under a money field, as `kernel.formats.won_words` writes it.

const KOREAN = !document.documentElement.lang.startsWith("en");
const MYRIADS = [[10n ** 16n, "경"], [10n ** 12n, "조"], [10n ** 8n, "억"], [10n ** 4n, "만"]];
const grouped = (whole) => whole.toString().replace(/\B(?=(\d{3})+$)/g, ",");

export function wonWords(amount) {
  const sign = amount < 0n ? "−" : "";
  let rest = amount < 0n ? -amount : amount;
  if (!KOREAN) return `${sign}KRW ${grouped(rest)}`;
  const parts = [];
  for (const [size, word] of MYRIADS) {
    if (rest / size) parts.push(grouped(rest / size) + word);
    rest %= size;
  }
  if (rest || !parts.length) return sign + [...parts, `${grouped(rest)}원`].join(" ");
  return `${sign}${parts.join(" ")} 원`;
}

export function readWon(text) {
  const digits = text.replace(/[,\s원]/g, "").replace("−", "-");
  return /^-?\d{1,19}$/.test(digits) ? BigInt(digits) : null;
}

function show(input) {
  const words = document.getElementById(`${input.id}-words`);
  const amount = readWon(input.value);
  if (words) words.value = amount === null ? "" : wonWords(amount);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-money]")) show(event.target);
});

document.addEventListener("focusout", (event) => {
  if (!event.target.matches("[data-money]")) return;
  const amount = readWon(event.target.value);
  if (amount !== null) event.target.value = (amount < 0n ? "-" : "") + grouped(amount < 0n ? -amount : amount);
});

document.querySelectorAll("[data-money]").forEach(show);
