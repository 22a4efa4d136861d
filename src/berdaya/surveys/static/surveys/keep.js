// Keeps the answers of a page as they are tapped, so that a flat battery loses nothing.
// Without this module every button keeps them all the same.
const form = document.querySelector("[data-keep]");
const kept = document.querySelector("[data-kept]");
let waiting;

async function keep() {
  const answers = new FormData(form);
  answers.set("silently", "yes");
  try {
    const answer = await fetch(form.action, { method: "POST", body: answers, redirect: "manual" });
    if (kept) kept.hidden = answer.status !== 204;
  } catch {
    // no signal: the button says so when it is pressed
    if (kept) kept.hidden = true;
  }
}

form?.addEventListener("change", () => {
  clearTimeout(waiting);
  waiting = setTimeout(keep, 400);
});
