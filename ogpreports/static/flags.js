// Shows, soon after an answer was saved, what does not go together by now. Nothing is asked while she types on.
"use strict";

const flagged = document.querySelector("form[data-flags-url]");
const flagsTold = flagged.querySelector("[data-flags-told]");
const QUIET = 1_200; // milliseconds after the last save
let flagsTimer;

async function showFlags() {
  const headers = { Accept: "application/json", "X-CSRFToken": freshToken() ?? "" };
  const body = new URLSearchParams({ account: flagged.dataset.account });
  const response = await fetch(flagged.dataset.flagsUrl, { method: "POST", body, headers }).catch(() => null);
  const told = response?.ok ? await response.json().catch(() => null) : null;
  if (!told) return;
  for (const place of flagged.querySelectorAll("[data-flags]")) {
    const html = told.flags[place.dataset.flags] ?? "";
    // What stands there already is left alone: whoever is at its button stays there.
    if (place.dataset.shown !== html) place.innerHTML = html;
    place.dataset.shown = html;
  }
  if (flagsTold.textContent !== told.message) flagsTold.textContent = told.message;
}

for (const place of flagged.querySelectorAll("[data-flags]")) place.dataset.shown = place.innerHTML.trim();
flagged.addEventListener("saved", () => {
  clearTimeout(flagsTimer);
  flagsTimer = setTimeout(showFlags, QUIET);
});
