// Decides about comments by single keys. They count only while a comment of the queue has the focus, so that nobody who
// speaks to her computer, or uses keys of her own, decides by accident (WCAG 2.1.4).
"use strict";

{
  const queue = document.querySelector("[data-queue]");
  const cards = queue ? [...queue.querySelectorAll("[data-card]")] : [];
  const VERDICTS = { a: "approve", r: "reject", s: "spam" };
  const NEEDS_REASON = ["reject", "spam"];

  const button = (card, verdict) => card.querySelector(`button[value="${verdict}"]`);

  function go(card, steps) {
    cards[cards.indexOf(card) + steps]?.focus();
  }

  function decide(card, verdict) {
    const reason = card.querySelector("[name=reason]");
    const rule = card.querySelector("[name=rule]");
    const press = button(card, verdict);
    if (!press) return;
    if (NEEDS_REASON.includes(verdict) && !reason.value.trim()) {
      reason.dataset.verdict = verdict;
      (verdict === "reject" && !rule.value ? rule : reason).focus();
    } else press.click();
  }

  const KEYS = {
    j: (card) => go(card, 1),
    k: (card) => go(card, -1),
    x: (card) => card.querySelector("[data-choose]").click(),
    // Beside what was decided, her decision about this comment; elsewhere the last one, which the page offers above.
    u: (card) => (card.querySelector("[name=press]") ?? document.getElementById("undo"))?.click(),
  };

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !cards.length) return;
    const isLine = event.shiftKey || event.isComposing; // Enter that begins a line, or takes a word of an input method
    if (target.matches?.("[name=reason]") && key === "Enter" && !isLine && target.dataset.verdict) {
      event.preventDefault();
      button(target.closest("[data-card]"), target.dataset.verdict).click();
      return;
    }
    if (!target.matches?.("[data-card]")) return;
    const act = KEYS[key.toLowerCase()] ?? (VERDICTS[key.toLowerCase()] && ((card) => decide(card, VERDICTS[key.toLowerCase()])));
    if (!act) return;
    event.preventDefault();
    act(target);
  });

  // Whoever has left the reason, and comes back to it, may have changed her mind.
  document.addEventListener("focusout", ({ target }) => {
    if (target.matches?.("[name=reason]")) delete target.dataset.verdict;
  });

  // What is decided is sent once: a second press of the key would be answered by a refusal, without the way to undo.
  for (const form of document.querySelectorAll(".queue-form")) {
    let isSent = false;
    form.addEventListener("submit", (event) => {
      if (isSent) event.preventDefault();
      isSent = true;
    });
  }
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  // Whoever has just decided goes on with what stands in its place by now, as a rule the next, and whoever took it back
  // with what is there again; whoever comes here first begins at the top of the page.
  const asked = new URLSearchParams(location.search);
  if (asked.has("at")) cards[Math.min(Number(asked.get("at")) || 1, cards.length) - 1]?.focus();
}
