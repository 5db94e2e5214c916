// What was written and not sent lies in this page alone, and every way to another page ends it: the first press says so,
// the second goes. Leave is never held up, and the browser asks nothing when the page is closed: whoever has to be quick is.

/** `begun()`: whether something would be lost; `instead(way)`: whether a link did something within the page. */
export function guarding(begun, instead = () => false) {
  const says = document.getElementById("loses");
  let warned;
  addEventListener("click", (event) => {
    const way = event.target.closest?.("a[href]");
    if (!way || way.matches("[data-leave], .skip, [download]")) return;
    if (instead(way)) return event.preventDefault();
    if (!begun() || warned === way) return;
    event.preventDefault();
    warned = way;
    says.hidden = false;
  });
}
