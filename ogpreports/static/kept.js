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
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(`kept/${account}/`)).sort()
        .map((key) => [key, kept.get(key)]).filter(([, copy]) => copy);
    } catch {
      return [];
    }
  },

  // Forgets what the site has by now, whichever way it came there.
  async forgetWhatIsStored(account) {
    await Promise.all(kept.of(account).map(async ([key, copy]) => {
      const answered = await kept.send(copy.compare, account, [copy]).catch(() => null);
      const isStored = answered?.told?.answers?.[copy.anchor]?.same;
      // Another tab may have gone on meanwhile.
      if (isStored && kept.get(key)?.value === copy.value) kept.remove(key);
    }));
  },

  // Sends answers, each of anchor, value and opened, and returns what became of them: status and what was told.
  async send(url, account, answers) {
    const body = new URLSearchParams({ account });
    for (const { anchor, value, opened, kind, parts } of answers) {
      const fields = parts ? { kept: anchor, kind, ...parts } : { [anchor]: value, [`opened-${anchor}`]: opened };
      for (const [name, words] of Object.entries(fields)) body.append(name, words);
    }
    const headers = { Accept: "application/json", "X-CSRFToken": freshToken() ?? "" };
    // A browser lets only short requests outlive their page.
    const keepalive = body.toString().length < 60_000;
    const response = await fetch(url, { method: "POST", body, headers, keepalive });
    return { status: response.status, told: await response.json().catch(() => null) };
  },

  // Returns what offers a copy back, to be put before its boxes. `shown` and `lang`: its words as a reader knows them;
  // `restore`, `compare` and `discard` do what their buttons say, and `leave` takes the focus when the offer is gone.
  offer(copy, { shown, lang, restore, compare, discard, leave }) {
    const note = document.getElementById("kept-answer").content.firstElementChild.cloneNode(true);
    const at = new Date(copy.at);
    const isToday = at.toDateString() === new Date().toDateString();
    const day = isToday ? {} : { day: "numeric", month: "long", year: "numeric" };
    const time = document.createElement("time"); // HTML allows no empty one in the template
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleString(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    note.querySelector("[data-at]").replaceWith(time);
    const words = note.querySelector("[data-kept-words]");
    words.firstElementChild.textContent = shown || words.dataset.blank;
    words.firstElementChild.lang = lang || document.documentElement.lang;
    const press = (name, act) => note.querySelector(`[data-${name}]`).addEventListener("click", act);
    press("compare", ({ target }) => {
      words.hidden = !words.hidden;
      target.setAttribute("aria-expanded", String(!words.hidden));
      if (!words.hidden) compare(words);
    });
    for (const [name, act] of Object.entries({ restore, discard })) {
      press(name, () => {
        note.remove();
        leave();
        act();
      });
    }
    return note;
  },
};
