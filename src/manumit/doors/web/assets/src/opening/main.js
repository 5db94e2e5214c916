// Pages of Line with keys: one's own key, and sealed reports. Loaded by them alone.
import { Keys } from "./keys.js";
import { Report } from "./report.js";

customElements.define("m-keys", Keys);
customElements.define("m-report", Report);
