"use strict";
// Filters of the index: without this script the whole list stands; the choices are ordinary lists, made without a mouse.
(function () {
  var form = document.getElementById("filtres");
  if (!form) { return; }
  var choices = Array.from(form.querySelectorAll("select[data-filter]"));
  var reports = Array.from(document.querySelectorAll(".reports > li"));
  var parts = Array.from(document.querySelectorAll("[data-line-territory], [data-line-audience]"));
  var count = form.querySelector(".count");

  function chosen(name) {
    var choice = choices.find(function (select) { return select.dataset.filter === name; });
    return choice ? choice.value : "*";
  }

  function fits(wanted, value) { return wanted === "*" || wanted === value; }

  function apply() {
    var shown = 0;
    reports.forEach(function (report) {
      report.hidden = !choices.every(function (select) { return fits(select.value, report.dataset[select.dataset.filter]); });
      shown += report.hidden ? 0 : 1;
    });
    parts.forEach(function (part) {
      var territory = part.dataset.lineTerritory, audience = part.dataset.lineAudience;
      part.hidden = (territory !== undefined && !fits(chosen("territory"), territory)) ||
        (Boolean(audience) && chosen("audience") !== "" && !fits(chosen("audience"), audience));
    });
    count.textContent = shown + "\u00a0" + (shown > 1 ? count.dataset.many : count.dataset.one);
    window.dispatchEvent(new Event("resize"));
  }

  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  apply();
})();
