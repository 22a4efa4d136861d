// Shows in the field for money what was sold times the price, until somebody writes another sum.
const rupiah = new Intl.NumberFormat("id-ID");

for (const line of document.querySelectorAll("[data-daily]")) {
  const price = Number(line.dataset.price);
  const sold = line.querySelector("[name^=sold_]");
  const money = line.querySelector("[name^=money_]");
  const show = () => {
    const pieces = Number(sold.value);
    money.placeholder = price && pieces > 0 ? rupiah.format(price * pieces) : "";
  };
  sold.addEventListener("input", show);
  show();
}
