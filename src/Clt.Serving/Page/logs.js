// A cell's own words: why it failed, its facts, the last lines of its log, the text that names it.

import { el, fill } from "./dom.js";
import { count, short, titleOf } from "./format.js";
import { chooser, failed, nothing } from "./parts.js";
import { ask } from "./server.js";

const PAUSE = 2000;

export function show(root, ctx) {
    const list = el("div", {});
    const cancel = new AbortController();
    let timer = null;

    async function load() {
        timer = null;
        if (ctx.chosen.length === 0) return fill(list, nothing("Choose a cell."));
        try {
            const found = await Promise.all(ctx.chosen.map(c => ask("cell", { study: ctx.state.name, cell: c.id }, cancel.signal)));
            const open = new Set([...list.querySelectorAll("details[open]")].map(d => d.dataset.key));
            fill(
                list,
                found.map((f, n) => cell(f, ctx.chosen[n], open)),
            );
        } catch (error) {
            if (error.name !== "AbortError") fill(list, failed(error));
        }
    }

    fill(
        root,
        el("h1", {}, "Logs"),
        chooser(ctx, () => true, "Choose cells"),
        list,
    );
    load();
    return {
        change(now, part) {
            ctx = now;
            if (part.cells.some(c => now.here.cells.includes(c.id))) timer ??= setTimeout(load, PAUSE);
        },
        leave() {
            clearTimeout(timer);
            cancel.abort();
        },
    };
}

function cell(found, chosen, open) {
    const fold = (key, title, content) =>
        el("details", { "data-key": found.cell + key, open: open.has(found.cell + key) }, el("summary", {}, title), content);
    const text = what => el("pre", { tabIndex: 0 }, what);
    return el(
        "section",
        {},
        el("h2", { dir: "auto" }, titleOf(chosen), " ", el("code", { className: "quiet" }, found.cell)),
        found.failure && [el("h3", {}, "Why it failed"), el("pre", { className: "warning", tabIndex: 0 }, found.failure)],
        Object.keys(found.facts).length > 0 && facts(found.facts),
        el(
            "h3",
            {},
            found.log_lines > found.log.length
                ? `The last ${found.log.length} of ${count(found.log_lines)} lines of its log`
                : "Its log",
        ),
        found.log.length > 0 ? log(found.log) : nothing("Nothing has been logged."),
        found.log.length > 0 && fold(" raw", "The lines as they are", text(found.log.join("\n"))),
        found.yaml && fold(" yaml", "The text that names it (cell.yaml)", text(found.yaml)),
        found.training && fold(" training", "The text that names its training", text(found.training)),
    );
}

function facts(all) {
    return el(
        "dl",
        { className: "facts" },
        Object.entries(all).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, short(value)))),
    );
}

const COLUMNS = ["step", "loss", "validation_loss", "lr", "grad_norm", "tokens", "tokens_per_second", "seconds", "memory_mb"];

/** Rows as a table, newest first; a row that is no JSON as it is. */
function log(lines) {
    const rows = lines.map(read).filter(Boolean).reverse();
    const columns = COLUMNS.filter(c => rows.some(r => typeof r[c] === "number"));
    return el(
        "div",
        { className: "scroll log", tabIndex: 0 },
        el(
            "table",
            {},
            el(
                "thead",
                {},
                el(
                    "tr",
                    {},
                    columns.map(c => el("th", { scope: "col", className: "number" }, c.replaceAll("_", " "))),
                ),
            ),
            el(
                "tbody",
                {},
                rows.map(r =>
                    el(
                        "tr",
                        {},
                        columns.map(c => el("td", { className: "number" }, typeof r[c] === "number" ? short(r[c]) : "")),
                    ),
                ),
            ),
        ),
    );
}

function read(line) {
    try {
        return JSON.parse(line);
    } catch {
        return null;
    }
}
