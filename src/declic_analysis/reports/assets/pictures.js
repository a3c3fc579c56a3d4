"use strict";
// Each figure as the text of a PNG, for documents that cannot draw: laid out as the printed page lays it out.
(function () {
  var width = Number(document.body.dataset.width), scale = Number(document.body.dataset.scale);
  var typefaces = "<style>" + document.getElementById("typefaces").textContent + "</style>";

  // A picture of SVG sees nothing of the page around it: it takes the typefaces with it.
  function dressed(address) {
    var text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    return "data:image/svg+xml," + encodeURIComponent(text.replace(/(<svg[^>]*>)/, "$1" + typefaces));
  }

  function painted(address, height) {
    var image = new Image(), canvas = document.createElement("canvas");
    canvas.width = width * scale;
    canvas.height = height * scale;
    image.src = address;
    return image.decode().then(function () {
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/png");
    });
  }

  function picture(source) {
    var fitted = declicWide(JSON.parse(source.textContent), width), height = Math.round(fitted.layout.height || 360);
    var layout = Object.assign(fitted.layout, { width: width, height: height, autosize: false });
    return Plotly.toImage({ data: fitted.data, layout: layout }, { format: "svg", width: width, height: height })
      .then(function (address) { return painted(dressed(address), height); })
      .then(function (told) {
        var kept = document.createElement("pre");
        kept.id = source.dataset.figure;
        kept.textContent = told;
        document.body.appendChild(kept);
      });
  }

  Promise.all([document.fonts.load("16px 'Source Sans 3'"), document.fonts.load("bold 16px 'Source Sans 3'")])
    .then(function () {
      return Array.from(document.querySelectorAll("script[data-figure]")).reduce(function (before, source) {
        return before.then(function () { return picture(source); });
      }, Promise.resolve());
    });
})();
