// Entry of every page of Line. All of it works without; this makes it live and quick.
import { Care } from "./care.js";
import { Room } from "./room.js";

customElements.define("m-line", Room);
customElements.define("m-care", Care);
const tongue = document.getElementById("tongue");
if (tongue) {
  tongue.addEventListener("change", () => tongue.form.requestSubmit());
  tongue.form.querySelector("button").hidden = true;
}
