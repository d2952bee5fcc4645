// What is pasted from a word processor keeps its words, paragraphs, lists and links, as narratives are typed, and loses
// the rest. Plain text, and what is pasted as such, is the browser's own business.
"use strict";

{
  const NOT_WORDS = "head, style, script, template, title, xml, img, svg, picture, video, audio, object, iframe, del, [hidden]";
  const NOTES_OF_WORD = ".MsoCommentReference, .msocomanchor, .msocomtxt, [data-style*='mso-element:comment']";
  const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TR UL".split(" "));
  // These have a blank line before and behind them; other blocks only begin a line of their own.
  const APART = new Set("BLOCKQUOTE DL H1 H2 H3 H4 H5 H6 HR OL P PRE TABLE UL".split(" "));
  const BULLET = /^[·•◦▪●‣§o\-–\uf0a7\uf0b7\uf0d8\uf0fc][\s\u00a0]{2,}/;
  const LISTED = /^\s*[-*] |^\s*\d{1,9}[.)] /;

  const isList = (node) => node?.nodeName === "UL" || node?.nodeName === "OL";
  const styleOf = (element) => element.dataset.style ?? "";
  const isHidden = (element) => element.matches(NOT_WORDS) || element.matches(NOTES_OF_WORD)
    || /display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i.test(styleOf(element));

  // Blanks as a reader sees them: one between words, none at the end or the beginning of a line. A single one that keeps
  // two words on one line stays what it is.
  const tidy = (text) => text.replace(/[ \u00a0]{2,}/g, " ").replace(/[ \u00a0]*\n[ \u00a0]*/g, "\n").trim();

  // ----- Word's lists

  // Word writes an item as a paragraph that tells its level, with the mark before it as words.
  const itemOf = (paragraph) => {
    const level = styleOf(paragraph).match(/mso-list:\s*\w+\s+level(\d)/i)?.[1];
    const mark = paragraph.querySelector("[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]");
    if (level && mark) {
      const number = mark.textContent.trim();
      mark.remove();
      return { level: Number(level), tag: /^\(?\w{1,5}[.)]/.test(number) ? "ol" : "ul", number: parseInt(number, 10) };
    }
    const found = /MsoListParagraph/.test(paragraph.className) && paragraph.textContent.trimStart().match(BULLET);
    if (!found) return null;
    dropFirst(paragraph, found[0].length);
    return { level: Number(level ?? 1), tag: "ul" };
  };

  const dropFirst = (element, length) => {
    const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let left = length + element.textContent.length - element.textContent.trimStart().length;
    while (left > 0 && texts.nextNode()) {
      const text = texts.currentNode;
      const taken = Math.min(left, text.data.length);
      text.deleteData(0, taken);
      left -= taken;
    }
  };

  // Makes lists of such paragraphs, as everybody else writes them.
  const nestListsOfWord = (body) => {
    let open = []; // lists and their levels, the outermost first
    for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
      const item = itemOf(paragraph);
      if (!item) continue;
      if (paragraph.previousElementSibling !== open[0]?.list) open = [];
      while (open.at(-1)?.level > item.level) open.pop();
      if (open.at(-1)?.level === item.level && open.at(-1).list.localName !== item.tag) open.pop();
      if (open.at(-1)?.level !== item.level) openList(open, item, paragraph);
      const entry = body.ownerDocument.createElement("li");
      if (item.number) entry.value = item.number;
      entry.append(...paragraph.childNodes);
      open.at(-1).list.append(entry);
      paragraph.remove();
    }
  };

  const openList = (open, { tag, level }, paragraph) => {
    const list = paragraph.ownerDocument.createElement(tag);
    if (open.length) open.at(-1).list.lastElementChild.append(list);
    else paragraph.before(list);
    open.push({ list, level });
  };

  // ----- From nodes to text

  // Returns the text of everything in an element: `blocks` hold a text, and how many line ends it wants around it.
  const textOf = (element) => {
    const blocks = [];
    let line = "";
    const endLine = () => {
      if (tidy(line)) blocks.push({ text: tidy(line), ends: 1 });
      line = "";
    };
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) line += node.data.replace(/[ \t\r\n\f]+/g, " ");
      else if (node.nodeType !== Node.ELEMENT_NODE || isHidden(node)) return;
      else if (node.nodeName === "BR") line += "\n";
      else if (BLOCKS.has(node.nodeName)) {
        endLine();
        blocks.push(blockOf(node));
      } else if (node.nodeName === "A") line += linkOf(node);
      else node.childNodes.forEach(read);
    };
    element.childNodes.forEach(read);
    endLine();
    return joined(blocks);
  };

  const blockOf = (node) => {
    if (isList(node)) {
      const isInner = Boolean(node.parentElement.closest("li, ul, ol"));
      return { text: listOf(node), ends: isInner ? 1 : 2, isTight: isInner };
    }
    const text = node.nodeName === "TR" ? rowOf(node) : node.nodeName === "PRE" ? node.textContent.trim() : textOf(node);
    const isBlankLine = !text && node.querySelector("br");
    return { text, ends: APART.has(node.nodeName) || isBlankLine ? 2 : 1 };
  };

  const joined = (blocks) => {
    let all = "", ends = 0, isTight = false;
    for (const block of blocks) {
      ends = isTight || block.isTight ? 1 : Math.max(ends, block.ends);
      if (!block.text) continue;
      all += all && "\n".repeat(ends);
      all += block.text;
      ({ ends, isTight = false } = block);
    }
    return all.replace(/\n{3,}/g, "\n\n");
  };

  const listOf = (list) => {
    const lines = [];
    let number = list.nodeName === "OL" ? list.start : null, width = 2;
    for (const child of list.children) {
      if (isHidden(child)) continue;
      const text = isList(child) ? listOf(child) : textOf(child);
      if (!text) continue;
      if (!isList(child) && number !== null) number = child.value || number;
      const mark = isList(child) ? " ".repeat(width) : number === null ? "- " : `${number++}. `;
      width = mark.length;
      lines.push(mark + text.replace(/\n(?=[^\n])/g, `\n${" ".repeat(width)}`));
    }
    return lines.join("\n");
  };

  // The cells of a row stand on one line; a table of one column is only a frame.
  const rowOf = (row) => {
    const cells = Array.from(row.cells).filter((cell) => !isHidden(cell)).map(textOf);
    if (cells.length < 2) return cells.join("");
    return cells.some(Boolean) ? cells.map((text) => text.replace(/\s*\n\s*/g, " ")).join(" | ") : "";
  };

  const linkOf = (link) => {
    const words = textOf(link);
    const href = link.getAttribute("href")?.trim() ?? "";
    const space = / $|^ /.test(link.textContent) ? " " : "";
    if (!words || !/^(https?:\/\/|mailto:)/i.test(href)) return words + space;
    if (words === href || `mailto:${words}` === href) return words + space;
    const url = href.replace(/[\s<>\\]/g, encodeURIComponent).replaceAll("(", "%28").replaceAll(")", "%29");
    if (words.length > 400 || words.includes("\n")) return `${words} (${url})${space}`;
    return `[${words.replace(/[[\]\\]/g, "\\$&")}](${url})${space}`;
  };

  // A browser holds each style and handler against the page's policy, though a text that is only parsed applies none:
  // they are read under another name.
  const withoutEffect = (html) => html.replace(/<\/?[a-z][^<>]*>/gi, (tag) => (
    tag.replace(/^<(\/?)style\b/i, "<$1template").replace(/\s(style|on\w+)\s*=/gi, " data-$1=")
  ));

  const plain = (html) => {
    const { body } = new DOMParser().parseFromString(withoutEffect(html), "text/html");
    nestListsOfWord(body);
    return textOf(body);
  };

  // ----- Into the box

  // A list that is pasted into a line stands by itself.
  const fitted = (text, { value, selectionStart, selectionEnd }) => {
    const before = value.slice(0, selectionStart).split("\n").at(-1);
    const [after] = value.slice(selectionEnd).split("\n");
    const head = LISTED.test(text) && before.trim() ? "\n\n" : "";
    const tail = LISTED.test(text.split("\n").at(-1)) && after.trim() ? "\n\n" : "";
    return head + text + tail;
  };

  // As if it were typed, so that it can be undone and is saved.
  const insert = (box, text) => {
    box.focus();
    if (document.execCommand("insertText", false, text)) return;
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste", data: text }));
  };

  document.addEventListener("paste", (event) => {
    const box = event.target;
    const html = event.clipboardData?.getData("text/html");
    if (!html || !box.matches("form[data-autosave] textarea")) return;
    const text = plain(html);
    if (!text) return;
    event.preventDefault();
    insert(box, fitted(text, box));
  });
}
