// Keeps every word of a section: at once in this browser, and half a second after the last key on the server.
"use strict";

const form = document.querySelector("form[data-autosave]");
const { autosave: url, compare, account, report } = form.dataset;
const state = form.querySelector("[data-save-state]");
const DELAY = 500; // milliseconds
const PATIENCE = 5_000; // milliseconds that a pressed button waits for what is under way
const LONGEST_PAUSE = 30_000; // milliseconds between two attempts to reach the server

class Answer {
  constructor(opened) {
    this.opened = opened; // the field with the token of what was stored when this was read
    this.anchor = opened.name.slice("opened-".length);
    this.key = kept.key(account, report, this.anchor);
    this.place = form.querySelector(`[name="${this.anchor}"]`).closest(".field");
    this.stuck = Boolean(this.place.closest(".conflict")); // only a button may choose between two versions
    this.isStored = !this.stuck && !this.place.matches(".field-wrong"); // as the page came with it
    this.confirmed = this.given;
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

  get isUnsaved() { return this.value !== this.confirmed; }
  get isDirty() { return !this.stuck && this.isUnsaved; }

  get label() {
    const chosen = Array.from(this.place.querySelectorAll("input")).find((radio) => radio.value === this.copy?.value);
    return chosen ? chosen.labels[0].textContent.trim() : this.copy?.value;
  }

  get question() {
    return this.place.querySelector("legend, label").textContent.trim();
  }

  get copy() { return kept.get(this.key); }

  keep() {
    const copy = { value: this.value, opened: this.opened.value, at: Date.now(), url, compare, anchor: this.anchor };
    return kept.put(this.key, { ...copy, page: location.pathname, question: this.question });
  }

  settle(value, { outcome, token }) {
    if (outcome === "conflict") this.stuck = true;
    if (outcome === "refused") this.confirmed = value;
    if (token === undefined) return;
    this.opened.value = token;
    this.confirmed = value;
    if (this.value === value) kept.remove(this.key);
    else this.keep();
  }
}

const answers = Array.from(form.querySelectorAll("[name^='opened-']"), (opened) => new Answer(opened));
let timer, flight, pause = 0;
let isKept = true; // whether the browser took the last words
let unsettled = []; // sent, and nobody knows whether it arrived: it goes again as it was before anything newer

// Words with {time}, {message} and {kept} in their places.
function show(kind, details = {}) {
  const known = { kept: isKept ? state.dataset.kept : state.dataset.unkept, ...details };
  const words = state.dataset[kind].replace(/\{(\w+)\}/g, (_, name) => known[name] ?? "");
  const text = state.querySelector("[data-words]");
  if (text.textContent !== words) text.textContent = words;
  state.dataset.kind = kind;
  for (const part of state.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(kind);
}

function type({ target }) {
  const answer = answers.find(({ anchor }) => anchor === target.name);
  if (!answer) return;
  keep(answer);
  clearTimeout(timer);
  timer = setTimeout(save, DELAY);
}

function keep(answer) {
  isKept = answer.keep();
  const filesWait = Array.from(form.querySelectorAll("[type=file]")).some((field) => field.files.length);
  if (isKept && !filesWait) form.dispatchEvent(new Event("kept"));
}

// The browser keeps one copy of an answer. Where another tab has put its own there, leaving this one asks first; where
// the other's is saved, and gone, this one's takes its place again. What was saved or discarded itself stays gone.
function giveWay({ key, oldValue, newValue }) {
  const answer = answers.find((one) => one.key === key);
  if (!answer?.isUnsaved) return;
  if (newValue === null && JSON.parse(oldValue)?.value !== answer.value) keep(answer);
  else form.dispatchEvent(new Event("unkept"));
}

function nextBatch() {
  if (unsettled.length) return unsettled;
  return answers.filter(({ isDirty }) => isDirty)
    .map((answer) => ({ answer, anchor: answer.anchor, value: answer.value, opened: answer.opened.value }));
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
    const answered = await kept.send(url, account, batch).catch(() => null);
    if (!answered || answered.status >= 500) return waitForServer();
    unsettled = [];
    pause = 0;
    if (!answered.told?.answers) return refuse(answered);
    for (const { answer, value } of batch) answer.settle(value, answered.told.answers[answer.anchor]);
    tell(answered.told);
  }
}

function tell({ answers: told, saved }) {
  const outcomes = Object.values(told);
  const refused = outcomes.find(({ outcome }) => outcome === "refused");
  if (answers.some(({ stuck }) => stuck)) show("conflict");
  else if (refused) show("refused", refused);
  else show("saved", { time: saved });
  form.dispatchEvent(new Event("saved"));
}

function waitForServer() {
  show("offline");
  pause = Math.min(Math.max(2 * pause, 1_000), LONGEST_PAUSE);
  timer = setTimeout(save, pause);
}

// A stale token answers 403 with a page; the next attempt takes the token that the browser has by then.
function refuse({ status, told }) {
  if (told?.reason === "signed-out" || !told) show("signedOut");
  else show("stopped", told);
  if (status === 409) for (const answer of answers) answer.stuck = true;
}

function offer(answer) {
  const { copy } = answer;
  if (!copy) return;
  if (copy.value.trim() === answer.value.trim() && answer.isStored) {
    kept.remove(answer.key);
    return;
  }
  if (copy.value === answer.value) return;
  const note = kept.offer(copy, {
    shown: answer.label,
    lang: answer.place.querySelector("textarea")?.lang,
    restore: () => {
      answer.value = copy.value;
      answer.place.querySelector("[name]").dispatchEvent(new Event("input", { bubbles: true }));
    },
    compare: (words) => markDifference(copy, words),
    discard: () => kept.remove(answer.key),
    leave: () => (answer.place.querySelector("[name]:checked") ?? answer.place.querySelector("[name]")).focus(),
  });
  answer.place.querySelector("textarea, .choices").before(note);
}

// The site compares with what it has by now; where it cannot be reached, the words stand there as they are.
async function markDifference(copy, words) {
  const answered = await kept.send(compare, account, [copy]).catch(() => null);
  const compared = answered?.told?.answers?.[copy.anchor];
  if (compared) words.innerHTML = compared.html;
}

function sendAgain() {
  if (!document.hidden && (unsettled.length || answers.some(({ isDirty }) => isDirty))) save();
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

// The browser's own memory of the form would put old tokens beside new words.
form.autocomplete = "off";
answers.forEach(offer);
form.addEventListener("input", type);
form.addEventListener("submit", settleFirst);
addEventListener("storage", giveWay);
addEventListener("online", sendAgain);
addEventListener("focus", sendAgain);
addEventListener("pageshow", () => { delete form.dataset.settled; sendAgain(); });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) sendAgain();
  else if (!flight && nextBatch().length) save();
});
