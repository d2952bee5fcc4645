// What was typed and is not on the server yet, kept in this browser: for one account, one report and one answer, or the
// words that stand together beside one (its `parts`, by the names of their boxes).
"use strict";

const kept = {
  key: (...parts) => ["kept", ...parts].join("/"),

  // Says whether the browser took it: it may be full, or keep nothing for this site.
  put(key, copy) {
    try {
      localStorage.setItem(key, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  },

  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },

  remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // What keeps nothing has nothing to lose.
    }
  },

  // Returns pairs of key and copy of everything that one account has left behind.
  of(account) {
    return kept.where((key) => key.startsWith(kept.key(account, "")));
  },

  // Returns pairs of key and copy of what is kept at one place, by several tabs or at several times, the oldest first.
  at(key) {
    return kept.where((one) => one === key || one.startsWith(kept.aside(key, ""))); // an earlier release kept only one
  },

  // The key of one copy among those of its place.
  aside: (key, name) => `${key}/${name}`,

  // Takes over what the account left behind under a mark that it had before the site's secret key was changed.
  adopt(before, account) {
    for (const [key, copy] of kept.of(before)) {
      if (kept.put(key.replace(kept.key(before, ""), () => kept.key(account, "")), copy)) kept.remove(key);
    }
  },

  where(matches) {
    try {
      return Object.keys(localStorage).filter(matches).sort().map((key) => [key, kept.get(key)]).filter(([, copy]) => copy);
    } catch {
      return [];
    }
  },

  // Forgets of these pairs of key and copy what the site has by now, whichever way it came there. Returns the keys of
  // those whose report is not hers to write.
  async forgetWhatIsStored(account, copies = kept.of(account)) {
    const lost = await Promise.all(copies.map(async ([key, copy]) => {
      const answered = await kept.send(copy.compare, account, [copy]).catch(() => null);
      const isStored = answered?.told?.answers?.[copy.anchor]?.same;
      // Another tab may have gone on meanwhile.
      if (isStored && kept.get(key)?.value === copy.value) kept.remove(key);
      return kept.isNotHers(answered?.told) ? [key] : [];
    }));
    return lost.flat();
  },

  // Whether the site has told that she writes no such report, or not any more.
  isNotHers: (told) => ["unknown", "permission"].includes(told?.reason),

  // Acts once the site has told, and before if it takes long to tell. Acting twice has to be as good as once.
  async onceTold(telling, act) {
    await Promise.race([telling, new Promise((resolve) => { setTimeout(resolve, kept.PATIENCE); })]);
    act();
    telling.then(act);
  },

  // Acts where the way back shows the page as it came once, or as it was left: older than what was stored since.
  onWayBack(act) {
    if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") act();
    addEventListener("pageshow", ({ persisted }) => { if (persisted) act(); });
  },

  // Returns a form as this page has it by now, or null where it is not there, or somebody else's. Fails where the site
  // cannot be reached. It is asked once, however many ask at the same time.
  async newer({ dataset: { account } }) {
    kept.looking ??= kept.look().finally(() => { kept.looking = undefined; });
    const { forms } = await kept.looking;
    return Array.from(forms).find(({ dataset }) => dataset.account === account) ?? null;
  },

  async look() {
    const response = await fetch(location.href, { cache: "reload", signal: AbortSignal.timeout?.(kept.LONGEST_LOOK) });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  },

  PATIENCE: 1_000, // milliseconds
  LONGEST_LOOK: 5_000, // milliseconds in which a page tells what it has by now
  LONGEST_WAIT: 20_000, // milliseconds for an answer: a connection may stay open though nobody is there any more

  // Returns a moment as an element: the time of day where the reader is, and the day if it is another.
  time(moment) {
    const at = new Date(moment), time = document.createElement("time");
    const isToday = at.toDateString() === new Date().toDateString();
    const day = isToday ? {} : { day: "numeric", month: "long", year: "numeric" };
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleString(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return time;
  },

  // Sends answers, each of anchor, value, opened and what was `sent` before and never heard of, and returns what became
  // of them: status and what was told. Fails where the site cannot be reached, or does not answer.
  async send(url, account, answers) {
    const body = new URLSearchParams({ account });
    for (const { anchor, value, opened, sent = [], kind, edition, about, parts } of answers) {
      const beside = { kept: anchor, kind, edition, about, ...parts };
      const fields = parts ? beside : { [anchor]: value, [`opened-${anchor}`]: opened };
      for (const [name, words] of Object.entries(fields)) body.append(name, words);
      for (const words of sent) body.append(`sent-${anchor}`, words);
    }
    const headers = { Accept: "application/json", "X-CSRFToken": freshToken() ?? "" };
    const { length } = body.toString();
    const keepalive = length < 60_000; // a browser lets only short requests outlive their page
    const signal = AbortSignal.timeout?.(kept.LONGEST_WAIT + length); // a slow line takes a second for a kilobyte
    const response = await fetch(url, { method: "POST", body, headers, keepalive, signal });
    return { status: response.status, told: await response.json().catch(() => null) };
  },

  // Returns what offers a copy back, to be put before its boxes. `shown` and `lang`: its words as a reader knows them;
  // `hasMoved`: whether the site holds another answer than the one that they were written over; `restore`, `compare` and
  // `discard` do what their buttons say.
  offer(copy, { shown, lang, hasMoved, restore, compare, discard }) {
    const note = document.getElementById("kept-answer").content.firstElementChild.cloneNode(true);
    note.querySelector("[data-at]").replaceWith(kept.time(copy.at)); // HTML allows no empty one in the template
    note.querySelector("[data-moved]").hidden = !hasMoved;
    const words = note.querySelector("[data-kept-words]");
    words.firstElementChild.textContent = shown || words.dataset.blank;
    words.firstElementChild.lang = lang || document.documentElement.lang;
    const press = (name, act) => note.querySelector(`[data-${name}]`).addEventListener("click", act);
    press("restore", restore);
    press("discard", discard);
    press("compare", ({ target }) => {
      words.hidden = !words.hidden;
      target.setAttribute("aria-expanded", String(!words.hidden));
      if (!words.hidden) compare(words);
    });
    return note;
  },
};

