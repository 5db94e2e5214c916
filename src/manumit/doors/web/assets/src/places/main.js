// Entry of the page of a study of places.
import { Places } from "./places.js";

customElements.define("m-places", Places);
