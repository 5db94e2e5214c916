// <m-live src>: what a running job says about itself (server-sent events), written into the page's own words.
export class Live extends HTMLElement {
  connectedCallback() {
    const source = (this.source = new EventSource(this.getAttribute("src")));
    source.addEventListener("progress", (event) => this.#write(JSON.parse(event.data)));
    source.addEventListener("end", () => this.#end());
    source.addEventListener("error", () => this.toggleAttribute("data-lost", true)); // the browser tries again by itself
    source.addEventListener("open", () => this.removeAttribute("data-lost"));
  }

  disconnectedCallback() {
    this.source?.close();
  }

  #write(fields) {
    for (const place of this.querySelectorAll("[data-live]")) {
      const { live } = place.dataset;
      if (place instanceof HTMLProgressElement) {
        if (fields.total > 0) Object.assign(place, { max: fields.total, value: fields.done ?? 0 });
        else place.removeAttribute("value"); // length unknown
      } else if (live in fields) place.textContent = fields[live];
    }
  }

  #end() {
    this.source.close();
    this.toggleAttribute("data-ended", true);
    this.dispatchEvent(new CustomEvent("ended", { bubbles: true }));
    if (this.dataset.doneUrl) location.assign(this.dataset.doneUrl);
  }
}
