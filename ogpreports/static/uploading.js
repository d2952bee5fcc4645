// Sends a file as soon as it is chosen, alone, and shows how far it is. Without it, the form's own buttons send it.
"use strict";

const status = document.getElementById("upload-status");
const underWay = new Set();

class Upload {
  constructor(field) {
    this.field = field;
    this.file = field.files[0];
    this.place = field.closest(".field");
    this.note = document.getElementById("upload").content.firstElementChild.cloneNode(true);
    this.request = new XMLHttpRequest(); // fetch cannot say how much it has sent
  }

  words(kind, percent = 0) {
    const known = { name: this.file.name, percent };
    return status.dataset[kind].replace(/\{(\w+)\}/g, (_, name) => known[name]);
  }

  show(kind, percent) {
    this.note.querySelector("[data-words]").textContent = this.words(kind, percent);
    this.note.querySelector("progress").value = percent;
  }

  // What is seen on every step is heard at the beginning and at the end.
  tell(words) {
    status.textContent = words;
  }

  send() {
    this.place.querySelector(".upload-told")?.remove();
    this.field.after(this.note);
    underWay.add(this);
    addEventListener("beforeunload", ask);
    this.show("sending", 0);
    this.tell(this.words("sending", 0));
    this.note.querySelector("[data-cancel]").addEventListener("click", () => this.request.abort());
    this.request.upload.addEventListener("progress", ({ loaded, total }) => {
      const percent = Math.floor((100 * loaded) / total);
      this.show(percent < 100 ? "sending" : "checking", percent);
      // What has arrived is kept, whether anybody waits for the answer or not.
      this.note.querySelector("[data-cancel]").hidden = percent >= 100;
    });
    this.request.addEventListener("load", () => this.settle());
    this.request.addEventListener("error", () => this.end(this.words("offline")));
    this.request.addEventListener("abort", () => {
      this.forget();
      this.end(this.words("stopped"));
    });
    const body = new FormData();
    body.append("account", this.field.form.elements.account.value);
    body.append("file", this.file);
    this.request.open("POST", this.field.dataset.upload);
    this.request.setRequestHeader("Accept", "application/json");
    this.request.setRequestHeader("X-CSRFToken", freshToken() ?? "");
    this.request.responseType = "json";
    this.request.send(body);
  }

  settle() {
    const told = this.request.response;
    if (this.request.status === 201) {
      this.forget();
      this.list(told.html);
      this.tellOfSignatures(told.signatures);
      this.end(told.message);
    } else if (this.request.status === 401 || (this.request.status === 403 && !told)) {
      this.end(this.words("signedOut")); // of a stale token only a page tells
    } else if (!told) {
      this.end(this.words("offline"));
    } else {
      if (told.reason === "refused") this.forget();
      this.end(told.message, { isWrong: true });
    }
  }

  // Unless another was chosen meanwhile.
  forget() {
    if (this.field.files[0] === this.file) this.field.value = "";
  }

  list(html) {
    document.querySelector(`[data-pieces="${this.field.dataset.for}"]`).innerHTML = html;
    if (document.querySelector("[data-empty]")) tellThatThereIsSome();
  }

  // Read as soon as it is put there; so the same words are not put there again.
  tellOfSignatures(html) {
    const signed = document.querySelector("[data-signatures]");
    if ((signed.dataset.shown ?? signed.innerHTML.trim()) === html) return;
    signed.innerHTML = html;
    signed.dataset.shown = html;
  }

  // Where the script could not send it, the form's own button can: the file is still chosen.
  end(words, { isWrong = false } = {}) {
    underWay.delete(this);
    if (!underWay.size) removeEventListener("beforeunload", ask);
    const wasHere = this.note.contains(document.activeElement); // who writes elsewhere by now is left in peace
    for (const button of buttonsOf(this.field)) button.hidden = !this.field.files.length;
    const told = document.createElement("p");
    told.className = isWrong ? "upload-told error" : "upload-told";
    told.textContent = words;
    this.note.replaceWith(told);
    this.tell(words);
    if (wasHere) this.field.focus();
  }
}

function tellThatThereIsSome() {
  document.querySelector("[data-empty]").hidden = true;
  // What was said of there being none is taken back; what she has just typed is hers.
  const none = document.querySelector("[data-none]");
  const reason = none?.querySelector("textarea");
  if (!reason || reason.value !== reason.defaultValue) return;
  reason.value = "";
  none.hidden = true;
}

// What the way back shows lacks what was added since.
async function listAnew() {
  const form = document.querySelector("form[data-account]");
  const newer = await kept.newer(form).catch(() => null);
  if (!newer) return;
  const [here, there] = [form, newer].map((one) => one.querySelectorAll("[data-pieces], .evidence-of"));
  if (here.length !== there.length) return; // an answer was opened or closed meanwhile
  here.forEach((place, number) => { place.innerHTML = there[number].innerHTML; });
  if (newer.querySelector("[data-empty][hidden]") && !newer.querySelector("[data-none]")) tellThatThereIsSome();
}

function ask(event) {
  event.preventDefault();
}

function buttonsOf(field) {
  return field.form.querySelectorAll(`button[name="upload"][value="${field.id}"]`);
}

for (const field of document.querySelectorAll("input[type=file][data-upload]")) {
  for (const button of buttonsOf(field)) button.hidden = true;
  // A file is no word that is not saved yet: leaving need not ask for its sake once it has been sent.
  field.addEventListener("input", (event) => event.stopPropagation());
  // The form takes along what is still under way: the same file twice is kept once.
  field.form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
  field.addEventListener("change", () => {
    if (field.files.length) new Upload(field).send();
  });
}

kept.onWayBack(listAnew);
