// Entry of every page of the Desk.
import { comfort } from "./comfort.js";
import { lists } from "./lists.js";
import { Live } from "./live.js";
import { keys } from "./palette.js";

keys();
lists();
comfort();
customElements.define("m-live", Live);
