// Every page of Haven. All of it works without this; with it, leaving is quicker and the talk is live.
import { leaving } from "./leave.js";
import { plan } from "./plan.js";
import { keep } from "./keep.js";
import { keepBox } from "./box.js";
import { talk } from "./talk.js";
import { listen } from "./listen.js";

document.documentElement.classList.add("script");
leaving();
talk();
plan();
keep();
keepBox();
listen();
