// What a test asks of a page in a browser, put into it over the devtools protocol: pages themselves run no script.
window.measure = (() => {
  // Out of sight on purpose, for whoever hears the page: a class of ours, or the head of a table that has no room for it.
  const aside = new Map();
  const isAside = (element) => {
    if (!element) return false;
    if (!aside.has(element)) {
      const style = getComputedStyle(element);
      aside.set(element, style.clipPath.startsWith("inset(50%") || isAside(element.parentElement));
    }
    return aside.get(element);
  };

  // Each text that is seen: its words, the element it stands in, and where its lines are.
  const texts = () => {
    aside.clear();
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.data.trim().replace(/\s+/g, " ");
      const element = node.parentElement;
      if (!words || element.closest("style, title, desc") || isAside(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      let boxes = [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
      // A drawing is cut at its edge: what is beyond it stands on the next sheet.
      const drawing = element.ownerSVGElement?.getBoundingClientRect();
      if (drawing) boxes = boxes.filter((box) => box.bottom > drawing.top && box.top < drawing.bottom);
      if (boxes.length && getComputedStyle(element).visibility === "visible") found.push({ words, element, boxes });
    }
    return found;
  };

  const scrolls = (element) => {
    for (let one = element; one && one !== document.documentElement; one = one.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(one).overflowX)) return true;
    }
    return false;
  };
  const told = (element) => {
    const path = [];
    for (let one = element; one && one !== document.body && path.length < 4; one = one.parentElement) {
      path.unshift(one.localName + (one.id ? "#" + one.id : [...one.classList].map((name) => "." + name).join("")));
    }
    return path.join(" > ") + ": " + element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
  };

  // Heads of columns in which each cell heads its row, or none says anything: neither needs a name over it.
  const heads = () =>
    [...document.querySelectorAll("thead th")].flatMap((head) => {
      const rows = [...head.closest("table").querySelectorAll("tbody tr")];
      const cells = rows.map((row) => row.cells[head.cellIndex]);
      return cells.every((cell) => cell.localName === "th" || !cell.textContent.trim()) ? texts().filter((text) => head.contains(text.element)).map((text) => text.words) : [];
    });

  // Words of pictures break where there is room, so that a wide and a narrow one have other lines: test_pictures compares them.
  const words = () => [...new Set(texts().filter((text) => !text.element.closest("svg.picture")).map((text) => text.words))];
  const drawings = () =>
    [...document.querySelectorAll("figure:has(svg.picture)")].map((figure) =>
      [...figure.querySelectorAll("svg.picture")].filter((one) => one.getClientRects().length).map((one) => one.querySelector("title").textContent),
    );

  // Text over the edge of the window that no scrolling part holds, and text cut off by a box that hides what it has no room for.
  const lost = () => {
    const faults = [];
    const edge = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth > edge) faults.push(`page ${document.scrollingElement.scrollWidth} px wide in ${edge}`);
    for (const { element, boxes } of texts()) {
      if (boxes.some((box) => box.right > edge + 1 || box.left < -1) && !scrolls(element)) faults.push("over the edge: " + told(element));
      for (let one = element; one && one !== document.body; one = one.parentElement) {
        const style = getComputedStyle(one);
        if (!/hidden|clip/.test(style.overflowX + style.overflowY) || one instanceof SVGElement) continue;
        const box = one.getBoundingClientRect();
        if (boxes.some((line) => line.right > box.right + 1 || line.bottom > box.bottom + 1)) faults.push("cut off: " + told(one));
      }
    }
    // Where a table has no room for columns, each cell has a line of its own, and all of it.
    for (const cell of document.querySelectorAll("table:not(.scale) tbody :is(th, td)")) {
      if (getComputedStyle(cell).display === "block" && cell.offsetWidth < cell.parentElement.clientWidth - 1) faults.push("narrow: " + told(cell));
    }
    return [...new Set(faults)];
  };

  // Lines of different texts that lie on each other by more than a sliver.
  const overlaps = () => {
    const lines = texts().flatMap((text) => text.boxes.map((box) => ({ text, box }))).sort((a, b) => a.box.top - b.box.top);
    const faults = new Set();
    for (let i = 0; i < lines.length; i++) {
      for (let j = i + 1; j < lines.length && lines[j].box.top < lines[i].box.bottom - 4; j++) {
        const [a, b] = [lines[i], lines[j]];
        if (a.text === b.text) continue;
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
        // Boxes of lines are taller than their letters: half a line is what letters need.
        if (across > 3 && down > Math.min(a.box.height, b.box.height) / 2) faults.add(told(a.text.element) + " | " + told(b.text.element));
      }
    }
    return [...faults];
  };

  const focusable = () => {
    const chosen = 'a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex]:not([tabindex="-1"]), [contenteditable]';
    return [...document.querySelectorAll(chosen)].filter((one) => one.getClientRects().length && !one.disabled);
  };
  // Where the focus is: its place among all that can have it, how it shows, and on what.
  const focus = () => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    let behind = element.parentElement;
    while (behind && /, 0\)$/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
    const box = element.getBoundingClientRect();
    return {
      place: focusable().indexOf(element), told: told(element),
      style: style.outlineStyle, width: parseFloat(style.outlineWidth), colour: style.outlineColor,
      behind: getComputedStyle(behind ?? document.documentElement).backgroundColor,
      seen: box.bottom > 0 && box.top < innerHeight,
    };
  };

  // One of each: parts that are built alike look alike, so that colours need not be measured a thousand times.
  const samples = () => {
    const seen = new Map();
    const marked = [];
    const signs = new Map([[document.documentElement, ""]]);
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest("style, title, desc")) continue;
      const up = signs.get(element.parentElement) ?? "";
      const row = ["tr", "td", "th"].includes(element.localName) && element.localName !== "tr" ? element.cellIndex : "";
      const own = [element.localName, row, element.getAttribute("class"), element.getAttribute("style"), element.getAttribute("fill"), element.id && "#"];
      const sign = up + ">" + own.join("|");
      signs.set(element, sign);
      const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!text) continue;
      const number = seen.get(sign) ?? 0;
      seen.set(sign, number + 1);
      if (number < 2) marked.push(element);
    }
    return marked;
  };

  const moving = () => {
    const faults = document.getAnimations().map((one) => told(one.effect.target));
    for (const element of document.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      if (style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto") faults.push(told(element));
    }
    return faults;
  };

  // Leaves of parts built alike the first two, which look like all others.
  const thin = () => {
    const kept = new Set();
    const named = document.querySelectorAll("caption, caption *, thead, thead *, h1, h1 *, h2, h2 *, h3, h3 *, h4, h4 *");
    for (let one of [...samples(), ...named]) for (; one; one = one.parentElement) kept.add(one);
    for (const one of [...document.body.querySelectorAll("*")]) if (one.isConnected && !kept.has(one) && !one.closest("svg")) one.remove();
  };

  return { thin, heads, words, drawings, lost, overlaps, focusable: () => focusable().length, focus, samples, moving };
})();
