// A picture of a report, drawn in memory: larger, smaller, turned, printed. It is never at an address of its own.
const STEP = 1.25, MOST = 8, LEAST = 0.05; // of the picture's own size
const KEYS = { "+": "in", "=": "in", "-": "out", 0: "fit", r: "turn", R: "turn" };

export class Picture {
  constructor(dialog) {
    this.dialog = dialog;
    this.canvas = dialog.querySelector("canvas");
    this.frame = dialog.querySelector(".picture-frame");
    dialog.addEventListener("click", (event) => this.#do(event.target.closest("[data-look]")?.dataset.look));
    dialog.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
      event.preventDefault();
      this.#do(KEYS[event.key]);
    });
    dialog.addEventListener("close", () => this.drop());
  }

  /** Show `blob`; false where it is no picture. */
  async show(blob, name) {
    const image = await createImageBitmap(blob).catch(() => null);
    if (!image) return false;
    Object.assign(this, { image, turned: 0 });
    this.dialog.querySelector("h2").textContent = name;
    this.dialog.showModal();
    this.#draw();
    this.#do("fit");
    this.frame.focus();
    return true;
  }

  /** Nothing of it stays. */
  drop() {
    this.image?.close();
    this.image = null;
    this.canvas.width = this.canvas.height = 0;
    this.dialog.querySelector("h2").textContent = "";
    if (this.dialog.open) this.dialog.close();
  }

  #do(what) {
    if (what === "in") this.#zoom(this.zoom * STEP);
    else if (what === "out") this.#zoom(this.zoom / STEP);
    else if (what === "fit") this.#zoom(Math.min(this.frame.clientWidth / this.canvas.width, this.frame.clientHeight / this.canvas.height, 1));
    else if (what === "turn") {
      this.turned = (this.turned + 1) % 4;
      this.#draw();
      this.#do("fit");
    } else if (what === "print") print();
    else if (what === "close") this.dialog.close();
  }

  #zoom(factor) {
    this.zoom = Math.min(MOST, Math.max(LEAST, factor));
    this.canvas.style.inlineSize = `${Math.round(this.canvas.width * this.zoom)}px`;
  }

  #draw() {
    const { width, height } = this.image;
    const across = this.turned % 2 === 1;
    this.canvas.width = across ? height : width;
    this.canvas.height = across ? width : height;
    const brush = this.canvas.getContext("2d");
    brush.translate(this.canvas.width / 2, this.canvas.height / 2);
    brush.rotate((this.turned * Math.PI) / 2);
    brush.drawImage(this.image, -width / 2, -height / 2);
  }
}
