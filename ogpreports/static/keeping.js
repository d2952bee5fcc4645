// Keeps the words beside the answers in this browser until the site has them: why one stands, a reply, a source.
"use strict";

const BOXES = "textarea, input[type=text], input[type=url], select";

// Boxes that are stored together, as one thing.
class Kept extends Place {
  constructor(place) {
    super();
    this.place = place;
    this.form = place.closest("form");
    this.boxes = Array.from(place.querySelectorAll(BOXES));
    this.page = this.form.dataset.page ?? location.pathname; // where they are asked for: a form may be sent elsewhere
    this.key = kept.key(this.form.dataset.account, this.form.dataset.report, `${this.page}#${place.id}`);
    this.find();
  }

  get box() { return this.boxes[0]; }
  get head() { return this.box; }
  get texts() { return this.boxes.filter((box) => !box.matches("select")); }

  // A name of its own in the form stands for one that the site knows by what is kept.
  nameOf(box) { return this.place.dataset.part ?? box.name; }

  get parts() {
    return Object.fromEntries(this.boxes.map((box) => [this.nameOf(box), box.value]).filter(([, value]) => value));
  }

  set parts(parts) {
    for (const box of this.boxes) box.value = parts[this.nameOf(box)] ?? "";
  }

  // As the page came there is nothing to keep, and nothing to lose, unless it came with what was refused.
  get isUnsaved() {
    return this.texts.some((box) => box.value.trim() && (this.cameRefused || box.value !== box.defaultValue));
  }

  get copy() {
    const { page, parts, place } = this;
    const value = this.texts.map((box) => box.value).filter((text) => text.trim()).join("\n\n");
    const question = place.dataset.question ?? document.querySelector("h1").textContent.trim();
    const { edition, keeps: compare } = this.form.dataset, { kept: kind, about = "" } = place.dataset;
    return { value, parts, kind, edition, about, at: Date.now(), page, anchor: place.id, question, compare };
  }

  keep() {
    if (this.isUnsaved) return super.keep();
    this.forget();
    return true;
  }

  cameWith() { return false; } // of that the site tells

  adopt(offered) {
    this.cameRefused = true;
    super.adopt(offered);
  }

  isHere(copy) {
    return this.boxes.every((box) => box.value.trim() === (copy.parts[this.nameOf(box)] ?? "").trim());
  }

  toldWith(copy) {
    return { shown: copy.value, lang: this.box.lang, compare() {} }; // there is nothing on the site yet to compare with
  }

  show(offered) {
    super.show(offered);
    const fold = this.place.closest("details");
    if (fold) fold.open = true;
  }

  take(copy) {
    this.parts = copy.parts;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const keepers = Array.from(document.querySelectorAll("[data-kept]"), (place) => new Kept(place));
const known = document.querySelector("[data-account]");
// What was sent from another page is known to be stored on the next one. A section offers its answers back itself.
if (known && !document.querySelector("[data-autosave]")) {
  kept.onceTold(kept.forgetWhatIsStored(known.dataset.account), () => { for (const keeper of keepers) keeper.offer(); });
}
document.addEventListener("input", ({ target }) => {
  keepers.find(({ boxes }) => boxes.includes(target))?.keep();
});
addEventListener("storage", (event) => { for (const keeper of keepers) keeper.follow(event); });
