// The cells of a study: what each is, how far it has come, what it scored.

import { el, fill } from "./dom.js";
import { count, duration, percent, score, titleOf } from "./format.js";
import { bar, MOST_CHOSEN, swatch } from "./parts.js";

const GROUPS = ["all", "english", "seen", "unseen"];
const NAMES = { all: "mean", english: "English", seen: "seen", unseen: "unseen" };

export function show(root, ctx) {
    const rows = new Map();
    const axes = ctx.state.axes.map(a => a.name);
    const groups = GROUPS.filter(g => g === "all" || Object.values(ctx.state.groups).includes(g));
    let wanted = "";

    const head = el(
        "tr",
        {},
        el("th", {}, el("span", { className: "unseen-text" }, "chosen")),
        [...axes, "seed"].map(a => el("th", { scope: "col", dir: "auto" }, a)),
        el("th", { scope: "col" }, "state"),
        groups.map(g => el("th", { scope: "col", className: "number" }, NAMES[g])),
    );
    const body = el("tbody");
    const left = el("tbody");
    const filter = el("input", {
        type: "search",
        placeholder: "filter: answer = result, failed, …",
        "data-filter": "",
        "aria-label": "Filter cells",
        oninput: e => {
            wanted = e.target.value.toLowerCase();
            for (const [id, row] of rows)
                row.hidden = !matches(
                    ctx.state.cells.find(c => c.id === id),
                    wanted,
                );
        },
    });
    const tools = el("div", { className: "tools" });

    function line(cell, now) {
        const chosen = now.here.cells;
        const n = chosen.indexOf(cell.id);
        return el(
            "tr",
            { "data-row": "", tabIndex: -1, "data-cell": cell.id, hidden: !matches(cell, wanted) },
            el(
                "td",
                { className: "mark" },
                el("input", {
                    type: "checkbox",
                    checked: n >= 0,
                    disabled: n < 0 && chosen.length >= MOST_CHOSEN,
                    "aria-label": `Choose ${titleOf(cell)}`,
                    onchange: e => now.go("cells", e.target.checked ? [...chosen, cell.id] : chosen.filter(i => i !== cell.id)),
                }),
                n >= 0 && swatch(n),
            ),
            named(cell, axes, now),
            el("td", { className: "state", "data-label": "state" }, standing(cell)),
            groups.map(g =>
                el(
                    "td",
                    { className: "number", "data-label": NAMES[g], title: cell.metric },
                    ["finetune", "reference"].includes(cell.kind) ? score(cell.scores[g]) : "",
                ),
            ),
        );
    }

    function draw(now, only = null) {
        for (const cell of now.state.cells) {
            if (only && !only.has(cell.id) && rows.has(cell.id)) continue;
            const fresh = line(cell, now);
            const old = rows.get(cell.id);
            rows.set(cell.id, fresh);
            if (!old) (cell.left ? left : body).append(fresh);
            else swap(old, fresh);
        }
        fill(tools, links(now));
    }

    draw(ctx);
    fill(
        root,
        el("h1", {}, "Cells"),
        el("p", { className: "lead" }, summary(ctx.state)),
        tools,
        filter,
        el("div", { className: "scroll" }, el("table", { className: "cells" }, el("thead", {}, head), body)),
        left.childElementCount > 0 &&
            el(
                "details",
                {},
                el("summary", {}, `${left.childElementCount} cells of earlier forms of the recipe`),
                el("div", { className: "scroll" }, el("table", { className: "cells" }, left)),
            ),
    );
    return {
        change(now, part) {
            ctx = now;
            draw(now, new Set(part.cells.map(c => c.id)));
            root.querySelector(".lead").textContent = summary(now.state);
        },
    };
}

/** Puts a row in another's place; what had the focus has it again. */
function swap(old, fresh) {
    const inside = old.contains(document.activeElement) ? (document.activeElement.matches("input") ? "input" : "") : null;
    old.replaceWith(fresh);
    if (inside !== null) (inside ? fresh.querySelector(inside) : fresh).focus();
}

