"use strict";
// Unpacks plotly.js from the page itself, draws the figures, fits them to the sheet before printing.
(function () {
  var PRINT_WIDTH = 730; // px: A4 less its margins is 672 px; figures are drawn larger and shrunk by the style sheet
  var figures = Array.from(document.querySelectorAll("script[data-figure]")).map(function (source) {
    return { box: document.getElementById(source.dataset.figure), spec: JSON.parse(source.textContent) };
  });

  // Tables that scroll say so with a shadow; see the style sheet.
  function markWider() {
    document.querySelectorAll(".table").forEach(function (box) {
      box.classList.toggle("wider", box.scrollWidth > box.clientWidth + 1);
    });
  }

  function unpack(id) {
    var text = atob(document.getElementById(id).textContent);
    var bytes = Uint8Array.from(text, function (c) { return c.charCodeAt(0); });
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  function load(code) {
    var script = document.createElement("script");
    script.textContent = code;
    document.head.appendChild(script);
    script.remove();
  }

  function draw(figure, width) {
    figure.width = width;
    var fitted = declicWide(figure.spec, width);
    var layout = Object.assign(fitted.layout, { width: width, autosize: false });
    figure.box.style.minHeight = (layout.height || 360) + "px";
    return Plotly.react(figure.box, fitted.data, layout, { displayModeBar: false, responsive: false });
  }

  function drawAll(width) {
    return Promise.all(figures.map(function (figure) {
      return draw(figure, width || Math.floor(figure.box.getBoundingClientRect().width) || PRINT_WIDTH);
    }));
  }

  function fit() {
    figures.forEach(function (figure) {
      var width = Math.floor(figure.box.getBoundingClientRect().width);
      if (width && Math.abs(width - figure.width) > 2) { draw(figure, width); }
    });
  }

  function beforePrint() {
    document.querySelectorAll("details.short:not([open])").forEach(function (table) {
      table.open = true;
      table.dataset.opened = "print";
    });
    drawAll(PRINT_WIDTH);
  }

  function afterPrint() {
    document.querySelectorAll("details[data-opened]").forEach(function (table) {
      table.open = false;
      delete table.dataset.opened;
    });
    drawAll();
  }

  function start() {
    drawAll().then(function () {
      document.documentElement.dataset.figures = "ready";
      var waiting;
      window.addEventListener("resize", function () {
        clearTimeout(waiting);
        waiting = setTimeout(function () { fit(); markWider(); }, 120);
      });
      window.addEventListener("beforeprint", beforePrint);
      window.addEventListener("afterprint", afterPrint);
    });
  }

  function giveUp() {
    document.getElementById("no-figures").hidden = false;
    document.querySelectorAll("details.numbers").forEach(function (table) { table.open = true; });
    document.querySelectorAll(".drawing").forEach(function (box) { box.hidden = true; });
  }

  markWider();
  if (typeof DecompressionStream === "undefined") { giveUp(); return; }
  // Widths are measured: the typefaces must be there before anything is drawn.
  Promise.all([unpack("plotly-gzip").then(load), document.fonts.load("16px 'Source Sans 3'"),
    document.fonts.load("bold 16px 'Source Sans 3'")]).then(start).catch(function (failure) { console.error(failure); giveUp(); });
})();
