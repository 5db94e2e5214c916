// Every page of Haven. All of it works without this; with it, leaving is quicker and the talk is live.
import { leaving } from "./leave.js";
import { plan } from "./plan.js";
import { find } from "./find.js";
import { keepBox } from "./box.js";
import { talk } from "./talk.js";
import { listen } from "./listen.js";

document.documentElement.classList.add("script");
leaving();
talk();
plan();
find();
keepBox();
listen();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {}); // offline is a help, not a need
