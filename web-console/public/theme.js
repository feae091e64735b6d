// Runs before the first paint: the page never flashes in the wrong theme.
(() => {
  let choice = "auto";
  try {
    choice = localStorage.getItem("naru.theme") ?? "auto";
  } catch {
    // Storage is off: the system's theme it is.
  }
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
