// Improves pages that work without it. Words come from the page, so that they are translated.
"use strict";

const live = document.getElementById("live");

function say(key) {
  live.hidden = !key;
  live.querySelector("[data-kind-words]").textContent = key ? live.dataset.kind : "";
  live.querySelector("[data-words]").textContent = key ? live.dataset[key] : "";
}

// Signing in changes the token: a form that was open before would be refused with what was typed in it.
function freshToken() {
  return document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/)?.[1];
}

document.addEventListener("submit", (event) => {
  const field = event.target.querySelector("[name=csrfmiddlewaretoken]");
  if (field && freshToken()) field.value = freshToken();
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get" && freshToken()) detail.parameters.csrfmiddlewaretoken = freshToken();
});

// What cannot be opened in place is opened as a page, which says why.
document.addEventListener("htmx:responseError", ({ detail: { requestConfig, xhr } }) => {
  if (requestConfig.verb === "get") location.assign(requestConfig.path);
  else say(xhr.status === 401 ? "signedOut" : "refused");
});

// A refused comment comes back as a form that says why, with the words still in it.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.target.matches(".thread-form") || ![409, 422, 429].includes(detail.xhr.status)) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

// A form that was opened by mistake is put away; what was typed is in it when it is opened again. A second press of
// what opens it opens no second one.
document.addEventListener("click", ({ target }) => {
  const form = target.closest("[data-put-away]")?.closest(".thread-form");
  if (!form) return;
  form.hidden = true;
  form.previousElementSibling.querySelector("[data-hx-get]").focus();
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.target.nextElementSibling;
  if (event.detail.requestConfig.verb !== "get" || !form?.matches(".thread-form")) return;
  event.preventDefault();
  form.hidden = false;
  form.focus();
});

document.addEventListener("htmx:sendError", () => say("offline"));
document.addEventListener("htmx:afterOnLoad", ({ detail }) => detail.successful && say(""));

// An error summary takes the focus, also where the URL's fragment kept the browser from giving it.
document.querySelector(".problems")?.focus();

// Leaving a form with words in it that are not saved asks first, also one that was opened in place.
{
  const unsaved = new Set(); // forms

  function ask(event) {
    if (Array.from(unsaved).some((form) => form.isConnected)) event.preventDefault();
  }

  function note(form, isUnsaved) {
    if (!form?.matches("form[data-guard]")) return;
    unsaved[isUnsaved ? "add" : "delete"](form);
    addEventListener("beforeunload", ask);
  }

  // Before anybody else hears of it: some forms are saved as soon as something is typed.
  document.addEventListener("input", ({ target }) => note(target.closest("form"), true), true);
  document.addEventListener("submit", ({ target }) => target.matches("[data-hx-post]") || note(target, false), true);
  document.addEventListener("kept", ({ target }) => note(target, false), true);
  document.addEventListener("unkept", ({ target }) => note(target, true), true);
  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (elt.matches(".thread-form") && elt.querySelector(".problems")) note(elt.querySelector("form"), true);
  });
}

// A text box grows with its text, also in browsers that do not know `field-sizing`; those of a decision stay small.
if (!CSS.supports("field-sizing", "content")) {
  const widths = new WeakMap();
  const grow = (box) => { box.style.height = `${Math.max(box.offsetHeight, box.scrollHeight + 2)}px`; };
  // It has its first width once it is shown, and another on a turned phone; its height may be drawn by hand.
  const widening = new ResizeObserver((seen) => {
    for (const { target, contentRect: { width } } of seen) {
      if (widths.get(target) !== width) grow(target);
      widths.set(target, width);
    }
  });
  const watch = ({ target }) => {
    if (!target.matches("textarea:not(.decisions *)")) return;
    widening.observe(target);
    grow(target);
  };
  for (const box of document.querySelectorAll("textarea:not(.decisions *)")) widening.observe(box);
  document.addEventListener("input", watch);
  document.addEventListener("focusin", watch);
}

if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 58rem)").matches) {
  for (const panel of document.querySelectorAll("details.filters")) panel.open = true;
}

// The contents column says where the reader is.
const entries = new Map(
  Array.from(document.querySelectorAll(".contents a[href^='#']"), (link) => [document.getElementById(link.hash.slice(1)), link]),
);
entries.delete(null);
const watcher = new IntersectionObserver(
  (seen) => {
    const current = seen.findLast((entry) => entry.isIntersecting);
    if (!current) return;
    for (const link of entries.values()) link.removeAttribute("aria-current");
    entries.get(current.target).setAttribute("aria-current", "true");
  },
  { rootMargin: "-10% 0px -75% 0px" },
);
for (const target of entries.keys()) watcher.observe(target);

// On wide screens a footnote stands at the margin, beside the line that calls it, as far as there is room.
const column = document.querySelector(".has-margin-notes");
const notes = column ? Array.from(column.querySelectorAll(".footnotes li[id]")) : [];

function callOf(note) {
  return column.querySelector(`a[href="#${CSS.escape(note.id)}"]`);
}

function atMargin(isThere) {
  for (const note of notes) note.classList.toggle("at-margin", isThere && Boolean(callOf(note)));
  column.classList.toggle("notes-at-margin", isThere && notes.every(callOf));
}

function placeNotes() {
  atMargin(matchMedia("(min-width: 80rem)").matches);
  let free = 0;
  for (const note of column.querySelectorAll(".at-margin")) {
    free = Math.max(free, callOf(note).getBoundingClientRect().top - column.getBoundingClientRect().top);
    note.style.top = `${free}px`;
    free += note.offsetHeight + 12;
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) atMargin(false);
}

if (notes.length) {
  placeNotes();
  // The body changes its size with the window, with the reader's size of text and with every fold that opens. In the
  // next frame, because placing changes the size that is being observed.
  new ResizeObserver(() => requestAnimationFrame(placeNotes)).observe(document.body);
}
