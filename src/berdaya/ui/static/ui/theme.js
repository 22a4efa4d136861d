// Puts on the theme chosen on this device before the page is drawn. Runs in <head>, not deferred.
(() => {
  const media = { light: "not all", dark: "screen", auto: "screen and (prefers-color-scheme: dark)" };
  const read = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const put = (theme) => {
    document.documentElement.dataset.theme = theme;
    document.getElementById("dark").media = media[theme];
  };
  put(read() in media ? read() : "auto");
  document.addEventListener("theme", (event) => {
    put(event.detail);
    try { localStorage.setItem("theme", event.detail); } catch { /* private window: for this page only */ }
  });
})();
