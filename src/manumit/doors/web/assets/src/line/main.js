// Entry of every page of Line. All of it works without; this makes it live and quick.
import { Room } from "./room.js";

customElements.define("m-line", Room);
const tongue = document.getElementById("tongue");
if (tongue) {
  tongue.addEventListener("change", () => tongue.form.requestSubmit());
  tongue.form.querySelector("button").hidden = true;
}
