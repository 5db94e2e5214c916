// A part of a picture, marked by drawing on it; the four numbers beside it are what is sent, and the way of the keyboard.
const SIDES = ["left", "top", "right", "bottom"];
const LEAST = 0.02; // of a side: less is a slip of the hand

class Marking extends HTMLElement {
  connectedCallback() {
    this.canvas = this.querySelector("canvas");
    this.fields = SIDES.map((side) => document.getElementById(`part-${side}`));
    this.from = document.getElementById(this.dataset.of);
    this.from.addEventListener("change", () => this.open());
    this.fields.forEach((one) => one.addEventListener("input", () => this.draw()));
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.start && this.stretch(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => { this.start = null; });
    this.open();
  }

  /** Shows the chosen picture, which stays in this browser; nothing where there is none that it can draw. */
  async open() {
    this.hidden = true;
    this.picture?.close();
    const file = this.from.files[0];
    this.picture = file ? await createImageBitmap(file).catch(() => null) : null;
    if (!this.picture) return;
    const shrink = Math.min(1, 640 / Math.max(this.picture.width, this.picture.height));
    this.canvas.width = Math.max(1, Math.round(this.picture.width * shrink));
    this.canvas.height = Math.max(1, Math.round(this.picture.height * shrink));
    this.hidden = false;
    this.draw();
  }

  begin(event) {
    if (event.button) return;
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.start = this.at(event);
  }

  /** Shares of width and height, within the picture. */
  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((one) => Math.min(1, Math.max(0, one)));
  }

  stretch(event) {
    const [x, y] = this.at(event), [fromX, fromY] = this.start;
    if (Math.abs(x - fromX) < LEAST || Math.abs(y - fromY) < LEAST) return;
    const shares = [Math.min(x, fromX), Math.min(y, fromY), Math.max(x, fromX), Math.max(y, fromY)];
    this.fields.forEach((one, at) => { one.value = Math.round(shares[at] * 1000) / 10; });
    this.draw();
  }

  draw() {
    if (!this.picture) return;
    const { width, height } = this.canvas, pen = this.canvas.getContext("2d");
    const [left, top, right, bottom] = this.fields.map((one, at) => (Number(one.value) / 100) * (at % 2 ? height : width));
    pen.drawImage(this.picture, 0, 0, width, height);
    if (right - left < 1 || bottom - top < 1) return;
    pen.fillStyle = "rgb(0 0 0 / 0.55)"; // what is left out, dark; the frame light and dark, to be seen on both
    for (const [x, y, w, h] of [[0, 0, width, top], [0, bottom, width, height - bottom], [0, top, left, bottom - top], [right, top, width - right, bottom - top]]) pen.fillRect(x, y, w, h);
    for (const [colour, line] of [["#000", 4], ["#fff", 2]]) {
      Object.assign(pen, { strokeStyle: colour, lineWidth: line });
      pen.strokeRect(left, top, right - left, bottom - top);
    }
  }
}

export const marking = () => customElements.define("m-marking", Marking);
