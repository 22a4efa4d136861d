/** Counts who came while it is tapped, and offers one tap for all. Without it nothing is lost. */
for (const section of document.querySelectorAll("[data-attendance]")) {
  const count = section.querySelector("[data-count]");
  const all = section.querySelector("[data-all]");
  const here = [...section.querySelectorAll('input[value="present"], [data-came]')];

  const tell = () => {
    count.textContent = `${here.filter((it) => it.checked).length} / ${here.length}`;
  };
  section.addEventListener("change", tell);
  all.addEventListener("click", () => {
    for (const it of here) it.checked = true;
    tell();
  });
  count.hidden = all.hidden = here.length === 0;
  tell();
}
