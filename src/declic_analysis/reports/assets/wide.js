"use strict";
// Figures are laid out for a phone: the label of a row above its strip. On a wide sheet labels stand beside their
// strips, rows close up and legends flow over the whole width. The name of an annotation says what it is, as
// figures/template.py writes it: "row <height> <middle of its strip>", "flow <height>" or "head".
var declicWide = (function () {
  var WIDE = 600, LINE = 17, GUTTER = 16, WIDEST = 0.38; // pixels; and the share of the width that labels may take
  var BETWEEN = "\u00a0\u00a0\u00a0";
  var ruler = document.createElement("canvas").getContext("2d");

  function widthOf(text, font, open) {
    var size = /font-size:(\d+)px/.exec(open || "");
    ruler.font = (/<b>/.test(open) ? "bold " : "") + (size ? size[1] : font.size) + "px " + font.family;
    return ruler.measureText(text.replace(/<[^>]+>/g, "")).width;
  }

  // Lines in the same marks (bold, small, none) that follow each other are one text, broken for a phone.
  function pieces(text) {
    return text.split("<br>").reduce(function (found, line) {
      var parts = /^((?:<[^>\/]+>)*)([^<]*)((?:<\/[^>]+>)*)$/.exec(line) || [null, "", line, ""];
      var last = found[found.length - 1];
      if (last && last.open === parts[1]) { last.text += " " + parts[2]; }
      else { found.push({ open: parts[1], text: parts[2], close: parts[3] }); }
      return found;
    }, []);
  }

  function filled(words, joint, fits) {
    return words.reduce(function (lines, word) {
      var longer = lines.length ? lines[lines.length - 1] + joint + word : word;
      if (lines.length && fits(longer)) { lines[lines.length - 1] = longer; } else { lines.push(word); }
      return lines;
    }, []);
  }

  function wrapped(piece, font, room) {
    var fits = function (line) { return widthOf(line, font, piece.open) <= room; };
    return filled(piece.text.split(" "), " ", fits).map(function (line) { return piece.open + line + piece.close; });
  }

  function flowed(text, font, room) {
    var entries = text.replace(/<br>\u00a0{3}/g, " ").split(new RegExp("<br>|" + BETWEEN));
    return filled(entries, BETWEEN, function (line) { return widthOf(line, font) <= room; });
  }

  function bandsOf(layout, family) {
    return (layout.annotations || []).filter(function (note) { return note.name; }).map(function (note) {
      var words = note.name.split(" ");
      return {
        note: note, kind: words[0], top: note.y, tall: Number(words[1] || 0), middle: Number(words[2] || 0),
        font: { size: (note.font && note.font.size) || 12, family: family },
      };
    }).sort(function (a, b) { return a.top - b.top; });
  }

  // As wide as the longest label, remarks in small print left out: those wrap.
  function columnOf(bands, width) {
    var longest = bands.filter(function (band) { return band.kind === "row"; }).map(function (band) {
      var own = pieces(band.note.text).filter(function (piece) { return piece.open.indexOf("<span") < 0; });
      return Math.max.apply(null, own.map(function (piece) { return widthOf(piece.text, band.font, piece.open); }));
    });
    return longest.length ? Math.ceil(Math.min(Math.max.apply(null, longest), WIDEST * width)) + GUTTER : 0;
  }

  function linesOf(band, column, width) {
    if (band.kind === "flow") { return flowed(band.note.text, band.font, width - GUTTER); }
    if (band.kind !== "row") { return []; }
    return [].concat.apply([], pieces(band.note.text).map(function (piece) {
      return wrapped(piece, band.font, column - GUTTER + 1);
    }));
  }

  // Old height → new height: labels give up theirs, a legend takes what its lines need.
  function knotsOf(bands, height) {
    var knots = [[0, 0]], shift = 0;
    bands.forEach(function (band, k) {
      var end = k + 1 < bands.length ? bands[k + 1].top : height, from = band.top + band.tall;
      knots.push([band.top, band.top + shift]);
      if (band.kind === "flow") { shift += band.lines.length * LINE - band.tall; }
      if (band.kind === "row") { shift -= band.tall; }
      var extra = band.kind === "row" ? Math.max(0, band.lines.length * LINE - (end - from)) : 0;
      knots.push([from, from + shift + extra / 2]);
      shift += extra;
    });
    return knots.concat([[height, height + shift]]);
  }

  function moverOf(knots) {
    return function (y) {
      var k = 1;
      while (k < knots.length - 1 && y > knots[k][0]) { k += 1; }
      var a = knots[k - 1], b = knots[k];
      return b[0] === a[0] ? b[1] : a[1] + (y - a[0]) * (b[1] - a[1]) / (b[0] - a[0]);
    };
  }

  function place(band, move, margin) {
    var note = band.note;
    if (band.lines.length) { note.text = band.lines.join("<br>"); }
    if (band.kind === "row") { note.y = move(band.middle); note.yanchor = "middle"; } else { note.y = move(note.y); }
    note.xshift = 4 - margin;
  }

  function moveRest(layout, move) {
    (layout.annotations || []).forEach(function (note) {
      if (note.name || (note.yref && note.yref !== "y")) { return; }
      note.y = move(note.y);
      if (note.ayref === "y") { note.ay = move(note.ay); }
    });
    (layout.shapes || []).forEach(function (shape) {
      if (shape.yref && shape.yref !== "y") { return; }
      shape.y0 = move(shape.y0);
      shape.y1 = move(shape.y1);
    });
  }

  function moved(trace, move) {
    if (!Array.isArray(trace.y)) { return trace; }
    return Object.assign({}, trace, { y: trace.y.map(function (y) { return y === null ? null : move(y); }) });
  }

  // The figure for this width: as it is on a phone, or where no row says that its label may move.
  return function (spec, width) {
    var layout = structuredClone(spec.layout), family = spec.layout.template.layout.font.family;
    var bands = width < WIDE ? [] : bandsOf(layout, family);
    if (!bands.some(function (band) { return band.kind !== "head"; })) { return { data: spec.data, layout: layout }; }
    var height = layout.yaxis.range[0], column = columnOf(bands, width);
    bands.forEach(function (band) { band.lines = linesOf(band, column, width); });
    var move = moverOf(knotsOf(bands, height)), bottom = move(height);
    layout.margin.l += column;
    layout.height += bottom - height;
    layout.yaxis.range = [bottom, 0];
    bands.forEach(function (band) { place(band, move, layout.margin.l); });
    moveRest(layout, move);
    return { data: spec.data.map(function (trace) { return moved(trace, move); }), layout: layout };
  };
})();
