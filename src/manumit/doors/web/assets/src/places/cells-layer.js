// A layer of MapLibre that draws all cells in one call from one buffer. Nothing is cut into tiles, so there is nothing to
// wait for: a map that is moved is never blank, and a choice changes colours alone. Blocks that are out of sight are left
// out, and cells of a few points are drawn as points.
import { x, y } from "./shapes.js";

const [WORLD, FINE] = [512, 2]; // px round the world at zoom 0; px from the middle to the edge below which a cell is a point
const OVERLAP = 1.4; // of a point over its cell, so that no gap is left
const [THIN, QUIET, LIT, RIM] = [1, 2, 4, 8];
const VERTEX = `#version 300 es
  uniform mat4 world; uniform float point; in vec2 corner; in vec4 look; out float rim; flat out vec3 colour; flat out int flags;
  void main() {
    gl_Position = world * vec4(corner, 0.0, 1.0); gl_PointSize = point;
    flags = int(look.a); rim = (flags & ${RIM}) != 0 ? 1.0 : 0.0; colour = look.rgb / 255.0;
  }`;
const FRAGMENT = `#version 300 es
  precision highp float;
  uniform vec3 paper, accent, hatch; uniform float px;
  in float rim; flat in vec3 colour; flat in int flags; out vec4 painted;
  void main() {
    float reach = 1.0 / max(fwidth(rim), 1e-6) / px;           // from the middle to the edge
    float edge = (1.0 - rim) * reach;                          // to the edge
    bool lit = (flags & ${LIT}) != 0, quiet = (flags & ${QUIET}) != 0, thin = (flags & ${THIN}) != 0;
    float stripe = abs(mod((gl_FragCoord.x + gl_FragCoord.y) / px, 8.0) - 4.0);
    vec3 fill = mix(colour, hatch, thin && !quiet ? 0.45 * (1.0 - smoothstep(0.6, 1.3, stripe)) : 0.0);
    float line = 1.0 - smoothstep(lit ? 1.5 : 0.2, lit ? 2.4 : 1.0, edge);
    line *= lit ? smoothstep(0.5, 3.0, reach) : smoothstep(2.5, 7.0, reach);   // small cells have no outline
    vec3 shade = mix(fill, lit ? accent : paper, line);
    float strength = (lit && line > 0.5 ? 1.0 : 0.88) * (quiet ? 0.16 : 1.0);
    painted = vec4(shade * strength, strength);
  }`;

const hex = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

export class CellsLayer {
  id = "cells";
  type = "custom";
  renderingMode = "2d";

  constructor(shapes, thin, inks) {
    Object.assign(this, { shapes, thin, inks });
    this.looks = new Uint8Array(4 * shapes.first.at(-1));
  }

  /** `colours`: of each cell; `chosen`: a Set of places of cells. */
  paint(colours, chosen) {
    const { first } = this.shapes;
    const known = new Map();
    for (let i = 0; i + 1 < first.length; i++) {
      if (!known.has(colours[i])) known.set(colours[i], hex(colours[i]));
      const [red, green, blue] = known.get(colours[i]);
      const lit = chosen.has(i);
      const flags = (this.thin[i] ? THIN : 0) | (lit ? LIT : chosen.size ? QUIET : 0);
      for (let at = first[i]; at < first[i + 1]; at++) {
        this.looks[4 * at] = red;
        this.looks[4 * at + 1] = green;
        this.looks[4 * at + 2] = blue;
        this.looks[4 * at + 3] = flags | (at > first[i] ? RIM : 0);
      }
    }
    this.changed = true;
    this.map?.triggerRepaint();
  }

  onAdd(map, gl) {
    this.map = map;
    this.program = program(gl);
    this.array = gl.createVertexArray();
    gl.bindVertexArray(this.array);
    const place = (name, size, type, data) => {
      const [buffer, at] = [gl.createBuffer(), gl.getAttribLocation(this.program, name)];
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, size, type, false, 0, 0);
      return buffer;
    };
    this.buffers = [place("corner", 2, gl.FLOAT, this.shapes.corners), place("look", 4, gl.UNSIGNED_BYTE, this.looks), gl.createBuffer(), gl.createBuffer()];
    gl.bindVertexArray(null);
    for (const [i, one] of [this.shapes.triangles, this.shapes.first.subarray(0, -1)].entries()) {
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.buffers[2 + i]);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, one, gl.STATIC_DRAW);
    }
    this.changed = false;
  }

  onRemove(map, gl) {
    for (const one of this.buffers) gl.deleteBuffer(one);
    gl.deleteVertexArray(this.array);
    gl.deleteProgram(this.program);
    this.map = null;
  }

  render(gl, { defaultProjectionData: { mainMatrix } }) {
    const set = (name, kind, ...values) => gl[`uniform${kind}`](gl.getUniformLocation(this.program, name), ...values);
    gl.useProgram(this.program);
    gl.bindVertexArray(this.array);
    if (this.changed) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[1]);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.looks);
      this.changed = false;
    }
    set("world", "Matrix4fv", false, moved(mainMatrix, this.shapes.middle));
    for (const [name, ink] of [["paper", "paper"], ["accent", "accent"], ["hatch", "ink2"]]) set(name, "3fv", hex(this.inks[ink]).map((part) => part / 255));
    set("px", "1f", devicePixelRatio);
    const reach = this.shapes.reach * WORLD * 2 ** this.map.getZoom(); // px
    set("point", "1f", 2 * reach * OVERLAP * devicePixelRatio);
    const [kind, buffer, ends] = reach < FINE ? [gl.POINTS, 3, ["first", "last"]] : [gl.TRIANGLES, 2, ["from", "to"]];
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.buffers[buffer]);
    for (const [from, to] of this.#inSight(ends)) gl.drawElements(kind, to - from, gl.UNSIGNED_INT, 4 * from);
    gl.bindVertexArray(null);
  }

  /** Stretches of what is to be drawn, those that follow each other as one. */
  #inSight([start, end]) {
    const { blocks, middle } = this.shapes;
    const [[west, south], [east, north]] = this.map.getBounds().toArray();
    const [left, right, top, bottom] = [x(west) - middle[0], x(east) - middle[0], y(north) - middle[1], y(south) - middle[1]];
    const found = [];
    for (const one of blocks) {
      if (one.east < left || one.west > right || one.south < top || one.north > bottom) continue;
      if (found.at(-1)?.[1] === one[start]) found.at(-1)[1] = one[end];
      else found.push([one[start], one[end]]);
    }
    return found;
  }
}

/** The matrix for positions that are told from `middle`; columns one after the other. */
function moved(matrix, [x, y]) {
  const made = Array.from(matrix);
  for (let row = 0; row < 4; row++) made[12 + row] += made[row] * x + made[4 + row] * y;
  return made;
}

function program(gl) {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader));
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made));
  return made;
}
