// Keeps the words beside the answers in this browser until the site has them: why one stands, a reply, a source.
"use strict";

const BOXES = "textarea, input[type=text], input[type=url], select";

// Boxes that are stored together, as one thing.
class Kept {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.boxes = Array.from(place.querySelectorAll(BOXES));
    const { account, report } = this.form.dataset;
    this.key = kept.key(account, report, `${location.pathname}#${place.id}`);
  }

  get texts() { return this.boxes.filter((box) => !box.matches("select")); }
  get copy() { return kept.get(this.key); }

  // A name of its own in the form stands for one that the site knows by what is kept.
  nameOf(box) { return this.place.dataset.part ?? box.name; }

  get parts() {
    return Object.fromEntries(this.boxes.map((box) => [this.nameOf(box), box.value]).filter(([, value]) => value));
  }

  set parts(parts) {
    for (const box of this.boxes) box.value = parts[this.nameOf(box)] ?? "";
  }

  // As the page came: there is nothing to keep, and nothing to lose.
  get isAsGiven() {
    return this.texts.every((box) => !box.value.trim() || box.value === box.defaultValue);
  }

  keep() {
    if (this.isAsGiven) {
      kept.remove(this.key);
      return;
    }
    const { parts, place } = this;
    const value = this.texts.map((box) => box.value).reduce((one, other) => (other.length > one.length ? other : one));
    const question = place.dataset.question ?? document.querySelector("h1").textContent.trim();
    const where = { page: location.pathname, anchor: place.id, question, compare: this.form.dataset.keeps };
    const isKept = kept.put(this.key, { value, parts, kind: place.dataset.kept, at: Date.now(), ...where });
    const filesWait = Array.from(this.form.querySelectorAll("[type=file]")).some((field) => field.files.length);
    if (isKept && !filesWait) this.form.dispatchEvent(new Event("kept"));
  }

  offer() {
    const { copy } = this;
    const isShown = copy && this.boxes.every((box) => box.value.trim() === (copy.parts[this.nameOf(box)] ?? "").trim());
    if (!copy || isShown) return;
    const [first] = this.boxes;
    const note = kept.offer(copy, {
      shown: copy.value,
      lang: first.lang,
      restore: () => {
        this.parts = copy.parts;
        first.dispatchEvent(new Event("input", { bubbles: true }));
      },
      compare: () => {}, // there is nothing on the site yet to compare them with: they are shown
      discard: () => kept.remove(this.key),
      leave: () => first.focus(),
    });
    first.before(note);
    const fold = this.place.closest("details");
    if (fold) fold.open = true;
  }
}

const keepers = Array.from(document.querySelectorAll("[data-kept]"), (place) => new Kept(place));
const known = document.querySelector("[data-account]");
// What was sent from another page is known to be stored on the next one. A section offers its answers back itself.
if (known && !document.querySelector("[data-autosave]")) {
  kept.forgetWhatIsStored(known.dataset.account).then(() => { for (const keeper of keepers) keeper.offer(); });
}
document.addEventListener("input", ({ target }) => {
  keepers.find(({ boxes }) => boxes.includes(target))?.keep();
});
