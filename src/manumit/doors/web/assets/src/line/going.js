// Who has three talks at once goes from one to the next with half an answer written. Nothing of it may lie on this machine,
// so it cannot wait there: the first press says that it would be lost, the second goes.
const TYPED = "form:not([method=dialog]) :is(textarea, input:not([type=hidden], [type=checkbox], [type=search]))";

export function going(room) {
  const says = room.querySelector("[data-going]");
  let told;

  /** Whether something is written that `form` (if it is one that is sent) would not take along. */
  const begun = (form) => [...room.querySelectorAll(TYPED)].some((one) => one.form !== form && one.value.trim() && one.value !== one.defaultValue);

  function hold(event, way, form) {
    if (told === way || !begun(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    told = way;
    says.hidden = false;
    setTimeout(() => ((says.hidden = true), (told = undefined)), 8000);
  }

  document.addEventListener("click", (event) => {
    const way = event.target.closest("a[href]");
    if (way && !way.matches("[download], [target], .skip")) hold(event, way);
  }, { capture: true });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const stays = form.matches("[data-stays], [data-file], dialog form") || (form.matches("[data-say-form]") && event.submitter?.dataset.leads === undefined);
    if (!stays) hold(event, form, form);
  }, { capture: true });
}
