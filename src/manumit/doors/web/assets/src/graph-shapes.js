// One WebGL program draws every node: a role's or kind's shape as a signed distance, its edge, and a halo when chosen.
import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

export const SHAPES = { dot: 0, circle: 1, square: 2, triangle: 3, diamond: 4, pentagon: 5, ringed: 6, thing: 7, hexagon: 8 };
export const ROLE_SHAPES = {
  controller: "square", recruiter: "triangle", collector: "diamond", facilitator: "pentagon", possible_victim: "ringed", unknown: "dot",
};

const VERTEX = /* glsl */ `
attribute vec2 a_position; attribute float a_size; attribute float a_shape;
attribute vec4 a_color; attribute vec4 a_edge; attribute vec4 a_halo; attribute vec4 a_id; attribute float a_angle;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
varying vec2 v_at; varying float v_pixel; varying float v_shape;
varying vec4 v_color; varying vec4 v_edge; varying vec4 v_halo;
const float room = 1.7; // the triangle's inner circle, in radii: space for the halo
void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  vec2 away = radius * 2.0 * room * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + away, 1.0)).xy, 0.0, 1.0);
  v_at = away / radius;
  v_pixel = u_correctionRatio * 2.0 / radius;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
  v_edge = a_edge; v_edge.a *= 255.0 / 254.0;
  v_halo = a_halo; v_halo.a *= 255.0 / 254.0;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec2 v_at; varying float v_pixel; varying float v_shape;
varying vec4 v_color; varying vec4 v_edge; varying vec4 v_halo;
float polygon(vec2 p, float sides, float radius) {
  float turn = 6.2831853 / sides;
  float angle = atan(p.x, -p.y); // an edge below, so a corner on top where the sides are odd
  return cos(floor(0.5 + angle / turn) * turn - angle) * length(p) - radius;
}
float box(vec2 p, float half_, float corner) {
  vec2 q = abs(p) - half_ + corner;
  return min(max(q.x, q.y), 0.0) + length(max(q, 0.0)) - corner;
}
float shape(vec2 p) {
  if (v_shape < 0.5) return length(p) - 0.72;
  if (v_shape < 1.5) return length(p) - 0.95;
  if (v_shape < 2.5) return box(p, 0.84, 0.06);
  if (v_shape < 3.5) return polygon(p + vec2(0.0, 0.12), 3.0, 0.6);
  if (v_shape < 4.5) return (abs(p.x) + abs(p.y) - 1.08) * 0.7071;
  if (v_shape < 5.5) return polygon(p, 5.0, 0.84);
  if (v_shape < 6.5) return length(p) - 1.0;
  if (v_shape < 7.5) return box(p, 0.82, 0.34);
  return polygon(p, 6.0, 0.95);
}
void main() {
  float d = shape(v_at);
  #ifdef PICKING_MODE
  if (d > max(0.0, 2.0 * v_pixel)) discard;
  gl_FragColor = v_color;
  #else
  float pixel = v_pixel;
  float inside = 1.0 - smoothstep(-0.5 * pixel, 0.5 * pixel, d);
  float edge = max(1.4 * pixel, 0.1);
  vec4 fill = mix(v_color, v_edge, smoothstep(-edge - 0.5 * pixel, -edge + 0.5 * pixel, d) * v_edge.a);
  if (v_shape > 5.5 && v_shape < 6.5) { // circle with ring: a possible victim's own, calm shape
    float core = 1.0 - smoothstep(-0.5 * pixel, 0.5 * pixel, length(v_at) - 0.6);
    float ring = smoothstep(-0.5 * pixel, 0.5 * pixel, length(v_at) - 0.8);
    fill = vec4(v_color.rgb, 1.0);
    inside *= max(core, ring);
  }
  float gap = 2.0 * pixel;
  float band = smoothstep(gap - 0.5 * pixel, gap + 0.5 * pixel, d) * (1.0 - smoothstep(gap + 2.0 * pixel, gap + 3.0 * pixel, d));
  float halo = band * v_halo.a * (1.0 - inside);
  gl_FragColor = vec4(fill.rgb * inside + v_halo.rgb * halo, inside + halo);
  #endif
}`;

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
const colour = (name) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });
const real = (name, size = 1) => ({ name, size, type: FLOAT });
const NONE = floatColor("rgba(0,0,0,0)");

export class ShapeProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
      ATTRIBUTES: [real("a_position", 2), real("a_size"), real("a_shape"), colour("a_color"), colour("a_edge"), colour("a_halo"), colour("a_id")],
      CONSTANT_ATTRIBUTES: [real("a_angle")],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(index, at, data) {
    const held = this.array;
    held[at++] = data.x;
    held[at++] = data.y;
    held[at++] = data.size;
    held[at++] = SHAPES[data.shape];
    held[at++] = floatColor(data.color);
    held[at++] = data.edge ? floatColor(data.edge) : NONE;
    held[at++] = data.halo ? floatColor(data.halo) : NONE;
    held[at++] = index;
  }

  setUniforms({ correctionRatio, sizeRatio, matrix }, { gl, uniformLocations }) {
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
  }
}

/** The same shapes as outlines round (0, 0) with radius 1, for legend and SVG export. */
export function outline(shape) {
  const regular = (sides, inner, { lift = 0, turn = 0 } = {}) => {
    const radius = inner / Math.cos(Math.PI / sides);
    const points = Array.from({ length: sides }, (_, i) => (2 * Math.PI * (i + turn)) / sides);
    return `M${points.map((a) => `${(radius * Math.sin(a)).toFixed(3)},${(lift - radius * Math.cos(a)).toFixed(3)}`).join("L")}Z`;
  };
  const disc = (r) => `M${-r},0a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;
  const box = (half, corner) =>
    `M${-half + corner},${-half}H${half - corner}A${corner},${corner} 0 0 1 ${half},${-half + corner}V${half - corner}A${corner},${corner} 0 0 1 ${half - corner},${half}` +
    `H${-half + corner}A${corner},${corner} 0 0 1 ${-half},${half - corner}V${-half + corner}A${corner},${corner} 0 0 1 ${-half + corner},${-half}Z`;
  return {
    dot: disc(0.72), circle: disc(0.95), square: box(0.84, 0.06), triangle: regular(3, 0.6, { lift: 0.12 }), diamond: regular(4, 0.764),
    pentagon: regular(5, 0.84), ringed: disc(0.6) + disc(1) + disc(0.8), thing: box(0.82, 0.34), hexagon: regular(6, 0.95, { turn: 0.5 }),
  }[shape];
}
