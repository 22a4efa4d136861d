/** Reads a page out, sentence by sentence, where the browser can speak; else it stays large text. */
const button = document.querySelector("[data-aloud]");
const lines = [...document.querySelectorAll(".aloud h2, .aloud p, .aloud li")];
let at = -1;

const mark = (next) => {
  lines[at]?.classList.remove("spoken");
  at = next;
  lines[at]?.classList.add("spoken");
  lines[at]?.scrollIntoView({ block: "center", behavior: "smooth" });
};

const stop = () => {
  mark(-1);
  speechSynthesis.cancel();
  button.setAttribute("aria-pressed", "false");
};

const say = (next) => {
  if (next >= lines.length) return stop();
  mark(next);
  const spoken = new SpeechSynthesisUtterance(lines[next].textContent);
  spoken.lang = document.documentElement.lang === "en" ? "en" : "id-ID";
  spoken.rate = 0.9;
  spoken.onend = () => at === next && say(next + 1);
  spoken.onerror = () => at === next && stop();
  speechSynthesis.speak(spoken);
};

if (button && "speechSynthesis" in window) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (at >= 0) return stop();
    button.setAttribute("aria-pressed", "true");
    say(0);
  });
  window.addEventListener("pagehide", stop);
}
