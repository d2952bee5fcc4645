// Tells where in a report she is, and shows who else is there. Nothing waits for it, and its failures are nobody's.
"use strict";

{
  const others = document.querySelector("[data-others-here]");
  const { othersHere: url, account, place: page } = others.dataset;
  const PERIOD = 20_000; // milliseconds
  const DELAY = 500; // milliseconds in which the focus may move on
  const NOW = 90_000; // milliseconds after which nobody can be said to be here
  const OVER = [401, 403, 404, 409]; // signed out, no longer hers, or closed: it stays so while this page is open
  let place = page, heardAt = Date.now(), isOver = false, timer;

  // A screen reader reads what is put there, so the same words are not put there again.
  function show(html) {
    const next = others.cloneNode();
    next.innerHTML = html;
    if (next.textContent.trim() !== others.textContent.trim()) others.replaceChildren(...next.childNodes);
  }

  async function post() {
    const headers = { Accept: "application/json", "X-CSRFToken": freshToken() ?? "" };
    const body = new URLSearchParams({ account, place });
    const response = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout?.(PERIOD) });
    return { status: response.status, told: response.ok ? await response.json() : null };
  }

  async function tell() {
    clearTimeout(timer);
    if (isOver || document.hidden) return;
    timer = setTimeout(tell, PERIOD);
    const answered = await post().catch(() => null);
    if (answered?.told) {
      heardAt = Date.now();
      show(answered.told.html);
    } else if (OVER.includes(answered?.status)) {
      isOver = true;
      clearTimeout(timer);
      show("");
    } else if (Date.now() - heardAt > NOW) show("");
  }

  // She stays at the answer that had the focus last, also while she reads on or presses a button.
  document.addEventListener("focusin", ({ target }) => {
    if (isOver || !target.name?.startsWith?.("q-") || target.name === place) return;
    place = target.name;
    clearTimeout(timer);
    timer = setTimeout(tell, DELAY);
  });

  document.addEventListener("visibilitychange", tell);
  timer = setTimeout(tell, PERIOD);
}
