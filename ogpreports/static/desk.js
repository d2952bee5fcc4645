// Keeps every word of a section: at once in this browser, and half a second after the last key on the server.
"use strict";

const form = document.querySelector("form[data-autosave]");
const { autosave: url, compare, account, report } = form.dataset;
const state = form.querySelector("[data-save-state]");
const DELAY = 500; // milliseconds
const PATIENCE = 5_000; // milliseconds that a pressed button waits for what is under way
const LONGEST_PAUSE = 30_000; // milliseconds between two attempts to reach the server

class Answer extends Place {
  constructor(opened) {
    super();
    this.form = form;
    this.opened = opened; // the field with the token of what was stored when this was read
    this.anchor = opened.name.slice("opened-".length);
    this.key = kept.key(account, report, this.anchor);
    this.place = form.querySelector(`[name="${this.anchor}"]`).closest(".field");
    this.stuck = Boolean(this.place.closest(".conflict")); // only a button may choose between two versions
    this.isStored = !this.stuck && !this.place.matches(".field-wrong"); // as the page came with it
    this.confirmed = this.given;
    this.sent = []; // what may have reached the site, though the page has not heard of it
    this.find();
  }

  get box() { return this.place.querySelector("[name]:checked") ?? this.place.querySelector("[name]"); }

  // Where an offer is shown: also of an answer that is not asked for, since the one above it is another by now.
  get head() {
    const part = this.place.closest("[data-asked-when]");
    return part && !part.checkVisibility() ? part : this.place.querySelector("textarea, .choices");
  }

  get controls() { return form.elements[this.anchor]; }
  get value() { return this.controls.value; }
  set value(value) { this.controls.value = value; }

  // What the page came with; the browser may have put back what was typed before.
  get given() {
    const controls = this.controls;
    if (!(controls instanceof RadioNodeList)) return controls.defaultValue;
    return Array.from(controls).find((radio) => radio.defaultChecked)?.value ?? "";
  }

  set given(value) {
    const controls = this.controls;
    if (!(controls instanceof RadioNodeList)) controls.defaultValue = value;
    else for (const radio of controls) radio.defaultChecked = radio.value === value;
  }

  get isUnsaved() { return this.value !== this.confirmed; }
  get isDirty() { return !this.stuck && this.isUnsaved; }

  // The words of a choice.
  labelOf(value) {
    const chosen = Array.from(this.place.querySelectorAll("input")).find((radio) => radio.value === value);
    return chosen?.labels[0].textContent.trim();
  }

  get question() {
    return this.place.querySelector("legend, label").textContent.trim();
  }

  get copy() {
    const { anchor, question, sent, value } = this, { pathname: page } = location;
    const copy = { value, label: this.labelOf(value), sent, opened: this.opened.value, at: Date.now(), url, compare };
    return { ...copy, anchor, page, question };
  }

  isHere(copy) { return copy.value === this.value; }
  cameWith(copy) { return this.isStored && copy.value.trim() === this.given.trim(); }

  toldWith(copy) {
    const shown = this.labelOf(copy.value) ?? copy.value, { lang } = this.place.querySelector("textarea") ?? {};
    const cameAfterHers = copy.sent?.some((words) => words.trim() === this.given.trim());
    const hasMoved = copy.opened !== this.opened.value && !cameAfterHers;
    return { shown, lang, hasMoved, compare: (words) => markDifference(copy, words) };
  }

