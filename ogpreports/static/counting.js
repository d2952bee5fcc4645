// Says under each text box how long its text is by now. Words come from the page, so that they are translated.
"use strict";

{
  const language = document.documentElement.lang;
  const plurals = new Intl.PluralRules(language);

  const told = (place, name, number) => {
    const sentence = place.getAttribute(`data-${name}-${plurals.select(number)}`) ?? place.getAttribute(`data-${name}-other`);
    return sentence.replace("{count}", number.toLocaleString(language));
  };

  // As the server counts: a dash or the mark before an item of a list is no word.
  const wordsOf = (text) => text.split(/\s+/).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;

  const roomIn = (text, { longest, nearlyFull }) => {
    if (text.length <= nearlyFull) return null;
    const characters = Array.from(text.trim()).length;
    return characters > nearlyFull ? longest - characters : null;
  };

  const tell = (place) => {
    const { value } = document.getElementById(place.dataset.lengthOf);
    const room = roomIn(value, place.dataset);
    const length = [told(place, "words", wordsOf(value))];
    if (room !== null) length.push(room >= 0 ? told(place, "left", room) : told(place, "over", -room));
    place.textContent = length.join(" · ");
  };

  const places = Array.from(document.querySelectorAll("[data-length-of]"));
  document.addEventListener("input", ({ target }) => {
    places.filter((place) => place.dataset.lengthOf === target.id).forEach(tell);
  });
  // The browser may have put back what was typed before; or the page has caught up with what was saved meanwhile.
  addEventListener("pageshow", () => places.forEach(tell));
  document.addEventListener("saved", () => places.forEach(tell), true);
}
