// Names each lookup of the admin by its label: select2 names it by what is chosen, and where nothing is, by nothing.

const partsOf = (id) => document.querySelectorAll(
  `#select2-${id}-container, #select2-${id}-results, [role="searchbox"][aria-controls="select2-${id}-results"]`,
);

const nameLookups = () => {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = select.labels[0];
    if (!label) continue;
    label.id ||= `${select.id}-label`;
    for (const part of partsOf(select.id)) part.setAttribute("aria-labelledby", label.id);
    const box = select.nextElementSibling.querySelector("[role='combobox']");
    const list = box.getAttribute("aria-owns"); // while it is open
    box.setAttribute("aria-labelledby", `${label.id} select2-${select.id}-container`);
    box.toggleAttribute("aria-controls", Boolean(list));
    if (list) box.setAttribute("aria-controls", list);
  }
};

// Lookups are made when the page is ready, whenever a row is added, and anew each time one is opened.
new MutationObserver(nameLookups).observe(document.documentElement, { childList: true, subtree: true });