  // Saved as what it was written over: where the site holds something else by now, both versions are shown.
  take(copy) {
    this.value = copy.value;
    this.opened.value = copy.opened;
    this.sent = copy.sent ?? [];
    this.place.querySelector("[name]").dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What became of it is known: it is stored where there is a token. An older copy may have been restored meanwhile.
  hear({ opened, sent }, token) {
    if (this.opened.value !== opened) return;
    this.sent = token === undefined ? sent : [];
    this.opened.value = token ?? opened;
  }

  // Shows what the form of a newer page holds; what she has typed here meanwhile stays hers.
  catchUp({ elements }) {
    const newer = elements[this.opened.name]?.value;
    if (!newer || newer === this.opened.value || !this.isStored || this.isUnsaved) return;
    this.given = this.value = this.confirmed = elements[this.anchor].value;
    this.opened.value = newer;
  }

  settle(batched, { outcome, token }) {
    const { value } = batched;
    this.hear(batched, token);
    if (outcome === "conflict") this.stuck = true;
    if (outcome === "refused") this.confirmed = value;
    if (token === undefined) return;
    this.confirmed = value;
    if (this.value === value) this.forget();
    else this.keep();
  }
}

const answers = Array.from(form.querySelectorAll("[name^='opened-']"), (opened) => new Answer(opened));
let timer, flight, pause = 0;
let isKept = true; // whether the browser took the last words
let unsettled = []; // sent, and nobody knows whether it arrived: it goes again as it was before anything newer

// Words with {time}, {message} and {kept} in their places.
function show(kind, { saved, ...details } = {}) {
  const known = { kept: isKept ? state.dataset.kept : state.dataset.unkept, ...details };
  const [before, after] = state.dataset[kind].split("{time}")
    .map((words) => words.replace(/\{(\w+)\}/g, (_, name) => known[name] ?? ""));
  const told = document.createElement("span");
  told.append(before, saved ? kept.time(saved) : "", after ?? "");
  const text = state.querySelector("[data-words]");
  if (text.textContent !== told.textContent) text.replaceChildren(...told.childNodes);
  state.dataset.kind = kind;
  for (const part of state.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(kind);
}

function type({ target }) {
  const answer = answers.find(({ anchor }) => anchor === target.name);
  if (!answer) return;
  isKept = answer.keep();
  clearTimeout(timer);
  timer = setTimeout(save, DELAY);
}

function nextBatch() {
  if (unsettled.length) return unsettled;
  return answers.filter(({ isDirty }) => isDirty)
    .map((answer) => ({ answer, anchor: answer.anchor, value: answer.value, opened: answer.opened.value, sent: answer.sent }));
}

// One request at a time, so that each knows what the one before has stored.
function save() {
  clearTimeout(timer);
  flight ??= saveAll().finally(() => { flight = undefined; });
  return flight;
}

async function saveAll() {
  for (let batch = nextBatch(); batch.length; batch = nextBatch()) {
    show("saving");
    unsettled = batch;
    for (const { answer, opened, sent, value } of batch) if (answer.opened.value === opened) answer.sent = [...sent, value];
    const answered = await kept.send(url, account, batch).catch(() => null);
    if (!answered || answered.status >= 500) return waitForServer("offline");
    if (!answered.told && answered.status < 400) return waitForServer("failed"); // somebody between may have answered
    unsettled = [];
    if (!answered.told?.answers) {
      for (const one of batch) one.answer.hear(one); // nothing of it was looked at
      return refuse(answered);
    }
    pause = 0;
    for (const one of batch) one.answer.settle(one, answered.told.answers[one.anchor]);
    tell(answered.told);
  }
}

function tell({ answers: told, saved }) {
  const outcomes = Object.values(told);
  const refused = outcomes.find(({ outcome }) => outcome === "refused");
  if (answers.some(({ stuck }) => stuck)) show("conflict");
  else if (refused) show("refused", refused);
  else show("saved", { saved });
  form.dispatchEvent(new Event("saved"));
}

function waitForServer(kind) {
  show(kind);
  pause = Math.min(Math.max(2 * pause, 1_000), LONGEST_PAUSE);
  timer = setTimeout(save, pause);
}

// A stale token answers 403 with a page; the next attempt takes the token that the browser has by then.
function refuse({ status, told }) {
  // A session that the site has just renamed, for its secret key is new, knows the next request by its new name.
  if (status === 401 && !pause) waitForServer("signedOut");
  else if (status === 401 || (status === 403 && !told)) show("signedOut");
  else if (!told) waitForServer("failed");
  else show(kept.isNotHers(told) ? "gone" : "stopped", told);
  if (status === 409) for (const answer of answers) answer.stuck = true;
}

// The site compares with what it has by now; where it cannot be reached, the words stand there as they are.
async function markDifference(copy, words) {
  const answered = await kept.send(compare, account, [copy]).catch(() => null);
  const compared = answered?.told?.answers?.[copy.anchor];
  if (compared?.html) words.innerHTML = compared.html;
}

function sendAgain() {
  if (!document.hidden && (unsettled.length || answers.some(({ isDirty }) => isDirty))) save();
}

// Takes what was saved since, by her or by others, before anything is offered or sent.
function comeBack() {
  flight ??= catchUp().catch(() => {}).then(offer).then(saveAll).finally(() => { flight = undefined; });
}

async function catchUp() {
  const newer = await kept.newer(form);
  if (!newer) return;
  for (const answer of answers) answer.catchUp(newer);
  form.dispatchEvent(new Event("saved"));
}

function offer() {
  for (const answer of answers) answer.offer();
}

// What is under way, or was typed a moment ago, goes first: else the form would meet its own words as somebody else's.
async function settleFirst(event) {
  if (form.dataset.settled !== undefined || !(flight || nextBatch().length)) return;
  event.preventDefault();
  const { submitter } = event;
  await Promise.race([save(), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
  clearTimeout(timer);
  form.dataset.settled = "";
  form.requestSubmit(submitter);
}

// What was sent before and not answered in time goes along, so that the site knows her own words again.
form.addEventListener("formdata", ({ formData }) => {
  for (const { anchor, sent } of answers) for (const words of sent) formData.append(`sent-${anchor}`, words);
});

// The browser's own memory of the form would put old tokens beside new words.
form.autocomplete = "off";
kept.onWayBack(comeBack);
if (!flight) offer();
form.addEventListener("input", type);
form.addEventListener("submit", settleFirst);
addEventListener("storage", (event) => { for (const answer of answers) answer.follow(event); });
addEventListener("online", sendAgain);
addEventListener("focus", sendAgain);
addEventListener("pageshow", () => { delete form.dataset.settled; sendAgain(); });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) sendAgain();
  else if (!flight && nextBatch().length) save();
});
