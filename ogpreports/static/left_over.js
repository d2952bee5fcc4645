// Words that the browser keeps and that can be saved nowhere any more, as text: to copy, then discard. On the pages of a
// report those of that report; on the desk those of every report that is not hers to write any more, for she may see no
// page of it.
"use strict";

{
  const panel = document.querySelector("[data-left-over]");
  const { account, report, open } = panel.dataset;
  const rows = panel.querySelector("[data-rows]");
  let notHers = []; // the keys of words of such reports

  // Whether there is a box for them: on any page, where this one tells all, or else on this one, where they were typed.
  function isOpen({ anchor, page, parts }) {
    if (open !== undefined) return open.split(" ").includes(parts ? `${page}#${anchor}` : anchor);
    if (page !== location.pathname) return true;
    return parts ? document.getElementById(anchor)?.matches("[data-kept]") : document.getElementsByName(anchor).length;
  }

  const wordsOf = ({ value, label }) => label ?? (value || panel.dataset.blank);

  // A page that refused what was sent to it shows it itself.
  function isShown(copy) {
    const shown = Array.from(document.querySelectorAll("[id^='gone-']"), (box) => box.value.trim());
    return shown.includes(wordsOf(copy).trim());
  }

  function leftOver() {
    if (!report) return kept.of(account).filter(([key]) => notHers.includes(key));
    const ofReport = kept.of(account).filter(([key]) => key.startsWith(kept.key(account, report, "")));
    return ofReport.filter(([, copy]) => !isOpen(copy) && !isShown(copy));
  }

  function nameOf(key, question) {
    const number = key.split("/")[2];
    return report ? question : panel.dataset.named.replace("{number}", number).replace("{question}", () => question);
  }

  function row([key, copy], number) {
    const field = panel.querySelector("template").content.firstElementChild.cloneNode(true);
    const [name, box, button] = field.querySelectorAll("label, textarea, button");
    box.id = name.htmlFor = `left-over-${number}`;
    box.value = wordsOf(copy);
    for (const place of field.querySelectorAll("[data-question]")) place.textContent = nameOf(key, copy.question);
    button.addEventListener("click", () => {
      kept.remove(key);
      show();
      (rows.querySelector("button") ?? document.getElementById("main")).focus();
    });
    return field;
  }

  // What stands there already is not put there again: it may be just what she is copying.
  function show() {
    const left = leftOver(), keys = left.map(([key]) => key).join(" ");
    if (rows.dataset.keys === keys) return;
    rows.dataset.keys = keys;
    rows.replaceChildren(...left.map(row));
    panel.hidden = !left.length;
  }

  const told = kept.forgetWhatIsStored(account, report ? leftOver() : kept.of(account));
  kept.onceTold(told.then((keys) => { notHers = keys; }), show);
  addEventListener("storage", show);
}