for (const before of document.currentScript.dataset.marksBefore.split(" ").filter(Boolean)) {
  const { account: now } = document.querySelector("[data-account]")?.dataset ?? {};
  if (now) kept.adopt(before, now);
}

// One place where words are kept: an answer, or boxes that are stored together. What extends it has its `key`, its `form`,
// its first `box` and the `head` before which is offered. It tells the `copy` of what stands there now and whether that
// `isUnsaved`; of a copy, whether it `isHere` already, whether the page `cameWith` it from the site, and what an offer of
// it is `toldWith`; and it can `take` one.
class Place {
  static TAB = `${Date.now()}-${Math.random().toString(36).slice(2)}`; // in the order in which they were opened
  static lost = new Set(); // those whose words are in their boxes only

  offers = []; // what was found here and nobody has restored or discarded yet: key, copy, and note once it is shown

  find() {
    this.offers = kept.at(this.key).map(([key, copy]) => ({ key, copy }));
    // At once, and not with the offers: she may mend it before the site has told what it has.
    for (const offered of this.offers) if (this.isHere(offered.copy) && !this.cameWith(offered.copy)) this.adopt(offered);
  }

  // Says whether the browser took what stands here. Each tab has a key of its own: none takes the place of another's
  // copy, however late that came.
  keep() {
    if (!kept.put(this.slot, this.copy)) {
      Place.lost.add(this);
      this.form.dispatchEvent(new Event("unkept"));
      return false;
    }
    Place.lost.delete(this);
    const filesWait = Array.from(this.form.querySelectorAll("[type=file]")).some((field) => field.files.length);
    if (!Place.lost.size && !filesWait) this.form.dispatchEvent(new Event("kept"));
    return true;
  }

  forget() {
    Place.lost.delete(this);
    kept.remove(this.slot);
  }

  get slot() { return kept.aside(this.key, Place.TAB); }

  // Shows what is offered, and withdraws what is gone by now: it was stored, or another tab was told what to do with it.
  offer() {
    for (const offered of [...this.offers]) {
      if (this.cameWith(offered.copy)) kept.remove(offered.key);
      const isGone = !kept.get(offered.key);
      if (!isGone && !offered.note && this.isHere(offered.copy)) this.adopt(offered);
      else if (isGone) this.withdraw(offered);
      else if (!offered.note) this.show(offered);
    }
  }

  // What stands here already came with a page that refused it: it is kept as what is written here, until it is mended.
  adopt(offered) {
    this.withdraw(offered);
    if (kept.put(this.slot, offered.copy) && offered.key !== this.slot) kept.remove(offered.key);
  }

  show(offered) {
    const { copy } = offered;
    offered.note = kept.offer(copy, {
      ...this.toldWith(copy),
      restore: () => this.restore(offered),
      discard: () => {
        this.withdraw(offered);
        kept.remove(offered.key);
        this.box.focus();
      },
    });
    this.head.before(offered.note);
  }

  withdraw(offered) {
    offered.note?.remove();
    this.offers = this.offers.filter((one) => one !== offered);
  }

  // What is in the boxes and not on the site yet is offered in its turn.
  restore(offered) {
    const replaced = this.isUnsaved && this.copy;
    const key = kept.aside(this.key, replaced.at);
    if (replaced && !kept.put(key, replaced)) return;
    this.withdraw(offered);
    this.box.focus();
    this.take(offered.copy);
    if (kept.get(this.slot)?.value === offered.copy.value) kept.remove(offered.key);
    if (!replaced) return;
    this.offers.push({ key, copy: replaced });
    this.offer();
  }

  // What is offered was written on in another tab, which is still open, or is gone.
  follow({ key }) {
    for (const offered of this.offers.filter((one) => one.key === key)) {
      const copy = kept.get(key);
      if (copy?.at === offered.copy.at) continue;
      this.withdraw(offered);
      if (!copy) continue;
      this.offers.push({ key, copy });
      this.offer();
    }
  }
}
