// What can be done to a selection, from any view: by button, by key, by palette.
import { askText, openMenu } from "./menu.js";
import { number, word } from "./words.js";

const chosen = (stage) => [...stage.selection.ids].filter((id) => stage.scene.nodes.has(id));
const more = (node) => Object.entries(node?.more ?? {}).filter(([, count]) => count > 0);

async function trying(stage, act) {
  try {
    return await act();
  } catch (error) {
    stage.tell([error.message, error.hint].filter(Boolean).join(" "));
    return null;
  }
}

/** How many neighbours there are comes first; only what is picked is fetched. */
function expand(stage, at) {
  const [id] = chosen(stage);
  const node = stage.scene.nodes.get(id);
  const kinds = more(node);
  if (!kinds.length || !stage.hasAttribute("expand-url")) return stage.tell(word("expand.none"));
  const get = (kind) => () =>
    trying(stage, async () => {
      const fresh = await stage.expand(id, kind);
      stage.tell(word("expand.done", { n: number(fresh.length) }));
    });
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  const items = kinds.map(([kind, count]) => ({ label: word(`kind.${kind}`), count: number(count), act: get(kind) }));
  if (kinds.length > 1) items.push({ label: word("expand.all"), count: number(total), act: get(null) });
  openMenu(at, word("expand.title", { name: node.label }), items);
}

async function path(stage) {
  const [from, to] = chosen(stage);
  const way = await trying(stage, () => stage.path(from, to));
  if (!way) return stage.tell(word("path.none"));
  stage.selection.choose({ ids: way });
  stage.tell(word("path.found", { n: number(way.length - 1) }));
}

async function note(stage) {
  const [id] = chosen(stage);
  const text = await askText(word("note.ask", { name: stage.scene.nodes.get(id).label }), { value: stage.chart.state.notes[id] ?? "", long: true });
  if (text != null) stage.chart.note(id, text);
}

async function group(stage) {
  const members = chosen(stage);
  const name = await askText(word("group.ask", { n: number(members.length) }));
  if (name == null) return;
  stage.chart.group(members, name.trim());
}

async function save(stage) {
  const outcome = await trying(stage, () => stage.save());
  if (outcome) stage.tell(word(`chart.${outcome}`));
}

function hide(stage) {
  const ids = chosen(stage);
  stage.chart.hide(ids);
  stage.selection.clear();
  stage.tell(word("hidden.done", { n: number(ids.length) }));
}

/** name: {key, fits(stage) -> may it be done now, act(stage, at)}; `at` is where a menu may open. */
export const ACTIONS = {
  expand: { key: "e", fits: (stage) => chosen(stage).length === 1 && more(stage.scene.nodes.get(chosen(stage)[0])).length > 0, act: expand },
  path: { fits: (stage) => chosen(stage).length === 2, act: path },
  pin: { key: "p", fits: (stage) => chosen(stage).length > 0, act: (stage) => stage.chart.pin(chosen(stage)) },
  hide: { key: "h", fits: (stage) => chosen(stage).length > 0, act: hide },
  group: { key: "g", fits: (stage) => chosen(stage).length > 1, act: group },
  note: { key: "m", fits: (stage) => chosen(stage).length === 1, act: note },
  unhide: { fits: (stage) => stage.chart.hidden.size > 0, act: (stage) => stage.chart.unhide() },
  undo: { fits: (stage) => stage.chart.canUndo, act: (stage) => stage.chart.undo() },
  redo: { fits: (stage) => stage.chart.canRedo, act: (stage) => stage.chart.redo() },
  save: { fits: (stage) => stage.hasAttribute("chart-url"), act: save },
  clear: { fits: (stage) => !stage.selection.empty, act: (stage) => stage.selection.clear() },
};

export function perform(name, stage, at = { x: innerWidth / 2, y: innerHeight / 3 }) {
  if (ACTIONS[name].fits(stage)) ACTIONS[name].act(stage, at);
}

/** Keys that act on the selection while a view has the focus. True when the key was ours. */
export function actionKey(event, stage, at) {
  const pressed = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && pressed === "z") {
    perform(event.shiftKey ? "redo" : "undo", stage);
    event.preventDefault();
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const [name] = Object.entries(ACTIONS).find(([, action]) => action.key === pressed) ?? [];
  if (!name) return false;
  perform(name, stage, at);
  event.preventDefault();
  return true;
}
