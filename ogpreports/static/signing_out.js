// Before somebody signs out: what this browser keeps of hers and the site has not, to save, keep or discard.
"use strict";

const panel = document.getElementById("kept");
const { account } = panel.dataset;
const status = panel.querySelector("[role=status]");
const SHORT = 80; // characters of an answer that is shown without a fold

// Rows that are the same stay as they are: she may have unfolded one while the site said what it has.
function rows() {
  const list = panel.querySelector("ul"), copies = kept.of(account);
  const shown = copies.map(([key]) => key).join("\n");
  if (list.dataset.shown !== shown) list.replaceChildren(...copies.map(([, { page, anchor, question, value, label }]) => {
    const row = panel.querySelector("template").content.firstElementChild.cloneNode(true);
    const link = row.querySelector("a");
    link.href = `${page}#${anchor}`;
    link.textContent = question;
    const words = label ?? value, [short, long] = row.querySelectorAll("[data-short], [data-long]");
    const isLong = words.length > SHORT || words.includes("\n");
    short.textContent = words;
    long.querySelector("summary").textContent = `${words.slice(0, SHORT).split("\n")[0]}…`;
    long.querySelector("blockquote").textContent = words;
    (isLong ? short : long).remove();
    return row;
  }));
  list.dataset.shown = shown;
  for (const part of panel.querySelectorAll("[data-with-rows]")) part.hidden = !list.children.length;
  return list.children.length;
}

async function save() {
  for (const [key, copy] of kept.of(account)) {
    if (!copy.url) continue; // what stands beside an answer is saved on its own page
    const answered = await kept.send(copy.url, account, [copy]).catch(() => null);
    const outcome = answered?.told?.answers?.[copy.anchor]?.outcome;
    if (["saved", "unchanged"].includes(outcome)) kept.remove(key);
  }
  status.textContent = rows() ? status.dataset.left : status.dataset.saved;
}

function discard() {
  for (const [key] of kept.of(account)) kept.remove(key);
  rows();
  status.textContent = status.dataset.discarded;
}

// What was just saved or discarded leaves no rows, but an answer that is still to be read.
function show() {
  panel.hidden = !rows() && !status.textContent;
}

show();
kept.forgetWhatIsStored(account).then(show);
panel.querySelector("[data-save]").addEventListener("click", save);
panel.querySelector("[data-discard]").addEventListener("click", discard);
