// Before the first paint: the theme and the language that were chosen, so that nothing flashes.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("youju.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const chosen = localStorage.getItem("youju.language");
    root.lang = chosen || (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  } catch {
    // Storage is forbidden here: the system's theme and Chinese.
  }
})();
