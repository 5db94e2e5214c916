// The pages of a report without a name; loaded by them alone.
import { returning } from "./back.js";
import { writing } from "./write.js";

const [first, again] = [document.getElementById("note-write"), document.getElementById("note-back")];
if (!crypto.subtle) document.getElementById("not-here")?.removeAttribute("hidden");
else if (first) writing(first);
else if (again) returning(again);
