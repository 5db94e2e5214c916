// Lines of one pixel for overviews: two points an edge, no triangles.
import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const VERTEX = /* glsl */ `
attribute vec2 a_position; attribute vec4 a_color; uniform mat3 u_matrix; varying vec4 v_color;
void main() { gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0); v_color = a_color; }`;
const FRAGMENT = /* glsl */ `
precision mediump float; varying vec4 v_color;
void main() {
  #ifdef PICKING_MODE
  discard;
  #endif
  gl_FragColor = vec4(v_color.rgb * 0.35, 0.35);
}`;

export class ThinEdges extends EdgeProgram {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, LINES } = WebGLRenderingContext;
    return {
      VERTICES: 2, VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT, METHOD: LINES, UNIFORMS: ["u_matrix"],
      ATTRIBUTES: [{ name: "a_position", size: 2, type: FLOAT }, { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }],
    };
  }

  processVisibleItem(_, at, source, target, data) {
    const held = this.array;
    const color = floatColor(data.color);
    for (const end of [source, target]) {
      held[at++] = end.x;
      held[at++] = end.y;
      held[at++] = color;
    }
  }

  setUniforms({ matrix }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
  }
}
