// What was typed and is not on the server yet, kept in this browser: for one account, one report and one answer.
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
    for (const { anchor, value, opened } of answers) {
      body.append(anchor, value);
      body.append(`opened-${anchor}`, opened);
    }
    const headers = { Accept: "application/json", "X-CSRFToken": freshToken() ?? "" };
    // A browser lets only short requests outlive their page.
    const keepalive = body.toString().length < 60_000;
    const response = await fetch(url, { method: "POST", body, headers, keepalive });
    return { status: response.status, told: await response.json().catch(() => null) };
  },
};