function summary(state) {
    const of = word => state.cells.filter(c => !c.left && c.state === word).length;
    const parts = [
        ["done", of("done")],
        ["running", of("running")],
        ["failed", of("failed")],
        ["begun", of("begun")],
        ["planned", of("planned")],
    ];
    const text = parts.filter(([, n]) => n > 0).map(([word, n]) => `${count(n)} ${word}`);
    const scores = state.metric ? ` Scores are of ${state.metric}.` : "";
  return `${count(state.cells.filter(c => !c.left).length)} cells: ${text.join(", ")}.${scores}`;
}

/** A point by its axes; what is no point by its kind, across them. */
function named(cell, axes, now) {
    const open = text => el("a", { href: "#", dir: "auto", onclick: e => (e.preventDefault(), now.go("logs", [cell.id])) }, text);
    if (cell.kind !== "finetune") {
        return [
            el("th", { scope: "row", colSpan: axes.length, "data-label": "" }, open(titleOf({ ...cell, seed: 0 }))),
            el("td", { "data-label": "seed" }, ["base", "reference"].includes(cell.kind) && cell.seed ? cell.seed : ""),
        ];
    }
    const values = axes.map((a, i) =>
        el(
            i === 0 ? "th" : "td",
            { "data-label": a, scope: i === 0 ? "row" : null },
            i === 0 ? open(cell.axes[a] ?? "–") : el("span", { dir: "auto" }, cell.axes[a] ?? "–"),
        ),
    );
    return [...values, el("td", { "data-label": "seed" }, axes.length === 0 ? open(String(cell.seed)) : cell.seed)];
}

function standing(cell) {
    if (cell.state === "done") return el("span", { className: "done" }, "done");
    if (cell.state === "failed")
        return el("span", { className: "failed", title: cell.failure }, `failed: ${cell.failure.slice(0, 140)}`);
    if (cell.state === "begun") return el("span", { className: "quiet" }, "begun, not running");
    if (cell.state === "planned") return el("span", { className: "quiet" }, "to do");
    const said = [
        cell.phase,
        cell.loss !== null && `loss ${score(cell.loss)}`,
        cell.tokens_per_second > 0 && `${count(cell.tokens_per_second)} tokens/s`,
        Number.isFinite(cell.seconds_left) && cell.seconds_left !== null && `${duration(cell.seconds_left)} left`,
    ];
    return [
        bar(cell.fraction, "running"),
        ` ${percent(cell.fraction)} `,
        el("span", { className: "quiet" }, said.filter(Boolean).join(" · ")),
    ];
}

function matches(cell, wanted) {
    if (!wanted) return true;
    const text = [titleOf(cell), cell.state, cell.kind, cell.id, cell.failure].join(" ").toLowerCase();
    return wanted.split(/\s*,\s*/).every(word => text.includes(word));
}

function links(now) {
    const n = now.here.cells.length;
    const finetuned = now.state.cells.filter(c => !c.left && (c.kind === "finetune" || c.kind === "reference"));
    const first = [...new Map(finetuned.map(c => [c.title + c.kind, c])).values()].slice(0, MOST_CHOSEN).map(c => c.id);
    const go = (tab, text) => el("button", { type: "button", onclick: () => now.go(tab, n > 0 ? now.here.cells : first) }, text);
    return [
        go("curves", n > 0 ? `Curves of ${n} chosen` : "Curves of one seed each"),
        go("answers", n > 0 ? `Answers of ${n} chosen` : "Answers of one seed each"),
        n > 0 && el("button", { type: "button", onclick: () => now.go("cells", []) }, "Choose none"),
        now.state.has_report &&
            el("a", { href: `/report?study=${encodeURIComponent(now.state.name)}`, target: "_blank", rel: "noopener" }, "Report"),
    ];
}
