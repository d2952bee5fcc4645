// Shows, soon after an answer was saved, what does not go together by now, and whose signatures that took off. Nothing is asked while she types on.
"use strict";

const flagged = document.querySelector("form[data-flags-url]");
const flagsTold = flagged.querySelector("[data-flags-told]");
const signed = document.querySelector("[data-signatures]");
const QUIET = 1_200; // milliseconds after the last save
let flagsTimer;

async function showFlags() {
  const headers = { Accept: "application/json", "X-CSRFToken": freshToken() ?? "" };
  const writing = document.activeElement.matches("textarea") ? document.activeElement.name : "";
  const body = new URLSearchParams({ account: flagged.dataset.account, writing });
  const response = await fetch(flagged.dataset.flagsUrl, { method: "POST", body, headers }).catch(() => null);
  const told = response?.ok ? await response.json().catch(() => null) : null;
  if (!told) return;
  for (const place of flagged.querySelectorAll("[data-flags]")) {
    const html = told.flags[place.dataset.flags] ?? "";
    // Whoever is at its button stays there: it is looked at again when she leaves.
    if (place.dataset.shown === html || place.contains(document.activeElement)) continue;
    place.innerHTML = html;
    place.dataset.shown = html;
  }
  if (signed.dataset.shown !== told.signatures) {
    signed.innerHTML = told.signatures;
    signed.dataset.shown = told.signatures;
  }
  if (flagsTold.textContent !== told.message) flagsTold.textContent = told.message;
}

for (const place of [signed, ...flagged.querySelectorAll("[data-flags]")]) place.dataset.shown = place.innerHTML.trim();
function showSoon() {
  clearTimeout(flagsTimer);
  flagsTimer = setTimeout(showFlags, QUIET);
}

flagged.addEventListener("saved", showSoon);
// What waited while she wrote a text, or stood at a flag, is shown once she is elsewhere.
flagged.addEventListener("focusout", ({ target }) => {
  if (target.matches("textarea, [data-flags] *")) showSoon();
});
