// Both sides of an entry added up as it is typed. The server adds them up again.

const grouped = (whole) => whole.toString().replace(/\B(?=(\d{3})+$)/g, ",");
const read = (text) => {
  const digits = text.replace(/[,\s원]/g, "");
  return /^\d{1,16}$/.test(digits) ? BigInt(digits) : 0n;
};

const form = document.querySelector("[data-entry]");

function add(side) {
  return [...form.querySelectorAll(`input[name$="-${side}"]`)].reduce((sum, input) => sum + read(input.value), 0n);
}

function show() {
  const debit = add("debit"), credit = add("credit");
  form.querySelector("[data-sum=debit]").value = grouped(debit);
  form.querySelector("[data-sum=credit]").value = grouped(credit);
  const left = form.querySelector("[data-left]");
  const difference = debit > credit ? debit - credit : credit - debit;
  if (!debit && !credit) left.value = "";
  else left.value = difference ? `${left.dataset.odd} ${grouped(difference)}` : left.dataset.even;
}

form.addEventListener("input", show);
show();
