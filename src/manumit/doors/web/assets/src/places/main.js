// Entry of the pages of a study of places: its map, and its plans.
import { Places } from "./places.js";
import { Plan } from "./plan.js";

customElements.define("m-places", Places);
customElements.define("m-plan", Plan);
