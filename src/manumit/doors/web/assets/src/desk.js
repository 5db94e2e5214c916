// Entry of every page of the Desk.
import { comfort } from "./comfort.js";
import { lists } from "./lists.js";
import { Live } from "./live.js";
import { marking } from "./marking.js";
import { keys } from "./palette.js";

keys();
lists();
comfort();
marking();
customElements.define("m-live", Live);
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }); // a strip on a telephone
