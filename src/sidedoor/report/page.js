"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const ROW = 84; // pixels; the height of .item
  const PRINTED = 300; // messages on paper
  const FLAG = "flag_as_inappropriate";
  const $ = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat("en").format;
  const words = (name) => name.replaceAll("_", " ");
  const ACTIONS = { [FLAG]: "Flag as inappropriate", review: "Review", allow: "Allow" };

  // Everything from a message goes on screen through here, as text and never as markup.
  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  }

  function svg(tag, attributes, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  const state = { revealed: false, shown: new Set(), filters: {}, query: "", rows: [], chosen: -1 };

  // ---- words: spans by code points, invisible characters made visible, contact details covered ----

  const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

  function visible(text) {
    if (!UNSEEN.test(text)) return [text];
    const parts = [];
    let plain = "";
    for (const character of text) {
      if (!UNSEEN.test(character)) { plain += character; continue; }
      if (plain) parts.push(plain);
      plain = "";
      const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      parts.push(el("span", { class: "unseen", title: `invisible character U+${code}` }, `U+${code}`));
    }
    if (plain) parts.push(plain);
    return parts;
  }

  function named(text) { return Array.from(text, (character) => UNSEEN.test(character) ? "·" : character).join(""); } // where no element can stand

  // Cut [start, end, what] spans, counted in code points, at each other's edges, so that they can overlap.
  function pieces(text, spans) {
    const points = Array.from(text);
    const edges = new Set([0, points.length]);
    for (const [start, end] of spans) { edges.add(Math.min(start, points.length)); edges.add(Math.min(end, points.length)); }
    const cuts = [...edges].sort((a, b) => a - b);
    const result = [];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const inside = spans.filter(([start, end]) => start <= cuts[i] && cuts[i + 1] <= end).map((span) => span[2]);
      result.push([points.slice(cuts[i], cuts[i + 1]).join(""), inside]);
    }
    return result;
  }

  function open(id) { return state.revealed || state.shown.has(id); }

  function marked(message, still) {
    const spans = message.findings.map((finding) => [...finding.span, finding]);
    const nodes = [];
    let covered = null;
    for (const [text, inside] of pieces(message.text, spans)) {
      const point = inside.find((finding) => finding.point);
      if (point && !open(message.id)) {
        if (covered !== point) nodes.push(cover(point.kind, message.id, still));
        covered = point;
        continue;
      }
      covered = null;
      const title = [...new Set(inside.map((finding) => words(finding.kind)))].join(", ");
      nodes.push(inside.length ? el("mark", { class: point ? "point" : null, title }, visible(text)) : visible(text));
    }
    return nodes.flat();
  }

  function cover(kind, id, still) {
    const label = words(kind);
    if (still || data.redacted) return el("span", { class: "cover still" }, label);
    return el("button", { class: "cover", type: "button", title: "Reveal", "aria-label": `${label}, hidden; reveal`, onclick: () => reveal(id) }, label);
  }

  function reveal(id) {
    if (state.shown.has(id)) state.shown.delete(id); else state.shown.add(id);
    draw(true);
    show(state.chosen);
  }

  // ---- head, totals, charts ----

  function head() {
    const flags = data.actions[FLAG], reviews = data.actions.review;
    document.title = `sidedoor report: ${number(flags)} of ${number(data.messages)} messages flagged`;
    const all = `${number(data.messages)} messages`;
    const look = `${number(reviews)} should be looked at`;
    $("headline").textContent = flags
      ? `${number(flags)} of ${all} would be flagged${reviews ? `, ${look}` : ""}.`
      : reviews ? `Of ${all}, none would be flagged, ${look}.` : `Nothing is held against anybody in ${all}.`;
    const made = data.made_at.replace("T", " ").replace("+00:00", " UTC");
    $("subline").textContent = `${data.policy.title}. Policy ${data.policy.label}, ${made}. Recommendations for a person to decide on.`;
    const share = data.messages ? ((100 * (flags + reviews)) / data.messages).toFixed(1) : "0.0";
    const tiles = [
      [number(data.messages), "messages read", null, null],
      [number(flags), "to flag as inappropriate", "flag", FLAG],
      [number(reviews), "to review", "review", "review"],
      [`${share} %`, data.rejected ? `of the messages; ${number(data.rejected)} records could not be read` : "of the messages have something held against them", null, null],
    ];
    $("tiles").append(...tiles.map(([figure, label, kind, action]) =>
      action
        ? el("button", { type: "button", class: `tile ${kind}`, onclick: () => jump("action", action) }, el("b", {}, figure), el("span", {}, label))
        : el("div", { class: "tile" }, el("b", {}, figure), el("span", {}, label))));
    const built = Object.entries(data.versions.models).map(([name, hash]) => `${name} ${hash.slice(7, 19)}`).join(", ") || "none";
    $("foot").textContent = `sidedoor ${data.versions.sidedoor}, patterns ${data.versions.patterns.slice(7, 19)}, models ${built}. ` +
      "Senders and conversations bear pseudonyms. " +
      (data.redacted ? "Contact details were taken out of this page." : "This page holds contact details; treat it as personal data.");
  }

  function legend() {
    return el("small", { class: "legend" }, el("span", {}, el("i", { class: "flag-bar" }), "flag"), el("span", {}, el("i", { class: "review-bar" }), "review"));
  }

  function panel(title, size, body, aside) {
    return el("section", { class: `chart ${size}`, "aria-label": title }, el("h2", {}, title, aside || null), body);
  }

  function bars(rows, field, label, why) {
    const most = Math.max(1, ...rows.map(([, flags, reviews]) => flags + reviews));
    const first = 7;
    const nodes = rows.map((row, index) => {
      const [value, flags, reviews] = row;
      const track = el("span", { class: "track" }, el("span", { class: "flag-bar" }), el("span", { class: "review-bar" }));
      track.children[0].style.width = `${(100 * flags) / most}%`;
      track.children[1].style.width = `${(100 * reviews) / most}%`;
      return el("button", { type: "button", class: index < first ? "row" : "row hide", "data-field": field, "data-value": value, "aria-pressed": "false",
        title: `${number(flags)} to flag, ${number(reviews)} to review`, onclick: () => toggle(field, value) },
      el("span", { class: "name" }, label(value)), el("span", { class: "number" }, number(flags + reviews)), track,
      why ? el("span", { class: "why" }, why(row)) : null);
    });
    const body = el("div", { class: "rows" }, nodes);
    if (nodes.length > first) {
      const rest = el("button", { type: "button", class: "link more", onclick: () => { nodes.forEach((node) => node.classList.remove("hide")); rest.remove(); } }, `Show ${nodes.length - first} more`);
      return el("div", {}, body, rest);
    }
    return nodes.length ? body : el("p", { class: "quiet" }, "None.");
  }

  // Bars by day, or by week or month where there are many days.
  function days(W) {
    const length = (Date.parse(data.days.at(-1)[0]) - Date.parse(data.days[0][0])) / 86400000;
    const by = length > 730 ? 7 : length > 75 ? 0 : 10;
    const label = (day) => by === 7 ? day.slice(0, 7) : by === 10 ? day : monday(day);
    const sums = new Map();
    for (const [day, ...counts] of everyDay()) {
      const sum = sums.get(label(day)) || [0, 0, 0];
      sums.set(label(day), sum.map((value, index) => value + counts[index]));
    }
    const entries = [...sums];
    const H = W < 500 ? 200 : 300, LEFT = 34, BOTTOM = 24, TOP = 8;
    const most = nice(Math.max(1, ...entries.map(([, [flags, reviews]]) => flags + reviews)));
    const y = (value) => TOP + (H - TOP - BOTTOM) * (1 - value / most);
    const step = (W - LEFT) / entries.length;
    const width = Math.min(34, step * 0.72);
    const image = svg("svg", { class: "days", viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": `Flags and reviews over time, from ${entries[0][0]} to ${entries.at(-1)[0]}` });
    for (const value of [0, most / 2, most]) {
      if (!Number.isInteger(value)) continue;
      const text = svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" });
      text.textContent = number(value);
      image.append(svg("line", { x1: LEFT, x2: W, y1: y(value), y2: y(value) }), text);
    }
    const every = Math.ceil(entries.length / (W / 80));
    entries.forEach(([name, [flags, reviews, all]], index) => {
      const x = LEFT + index * step + (step - width) / 2;
      const title = svg("title", {});
      title.textContent = `${by === 0 ? "week of " : ""}${name}: ${number(flags)} to flag, ${number(reviews)} to review${all ? `, of ${number(all)} messages` : ""}`;
      const group = svg("g", {}, title, svg("rect", { class: "hit", x: LEFT + index * step, width: step, y: TOP, height: H - TOP - BOTTOM }));
      group.append(svg("rect", { class: "flag-bar", x, width, y: y(flags), height: y(0) - y(flags), rx: Math.min(2, width / 4) }));
      group.append(svg("rect", { class: "review-bar", x, width, y: y(flags + reviews), height: Math.max(0, y(flags) - y(flags + reviews)), rx: Math.min(2, width / 4) }));
      image.append(group);
      if (index % every === 0) {
        const text = svg("text", { x: x + width / 2, y: H - 6, "text-anchor": "middle" });
        text.textContent = by === 7 ? name : name.slice(5);
        image.append(text);
      }
    });
    return image;
  }

  // The days between the first and the last, those on which nothing was found too.
  function* everyDay() {
    const known = new Map(data.days.map((row) => [row[0], row]));
    const day = new Date(`${data.days[0][0]}T00:00:00Z`);
    const last = data.days.at(-1)[0];
    for (let left = 36600; left > 0; left--) { // a hundred years, should a clock have been wrong
      const name = day.toISOString().slice(0, 10);
      yield known.get(name) || [name, 0, 0, 0];
      if (name >= last) return;
      day.setUTCDate(day.getUTCDate() + 1);
    }
  }

  function monday(day) {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.toISOString().slice(0, 10);
  }

  function nice(value) {
    const power = 10 ** Math.floor(Math.log10(value));
    return Math.max(2, [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((factor) => factor * power).find((limit) => limit >= value));
  }

  function grid() {
    const { states, plans } = data.grid;
    const used = states.map((name, index) => index).filter((index) => plans.some(([, cells]) => cells[index][0] + cells[index][1]) || states[index] !== "unknown");
    const most = Math.max(1, ...plans.flatMap(([, cells]) => cells.map(([flags, reviews]) => flags + reviews)));
    const top = el("tr", {}, el("th", {}, "plan"), used.map((index) => el("th", { scope: "col" }, states[index])));
    const rows = plans.map(([plan, cells]) => el("tr", {}, el("th", { scope: "row", title: named(plan) }, visible(plan)), used.map((index) => {
      const [flags, reviews] = cells[index];
      if (!(flags + reviews)) return el("td", {}, el("span", {}, "·"));
      const cell = el("button", { type: "button", "aria-pressed": "false", "data-field": "cell", "data-value": `${plan}\n${states[index]}`,
        title: `${named(plan)}, ${states[index]}: ${number(flags)} to flag, ${number(reviews)} to review`, onclick: () => toggle("cell", `${plan}\n${states[index]}`) }, el("b", {}, number(flags + reviews)));
      cell.style.setProperty("--heat", 0.12 + 0.5 * ((flags + reviews) / most));
      return el("td", {}, cell);
    })));
    return el("div", { class: "scroll" }, el("table", { class: "grid" }, el("thead", {}, top), el("tbody", {}, rows)));
  }

  function charts() {
    const nodes = [];
    if (data.days.length) nodes.push(panel("Over time", "wide", el("div", { id: "days" }), legend()));
    nodes.push(panel("What was found", data.days.length ? "" : "half", bars(data.kinds, "kind", words), data.days.length ? null : legend()));
    nodes.push(panel("Which rule decided", "half", bars(data.rules, "rule", (name) => name.split("/").pop().replaceAll("-", " "), (row) => row[3] || "The record lacks a field that could excuse it.")));
    nodes.push(panel("How it was disguised", data.days.length ? "half" : "half", bars(data.techniques, "technique", (name) => name === "plain" ? "not at all" : words(name))));
    nodes.push(panel("Plan and state of the contract", "full", grid()));
    nodes.push(panel("Services named", "", bars(data.services, "service", words)));
    nodes.push(panel("Most active senders", "", bars(data.senders, "by", (name) => `sender ${name}`)));
    nodes.push(panel("Most active conversations", "", bars(data.active, "talk", (name) => `conversation ${name}`)));
    if (data.unknown_plans.length) {
      const list = data.unknown_plans.map(([name, count]) => `“${name}” in ${number(count)} messages`).join(", ");
      nodes.push(panel("Plans that the policy does not know", "full", el("p", { class: "quiet" }, visible(list))));
    }
    $("charts").append(...nodes);
    drawDays();
  }

  function drawDays() {
    if (data.days.length) $("days").replaceChildren(days(Math.max(260, $("days").clientWidth)));
  }

  // ---- filters and search ----

  const FIELDS = {
    action: [(message) => [message.action], (name) => ACTIONS[name], "Any action"],
    kind: [(message) => message.findings.map((finding) => finding.kind), words, "Any kind"],
    rule: [(message) => [message.rule], (name) => name.split("/").pop().replaceAll("-", " "), "Any rule"],
    technique: [(message) => { const used = message.findings.flatMap((finding) => finding.techniques); return used.length ? used : ["plain"]; }, (name) => name === "plain" ? "not disguised" : words(name), "Any disguise"],
    state: [(message) => [message.state], (name) => name, "Any state"],
    plan: [(message) => [message.plan], (name) => name, "Any plan"],
    surface: [(message) => [message.surface], words, "Anywhere"],
    service: [(message) => message.findings.map((finding) => finding.service).filter(Boolean), words, null],
    by: [(message) => [message.by], (name) => `sender ${name}`, null],
    talk: [(message) => [message.talk], (name) => `conversation ${name}`, null],
    cell: [(message) => [`${message.plan.trim() ? message.plan : "unknown"}\n${message.state}`], (name) => name.replace("\n", ", "), null],
  };

  function selects() {
    for (const [field, [values, label, any]] of Object.entries(FIELDS)) {
      const counted = new Map();
      for (const message of data.list) for (const value of new Set(values(message))) counted.set(value, (counted.get(value) || 0) + 1);
      const sorted = [...counted].sort((a, b) => b[1] - a[1]).slice(0, 200);
      const select = el("select", { "data-field": field, "aria-label": any || field, onchange: (event) => { set(field, event.target.value); } }, el("option", { value: "" }, any || ""),
        any ? sorted.map(([value, count]) => el("option", { value }, `${named(label(value))} (${number(count)})`)) : []);
      if (any && sorted.length < 2) select.hidden = true;
      if (!any) select.hidden = true;
      $("filters").append(select);
    }
  }

  function set(field, value) {
    if (value) state.filters[field] = value; else delete state.filters[field];
    filter();
  }

  function toggle(field, value) {
    set(field, state.filters[field] === value ? "" : value);
    if (state.filters[field]) $("messages").scrollIntoView();
  }

  function jump(field, value) {
    set(field, value);
    $("messages").scrollIntoView();
    $("list").focus({ preventScroll: true });
  }

  function haystack(message) {
    if (message.hay && message.hayOpen === open(message.id)) return message.hay;
    const text = open(message.id) ? `${message.text} ${message.findings.map((finding) => finding.value || "").join(" ")}`
      : pieces(message.text, message.findings.filter((finding) => finding.point).map((finding) => [...finding.span, finding])).map(([part, inside]) => inside.length ? " " : part).join("");
    message.hayOpen = open(message.id);
    message.hay = `${text}\n${message.id}\n${message.by}\n${message.talk}\n${message.reasons.map((reason) => reason.join(" ")).join("\n")}\n${message.findings.map((finding) => `${words(finding.kind)} ${finding.service || ""}`).join(" ")}`.toLowerCase();
    return message.hay;
  }

  function filter() {
    const tests = Object.entries(state.filters).map(([field, value]) => (message) => FIELDS[field][0](message).includes(value));
    const asked = state.query.toLowerCase().split(/\s+/).filter(Boolean);
    if (asked.length) tests.push((message) => { const hay = haystack(message); return asked.every((word) => hay.includes(word)); });
    state.rows = data.list.filter((message) => tests.every((test) => test(message)));
    for (const node of document.querySelectorAll("[data-field]")) {
      const value = state.filters[node.dataset.field];
      if (node.tagName !== "SELECT") { node.setAttribute("aria-pressed", String(node.dataset.value === value)); continue; }
      if (value && ![...node.options].some((option) => option.value === value)) node.append(el("option", { value }, named(FIELDS[node.dataset.field][1](value))));
      if (value) node.hidden = false;
      else if (FIELDS[node.dataset.field][2] === null) node.hidden = true;
      node.value = value || "";
      node.classList.toggle("set", Boolean(value));
    }
    const all = data.flagged > data.list.length ? `; the page lists the first ${number(data.list.length)} of ${number(data.flagged)}` : "";
    $("count").textContent = `${number(state.rows.length)} of ${number(data.list.length)}${all}`;
    $("clear").hidden = !tests.length;
    $("list").scrollTop = 0;
    state.chosen = -1;
    draw(true);
    show(state.rows.length && window.innerWidth > 720 ? 0 : -1, true);
  }

  // ---- the list: only the rows in view exist ----

  const drawn = new Map();

  function draw(anew) {
    if (anew) { for (const node of drawn.values()) node.remove(); drawn.clear(); }
    const list = $("list");
    $("spacer").style.height = `${state.rows.length * ROW}px`;
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 6);
    const last = Math.min(state.rows.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 6);
    for (const [index, node] of drawn) if (index < first || index >= last) { node.remove(); drawn.delete(index); }
    for (let index = first; index < last; index++) {
      if (drawn.has(index)) continue;
      const node = item(state.rows[index], index);
      drawn.set(index, node);
      $("spacer").append(node);
    }
    if (!state.rows.length && !drawn.size) {
      const empty = el("div", { class: "empty" }, data.list.length ? "No message fits these filters." : "Nothing was held against anybody.");
      drawn.set(-1, empty);
      $("spacer").append(empty);
    }
    const chosen = drawn.get(state.chosen);
    if (chosen) list.setAttribute("aria-activedescendant", chosen.id); else list.removeAttribute("aria-activedescendant");
  }

  function item(message, index) {
    const when = message.at ? message.at.slice(0, 16).replace("T", " ") : "";
    const node = el("div", { class: `item ${message.action === FLAG ? "flag" : "review"}`, id: `row-${index}`, role: "option",
      "aria-selected": String(index === state.chosen), "aria-posinset": index + 1, "aria-setsize": state.rows.length, onclick: () => { show(index); $("list").focus({ preventScroll: true }); } },
    el("div", { class: "meta" }, el("span", {}, [...new Set(message.findings.map((finding) => words(finding.kind)))].join(", ")), el("span", {}, when)),
    el("div", { class: "words", dir: "auto" }, marked(near(message), true)));
    node.style.top = `${index * ROW}px`;
    return node;
  }

  // The two lines of a row begin shortly before the first finding.
  function near(message) {
    const first = Math.max(0, Math.min(...message.findings.map((finding) => finding.span[0])) - 30);
    const points = Array.from(message.text);
    const start = first < 12 ? 0 : first;
    const text = (start ? "… " : "") + points.slice(start, start + 240).join("").replaceAll("\n", " ");
    const shift = start - (start ? 2 : 0);
    const findings = message.findings.map((finding) => ({ ...finding, span: finding.span.map((offset) => Math.max(0, offset - shift)) }));
    return { ...message, text, findings };
  }

  // ---- one message ----

  function section(title, ...body) { return el("div", { class: "section" }, el("h3", {}, title), ...body); }

  function show(index, quiet) {
    drawn.get(state.chosen)?.setAttribute("aria-selected", "false");
    state.chosen = index;
    drawn.get(index)?.setAttribute("aria-selected", "true");
    const message = state.rows[index];
    $("detail").replaceChildren(...(message ? described(message) : [el("div", { class: "empty" }, "Choose a message.")]));
    $("detail").scrollTop = 0;
    document.querySelector(".split").classList.toggle("open", Boolean(message) && !quiet);
    if (drawn.get(index)) $("list").setAttribute("aria-activedescendant", `row-${index}`);
  }

  function described(message) {
    const [, sentence] = message.reasons[0] || ["", ""];
    const canReveal = !data.redacted && message.findings.some((finding) => finding.point);
    return [
      el("div", { class: "verdict" },
        el("span", {}, el("button", { type: "button", class: "back", onclick: () => show(-1) }, "‹ List"), " ", el("span", { class: `pill ${message.action === FLAG ? "flag" : "review"}` }, ACTIONS[message.action])),
        canReveal && !state.revealed ? el("button", { type: "button", "aria-pressed": String(state.shown.has(message.id)), onclick: () => reveal(message.id) }, state.shown.has(message.id) ? "Hide details" : "Reveal details") : null),
      el("p", { class: "sentence" }, sentence),
      el("div", { class: "text", dir: "auto" }, marked(message)),
      message.length > Array.from(message.text).length ? el("p", { class: "quiet" }, `${number(message.length)} characters in all.`) : null,
      section("Found", el("div", { class: "finds" }, message.findings.map((finding) => found(finding, message)))),
      message.reasons.length > 1 ? section("All reasons", el("ul", { class: "plain" }, message.reasons.map(([rule, text]) => el("li", {}, text, " ", el("span", { class: "quiet" }, rule))))) : null,
      message.otherwise.length ? section("It would have been different", el("ul", { class: "plain" }, message.otherwise.map((text) => el("li", {}, sentenceOf(text))))) : null,
      message.notice ? section("What the sender could be told", el("p", {}, message.notice)) : null,
      section("The record", el("dl", { class: "facts" }, facts(message))),
      data.talks[message.talk] ? section("The conversation", conversation(message)) : null,
    ].filter(Boolean);
  }

  function sentenceOf(text) {
    return words(text).replace(": allow.", ": allowed.").replace(": review.", ": a review.").replace(`: ${words(FLAG)}.`, ": flagged.");
  }

  function found(finding, message) {
    const hidden = finding.point && !open(message.id);
    const value = finding.value === null ? null : hidden ? cover("hidden", message.id) : finding.point || finding.kind !== "contact_request" ? el("code", { class: "id" }, visible(finding.value)) : `asks for ${words(finding.value)}`;
    const tags = [finding.service, ...finding.techniques].filter(Boolean).map((name) => el("span", { class: "tag" }, words(name)));
    const notes = [`characters ${finding.at[0]} to ${finding.at[1]}`];
    if (finding.parts > 1) notes.push(`put together from ${finding.parts} messages`);
    if (finding.times > 1) notes.push(`the same in ${number(finding.times)} messages`);
    const line = value || tags.length ? el("div", {}, value, value && tags.length ? " " : "", tags) : null;
    return el("div", { class: "find" }, el("b", {}, words(finding.kind)), el("div", {}, line, el("div", { class: "quiet" }, notes.join("; "))));
  }

  function facts(message) {
    const rows = [
      ["Rule", el("code", {}, message.rule)],
      ["Contract", message.state], ["Client's plan", visible(message.plan)], ["Written in", words(message.surface)],
      ["By", `${message.role === "unknown" ? "sender" : message.role} ${message.by}`],
      ["At", message.at ? message.at.replace("T", " ").replace("+00:00", " UTC") : "not recorded"],
      ["Message", el("code", {}, visible(message.id))], ["Conversation", message.talk],
    ];
    if (message.known) rows.push(["Known before", "they worked together before they met here"]);
    return rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]);
  }

  function conversation(message) {
    const said = data.talks[message.talk];
    return el("div", { class: "talk" }, said.map((entry) => {
      if (entry === null) return el("span", { class: "gap" }, "some messages left out");
      const nodes = [];
      let covered = false;
      for (const [text, inside] of pieces(entry.text, entry.covers.map(([start, end]) => [start, end, true]))) {
        const hide = inside.length && !data.redacted && !(open(message.id) || open(entry.id));
        if (hide && !covered) nodes.push(el("span", { class: "cover still" }, "hidden"));
        covered = Boolean(hide);
        if (!hide) nodes.push(...visible(text));
      }
      const when = entry.at ? `, ${entry.at.slice(0, 16).replace("T", " ")}` : "";
      return el("div", { class: `said ${entry.role}${entry.id === message.id ? " here" : ""}`, dir: "auto" }, el("span", { class: "who" }, `${entry.role === "unknown" ? "sender" : entry.role} ${entry.by}${when}`), nodes);
    }));
  }

  // ---- keyboard, theme, print ----

  function move(step) {
    if (!state.rows.length) return;
    const index = Math.max(0, Math.min(state.rows.length - 1, state.chosen + step));
    const list = $("list");
    if (index * ROW < list.scrollTop) list.scrollTop = index * ROW;
    if ((index + 1) * ROW > list.scrollTop + list.clientHeight) list.scrollTop = (index + 1) * ROW - list.clientHeight;
    draw();
    show(index, window.innerWidth <= 720);
  }

  $("list").addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor($("list").clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: page, PageUp: -page, Home: -state.rows.length, End: state.rows.length };
    if (event.key in steps && !event.ctrlKey && !event.metaKey) { event.preventDefault(); move(steps[event.key]); }
    if (event.key === "Enter" && state.chosen >= 0) { event.preventDefault(); show(state.chosen); $("detail").focus(); }
  });

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") {
      if (event.target === $("search")) { $("search").value = ""; state.query = ""; filter(); }
      if (window.innerWidth <= 720) show(-1);
      $("list").focus({ preventScroll: true });
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); $("search").focus(); }
    if (event.key === "r" && state.chosen >= 0 && !data.redacted) reveal(state.rows[state.chosen].id);
  });

  let waiting = 0;
  $("search").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.query = event.target.value; filter(); }, 120);
  });
  $("clear").addEventListener("click", () => { state.filters = {}; state.query = ""; $("search").value = ""; filter(); });
  $("list").addEventListener("scroll", () => requestAnimationFrame(() => draw()), { passive: true });
  window.addEventListener("resize", () => { draw(); drawDays(); });

  if (data.redacted) $("reveal").hidden = true;
  $("reveal").addEventListener("click", () => {
    state.revealed = !state.revealed;
    $("reveal").setAttribute("aria-pressed", String(state.revealed));
    $("reveal").textContent = state.revealed ? "Hide details" : "Reveal details";
    const chosen = state.chosen;
    draw(true);
    show(chosen, window.innerWidth <= 720);
  });

  function theme(name) {
    document.documentElement.dataset.theme = name;
    $("theme").textContent = name === "dark" ? "Light" : "Dark";
  }
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  theme(prefersDark.matches ? "dark" : "light");
  prefersDark.addEventListener("change", (event) => theme(event.matches ? "dark" : "light"));
  $("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));

  $("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => {
    const cards = state.rows.slice(0, PRINTED).map((message) => el("div", { class: "card" },
      el("div", { class: "verdict" }, el("span", { class: `pill ${message.action === FLAG ? "flag" : "review"}` }, ACTIONS[message.action]), el("span", { class: "quiet id" }, message.id)),
      el("p", {}, (message.reasons[0] || ["", ""])[1]), el("div", { class: "text", dir: "auto" }, marked(message, true)), el("p", { class: "quiet" }, message.rule)));
    if (state.rows.length > PRINTED) cards.push(el("p", { class: "quiet" }, `The first ${PRINTED} of ${number(state.rows.length)} messages.`));
    $("printed").replaceChildren(...cards);
  });
  window.addEventListener("afterprint", () => $("printed").replaceChildren());

  head();
  charts();
  selects();
  filter();
  document.documentElement.dataset.ready = "yes";
})();
