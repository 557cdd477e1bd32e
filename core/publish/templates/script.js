"use strict";
// What the page can do besides being read: lay annexes out, filter, sort, fold, follow a choice of traits and levers, show impact.
// It judges nothing: which levels remain possible is looked up in diagrams that were worked out before.
(function () {
  var root = document.documentElement;
  root.classList.remove("no-js");
  var data = JSON.parse(document.getElementById("data").textContent);
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var fill = function (text, filled) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in filled ? filled[name] : whole; });
  };

  all(".report").forEach(function (report) {
    openAll(report, data.languages[report.lang].say);
    enhance(report, report);
  });

  // What a part of a report can do, when it is there.
  function enhance(part, report) {
    var language = data.languages[report.lang];
    var say = language.say;
    all("form.filter", part).forEach(function (form) { filter(form, say); });
    all("table.sortable", part).forEach(sortable);
    all("table.heat", part).forEach(function (table) { folds(table, say); arrows(table); });
    all("form.explore", part).forEach(function (form) { explore(form, report, language); });
    all("figure.graph", part).forEach(function (figure) { impact(figure, say); });
    all("section.annex", part).forEach(function (annex) {
      annex.querySelector("button").addEventListener("click", function () { layOut(annex).then(focusOn); });
    });
  }

  // Annexes lie in the page as data: the text of one.
  function unpacked(annex) {
    if (typeof DecompressionStream === "undefined") {
      var say = data.languages[annex.closest(".report").lang].say;
      annex.querySelector("p").textContent = say["js-annex-old"];
      return Promise.reject(new Error(say["js-annex-old"]));
    }
    var letters = atob(annex.querySelector("script").textContent);
    var bytes = new Uint8Array(letters.length);
    for (var n = 0; n < letters.length; n += 1) bytes[n] = letters.charCodeAt(n);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  }

  // Puts an annex where its data lay, once. Its templates escaped what they were given, like those of the page.
  function layOut(annex) {
    annex.laid = annex.laid || unpacked(annex).then(function (text) {
      var report = annex.closest(".report");
      var laid = document.createElement("div");
      laid.appendChild(document.createRange().createContextualFragment(text));
      annex.replaceWith(laid);
      enhance(laid, report);
      return laid;
    });
    return annex.laid;
  }
  function focusOn(laid) {
    var head = laid.querySelector("h2");
    if (!head) return;
    head.tabIndex = -1;
    head.focus();
  }

  // Where a link leads: folded parts open, and an annex that has it is laid out.
  function reveal() {
    var id = named(location.hash.slice(1).split("&")[0]);
    if (!id) return;
    var target = document.getElementById(id);
    var annex = target && target.closest("section.annex");
    // Only going there anew makes what was not there a target.
    var again = function () { location.replace(location.href); };
    if (annex) return void layOut(annex).then(again);
    if (!target) return void all("section.annex").forEach(function (one) {
      unpacked(one).then(function (text) {
        if (text.indexOf(' id="' + id + '"') >= 0) layOut(one).then(reveal).then(again);
      });
    });
    for (var at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target.closest("details")) target.scrollIntoView();
  }
  // A part of an address in letters; as it is, where it is none.
  function named(part) {
    try { return decodeURIComponent(part); } catch (broken) { return part; }
  }
  window.addEventListener("hashchange", reveal);
  reveal();

  function openAll(report, say) {
    all("button.open-all", report).forEach(function (button) {
      button.addEventListener("click", function () {
        var open = button.getAttribute("aria-pressed") !== "true";
        Promise.all(open ? all("section.annex", report).map(layOut) : []).then(function () {
          all("details", report).forEach(function (one) { one.open = open; });
        });
        button.setAttribute("aria-pressed", String(open));
        button.textContent = say[open ? "js-close-all" : "js-open-all"];
      });
    });
  }

  function filter(form, say) {
    var rows = all("tbody tr:not(.head)", document.getElementById(form.dataset.for));
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    var words = form.querySelector(".words");
    var choice = form.querySelector(".choice");
    function apply() {
      var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, n) {
        var fits = (!choice || !choice.value || row.dataset.choice === choice.value) &&
          wanted.every(function (word) { return texts[n].indexOf(word) >= 0; });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      all("tr.head", document.getElementById(form.dataset.for)).forEach(function (head) {
        head.hidden = !all("tr:not(.head)", head.parentNode).some(function (row) { return !row.hidden; });
      });
      form.querySelector(".count").textContent = fill(say["js-shown"], { n: shown, all: rows.length });
    }
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    apply();
  }

  function sortable(table) {
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    all("th[data-sort]", table.tHead).forEach(function (head) {
      var how = head.dataset.sort;
      if (how === "none") return;
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        all("th[aria-sort]", table.tHead).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var key = function (row) {
          var cell = row.cells[head.cellIndex];
          return how === "key" ? Number(cell.dataset.key) : how === "text" ? cell.textContent.trim() : rows.indexOf(row);
        };
        var order = rows.slice().sort(function (a, b) {
          var x = key(a), y = key(b);
          var by = typeof x === "string" ? x.localeCompare(y, table.closest("[lang]").lang) : x - y;
          return (down ? -by : by) || rows.indexOf(a) - rows.indexOf(b);
        });
        order.forEach(function (row) { body.appendChild(row); });
      });
    });
  }

  // Criteria fold the indicators below them.
  function folds(table, say) {
    var rows = all("tbody tr", table);
    var folded = {};
    function show() {
      rows.forEach(function (row) {
        var hidden = false;
        for (var at = row.dataset.parent; at !== undefined; at = rows[at].dataset.parent) hidden = hidden || folded[at];
        row.hidden = Boolean(hidden);
      });
    }
    rows.forEach(function (row, n) {
      if (!rows.some(function (other) { return other.dataset.parent === String(n); })) return;
      var name = row.cells[0].textContent.trim();
      var button = document.createElement("button");
      button.type = "button";
      button.className = "fold";
      function label() {
        button.textContent = folded[n] ? "▸" : "▾";
        button.setAttribute("aria-expanded", String(!folded[n]));
        button.setAttribute("aria-label", fill(say[folded[n] ? "js-unfold" : "js-fold"], { what: name }));
      }
      button.addEventListener("click", function () { folded[n] = !folded[n]; label(); show(); });
      label();
      row.cells[0].insertBefore(button, row.cells[0].firstChild);
    });
  }

  // Arrow keys walk from cell to cell.
  function arrows(table) {
    table.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      var cell = event.target.closest("td");
      if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
      var rows = all("tbody tr", table).filter(function (row) { return !row.hidden; });
      var row = rows[rows.indexOf(cell.parentNode) + step[0]];
      var next = row && row.cells[cell.cellIndex + step[1]];
      var link = next && next.querySelector("td a");
      if (link) { link.focus(); event.preventDefault(); }
    });
  }

  // Which levels remain possible under a choice: ends of the diagram that the choice leads to.
  function reached(cell, start, chosen) {
    var ends = {}, seen = {}, stack = [start];
    while (stack.length) {
      var at = stack.pop();
      if (at < 0) { ends[-1 - at] = true; continue; }
      if (seen[at]) continue;
      seen[at] = true;
      var node = cell.nodes[at], value = chosen[node[0]];
      if (value === undefined) stack.push.apply(stack, node[1]);
      else stack.push(node[1][value]);
    }
    var sets = {};
    Object.keys(ends).forEach(function (end) {
      var bits = cell.ends[end];
      if (bits[0]) sets[bits[0]] = (sets[bits[0]] || 0) | bits[1];
    });
    return Object.keys(sets).map(function (levels) { return [list(Number(levels)), list(sets[levels])]; }).sort(compare);
  }
  function list(bits) {
    var levels = [];
    for (var n = 0; bits; n += 1, bits >>>= 1) if (bits & 1) levels.push(n);
    return levels;
  }
  function compare(a, b) {
    for (var n = 0; n < a[0].length && n < b[0].length; n += 1) if (a[0][n] !== b[0][n]) return a[0][n] - b[0][n];
    return a[0].length - b[0].length;
  }

  // The same marks as the page was made with.
  function mark(scale, sets, say) {
    var possible = {};
    sets.forEach(function (set) { set[0].forEach(function (level) { possible[level] = true; }); });
    var levels = Object.keys(possible).map(Number).sort(function (a, b) { return a - b; });
    var open = sets.some(function (set) { return set[0].length > 1; });
    var signs, words;
    if (!sets.length) { signs = "·"; words = say["mark-none"]; }
    else {
      var parts = sets.map(function (set) { return one(scale, set, say); });
      signs = parts.map(function (part) { return part[0]; }).join(scale.signs ? "/" : " / ");
      words = parts.map(function (part) { return part[1]; }).join(say["mark-or"]);
      if (sets.length > 3 || (scale.signs && signs.length > 9)) {
        var met = sets.some(function (set) { return set[1].length; });
        var applied = levels.filter(function (level) { return level < scale.levels; });
        var first = applied[0], last = applied[applied.length - 1];
        var key = sets.length < 2 ? "mark-between" : open ? "mark-ends-open" : "mark-ends";
        signs = scale.names[first] + "…" + scale.names[last] + (sets.length < 2 ? "?" : open ? "/?" : "/") + (met ? "±" : "");
        words = fill(say[key], { from: scale.words[first], to: scale.words[last] }) + (met ? " (" + say["mark-mixed"] + ")" : "");
      }
    }
    var shade = !levels.length ? "none" : levels.length === 1 ? scale.shades[levels[0]] : open ? "open" : "mixed";
    return { signs: signs, words: words, shade: shade, on: possible };
  }
  function one(scale, set, say) {
    var levels = set[0], mixed = set[1];
    var name = function (level) { return scale.names[level] + (mixed.indexOf(level) >= 0 ? "±" : ""); };
    var met = mixed.length ? " (" + say["mark-mixed"] + ")" : "";
    var first = levels[0], last = levels[levels.length - 1];
    if (levels.length === 1) return [name(first), scale.words[first] + met];
    if (levels.length === scale.levels) return ["?" + (mixed.length ? "±" : ""), say["mark-open"] + met];
    if (scale.ordered && last - first + 1 === levels.length) {
      var between = levels.slice(1, -1).some(function (level) { return mixed.indexOf(level) >= 0; });
      var told = fill(say["mark-between"], { from: scale.words[first], to: scale.words[last] });
      return [scale.signs ? name(first) + "…" + name(last) + "?" + (between ? "±" : "") : told, told + met];
    }
    var names = levels.map(function (level) { return scale.words[level]; }).join(say["mark-or"]);
    var among = fill(say["mark-among"], { levels: names });
    return [scale.signs ? levels.map(name).join(",") + "?" : among, among + met];
  }

  function explore(form, report, language) {
    var say = language.say;
    var by = {};
    data.cells.forEach(function (cell) { by[cell.s + "/" + cell.g] = cell; });
    var cells = all("table.heat td[data-s]", report);
    language.variables.forEach(function (variable, n) {
      var field = form.querySelector("fieldset[data-kind=" + variable.kind + "] .choices");
      if (!field) return;
      var label = document.createElement("label");
      label.appendChild(document.createTextNode(variable.label));
      var select = document.createElement("select");
      select.dataset.variable = n;
      select.name = variable.id;
      select.add(new Option(say["js-any"], ""));
      variable.values.forEach(function (value, v) { select.add(new Option(value, v)); });
      label.appendChild(select);
      field.appendChild(label);
    });
    all("fieldset", form).forEach(function (field) { field.hidden = !field.querySelector("select"); });
    function apply() {
      var chosen = {}, told = [];
      all("select", form).forEach(function (select) {
        if (select.value === "") return;
        var variable = language.variables[select.dataset.variable];
        chosen[select.dataset.variable] = Number(select.value);
        told.push(variable.label + " = " + variable.values[select.value]);
      });
      cells.forEach(function (td) {
        var cell = by[td.dataset.s + "/" + td.dataset.g];
        var row = Number(td.parentNode.dataset.row);
        if (!cell || cell.roots[row] === null) return;
        var away = cell.fixed.some(function (fixed) { return chosen[fixed[0]] !== undefined && chosen[fixed[0]] !== fixed[1]; });
        var scale = language.scales[data.rows[row]];
        var sets = away ? [] : reached(cell, cell.roots[row], chosen);
        var shown = mark(scale, sets, say);
        if (told.length && !sets.length) { shown.words = say["js-elsewhere"]; shown.shade = "away"; }
        td.className = "m " + shown.shade;
        td.querySelector(".s").textContent = shown.signs;
        td.querySelector(".vh").textContent = shown.words;
        all(".bar i", td).forEach(function (bar, level) { bar.classList.toggle("on", Boolean(shown.on[level])); });
      });
      form.querySelector(".chosen").textContent = told.length ? fill(say["js-chosen"], { what: told.join("; ") }) : say["js-none-chosen"];
    }
    // The choice is in the address, so that it can be sent.
    var id = form.getAttribute("aria-labelledby");
    function keep() {
      var chosen = all("select", form).filter(function (select) { return select.value !== ""; });
      history.replaceState(null, "", "#" + [id].concat(chosen.map(function (select) {
        return select.name + "=" + language.variables[select.dataset.variable].ids[select.value];
      })).map(encodeURIComponent).join("&").replace(/%3D/g, "="));
      apply();
    }
    var kept = location.hash.slice(1).split("&").map(named);
    if (kept[0] === id) kept.slice(1).forEach(function (one) {
      var said = one.split("=");
      all("select", form).forEach(function (select) {
        var value = language.variables[select.dataset.variable].ids.indexOf(said[1]);
        if (select.name === said[0] && value >= 0) select.value = value;
      });
    });
    form.addEventListener("change", keep);
    form.addEventListener("reset", function () { setTimeout(keep, 0); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    apply();
  }

  function impact(figure, say) {
    var svg = figure.querySelector("svg");
    var note = figure.querySelector(".impact");
    var things = all("[data-n]", svg);
    var links = all("path[data-from]", svg).filter(function (link) { return !link.classList.contains("drawn"); });
    var name = function (thing) { return thing.querySelector("title").textContent.split(":")[0]; };
    function look(thing) {
      all(".hit", svg).forEach(function (one) { one.classList.remove("hit"); });
      svg.classList.toggle("looking", Boolean(thing));
      if (!thing) { note.textContent = ""; return; }
      var hit = {}, stack = [thing.dataset.n];
      hit[thing.dataset.n] = true;
      while (stack.length) {
        var at = stack.pop();
        links.forEach(function (link) {
          if (link.dataset.from !== at) return;
          link.classList.add("hit");
          if (!hit[link.dataset.to]) { hit[link.dataset.to] = true; stack.push(link.dataset.to); }
        });
      }
      var names = [];
      things.forEach(function (other) {
        if (!hit[other.dataset.n]) return;
        other.classList.add("hit");
        if (other !== thing) names.push(name(other));
      });
      note.textContent = fill(say[names.length ? "js-impact" : "js-impact-none"], { what: name(thing), names: names.join(", ") });
    }
    things.forEach(function (thing) {
      thing.setAttribute("tabindex", "0");
      thing.setAttribute("role", "img");
      thing.setAttribute("aria-label", thing.querySelector("title").textContent);
      thing.addEventListener("mouseenter", function () { look(thing); });
      thing.addEventListener("focus", function () { look(thing); });
      thing.addEventListener("mouseleave", function () { look(null); });
      thing.addEventListener("blur", function () { look(null); });
    });
  }
}());
