// What the frame of a page does beyond plain HTML: theme buttons, toasts, menus that close.
const themes = document.querySelector("[data-themes]");

function showTheme() {
  for (const button of themes.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === document.documentElement.dataset.theme));
  }
}

if (themes) {
  themes.hidden = false;
  themes.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    document.dispatchEvent(new CustomEvent("theme", { detail: button.value }));
    showTheme();
  });
  showTheme();
}

document.addEventListener("click", (event) => {
  event.target.closest("[data-close]")?.closest(".toast").remove();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

for (const button of document.querySelectorAll("[data-close], [data-print]")) button.hidden = false;
// on a small phone the tab one is at may lie beyond the edge of the strip
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
// a page that comes back with errors says so first
document.querySelector(".errors")?.focus();
