// Text of a figure that leaves its drawing, or lies on other text: each as a sentence.
() => {
  const SLACK = 1.5; // px: boxes of glyphs are taller than what is inked
  const faults = [];
  const cut = (text) => text.trim().slice(0, 60);
  for (const drawing of document.querySelectorAll(".drawing")) {
    const room = drawing.getBoundingClientRect();
    const lines = [];
    for (const text of drawing.querySelectorAll("svg.main-svg text")) {
      if (text.closest(".hoverlayer") || !text.textContent.trim() || getComputedStyle(text).visibility === "hidden") continue;
      const spans = text.querySelectorAll("tspan.line");
      for (const line of spans.length ? spans : [text]) {
        const box = line.getBoundingClientRect();
        if (box.width && line.textContent.trim()) lines.push({ words: cut(line.textContent), of: text, box });
      }
    }
    for (const { words, box } of lines) {
      const out = box.left < room.left - SLACK || box.right > room.right + SLACK || box.top < room.top - SLACK || box.bottom > room.bottom + SLACK;
      if (out) faults.push(`${drawing.id}: "${words}" leaves the drawing`);
    }
    lines.forEach((a, i) => lines.slice(i + 1).forEach((b) => {
      if (a.of === b.of) return;
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const tall = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (wide > SLACK && tall > 2 * SLACK) faults.push(`${drawing.id}: "${a.words}" lies on "${b.words}"`);
    }));
  }
  return faults;
}
