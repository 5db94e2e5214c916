// What sigma's labels cannot say: a letter in each role's shape, a sign for each kind of thing, how many a group holds,
// and marks for notes. Drawn on a canvas above the nodes, only where there is room.
import { number, rightToLeft, word } from "./words.js";

const ROOM = 7; // px radius from which a letter can be read
const MOST = 600;

const SIGNS = { // strokes in a box of -1..1
  phone: "M-.35,-.8H.35V.8H-.35ZM-.1,.55H.1",
  account: "M-.8,-.2L0,-.75L.8,-.2ZM-.55,0V.5M0,0V.5M.55,0V.5M-.8,.7H.8",
  handle: "M.35,0A.35,.35 0 1 1 -.35,0A.35,.35 0 1 1 .35,0ZM.35,-.35V.1A.2,.25 0 0 0 .8,.1V0A.8,.8 0 1 0 .4,.7",
  email: "M-.75,-.5H.75V.5H-.75ZM-.75,-.45L0,.15L.75,-.45",
  site: "M.75,0A.75,.75 0 1 1 -.75,0A.75,.75 0 1 1 .75,0ZM-.75,0H.75M0,-.75C.45,-.3 .45,.3 0,.75C-.45,.3 -.45,-.3 0,-.75",
  wallet: "M-.75,-.4H.75V.6H-.75ZM-.75,-.4L.4,-.7V-.4M.75,0H.3V.25H.75",
  record: "M-.5,-.75H.25L.5,-.5V.75H-.5ZM-.25,-.2H.25M-.25,.15H.25M-.25,.45H.1",
  document: "M-.5,-.75H.25L.5,-.5V.75H-.5ZM-.25,0H.25M-.25,.35H.25",
  place: "M0,.8C-.6,.1 -.6,-.2 -.6,-.25A.6,.55 0 0 1 .6,-.25C.6,-.2 .6,.1 0,.8ZM.2,-.25A.2,.2 0 1 1 -.2,-.25A.2,.2 0 1 1 .2,-.25",
  plate: "M-.8,-.4H.8V.4H-.8ZM-.4,0H.4",
  device: "M-.7,-.5H.7V.35H-.7ZM-.3,.65H.3",
};
const paths = new Map();
const sign = (kind) => paths.get(kind) ?? paths.set(kind, new Path2D(SIGNS[kind])).get(kind);

export function drawGlyphs(context, renderer, model, inks) {
  const { stage } = model;
  const { width, height } = renderer.getDimensions();
  const zoom = renderer.scaleSize(1);
  let left = MOST;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  renderer.getGraph().forEachNode((id, held) => {
    if (left <= 0 || held.size * zoom < ROOM) return;
    const at = renderer.graphToViewport(held);
    if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) return;
    const node = stage.scene.nodes.get(id);
    const data = renderer.getNodeDisplayData(id);
    left--;
    drawOne(context, { at, radius: held.size * zoom, node, data, count: model.groups.get(id)?.length ?? node?.members, inks });
    if (stage.chart.state.notes[id]) drawNote(context, at, held.size * zoom, inks);
  });
}

function drawOne(context, { at, radius, node, data, count, inks }) {
  if (data.shape === "hexagon") return write(context, number(count ?? 0), at, radius * 0.8, inks.ink, inks);
  if (data.shape === "thing" && SIGNS[node.kind]) {
    context.save();
    context.translate(at.x, at.y);
    context.scale(radius * 0.5, radius * 0.5);
    context.strokeStyle = data.edge ?? inks.paper;
    context.lineWidth = 2.2 / radius;
    context.stroke(sign(node.kind));
    context.restore();
  } else if (node && node.role !== "unknown" && data.shape !== "ringed") {
    write(context, word(`role.letter.${node.role}`), { x: at.x, y: at.y + (data.shape === "triangle" ? radius * 0.16 : 0) }, radius, inks.paper, inks);
  }
}

function write(context, text, at, size, color, inks) {
  context.font = `600 ${Math.max(9, Math.min(size, 16))}px ${inks.sans}`;
  context.fillStyle = color;
  context.fillText(text, at.x, at.y + 1);
}

function drawNote(context, at, radius, inks) {
  context.beginPath();
  context.arc(at.x + radius * 0.85, at.y - radius * 0.85, 4.5, 0, 2 * Math.PI);
  context.fillStyle = inks.accent;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = inks.paper;
  context.stroke();
}

/** A node's name beside it, on a breath of paper so that lines do not cross the letters. */
export function labelPainter(inks) {
  return (context, data, settings) => {
    if (!data.label) return;
    const back = rightToLeft();
    const x = data.x + (back ? -1 : 1) * (data.size + 5);
    context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    context.direction = back ? "rtl" : "ltr";
    context.textAlign = "start";
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = inks.paper;
    context.strokeText(data.label, x, data.y + settings.labelSize / 3);
    context.fillStyle = inks.ink;
    context.fillText(data.label, x, data.y + settings.labelSize / 3);
  };
}
