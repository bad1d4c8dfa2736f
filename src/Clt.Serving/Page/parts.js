// Pieces that several views have.

import { el } from "./dom.js";
import { count, percent, titleOf } from "./format.js";

/** Cells that can be looked at together. */
export const MOST_CHOSEN = 8;

/** A bar of a share from 0 to 1; the state colours it. */
export function bar(share, state) {
    return el("progress", { max: 1, value: share, className: state, "aria-label": `${percent(share)} done` }, percent(share));
}

/** The mark of the n-th chosen cell: a colour, and a letter for those who do not see it. */
export function swatch(n) {
    return el("span", { className: `swatch s${n % MOST_CHOSEN}` }, String.fromCharCode(65 + n));
}

/** The chosen cells with what leaves one out, and a list from which more are chosen. */
export function chooser(ctx, usable, hint) {
    const all = ctx.state.cells.filter(usable);
    const ids = ctx.chosen.map(c => c.id);
    const turn = (id, on) =>
        ctx.go(ctx.here.tab, on ? [...ids, id].slice(0, MOST_CHOSEN) : ids.filter(i => i !== id), { from: "" });
    const options = all.map(cell =>
        el(
            "label",
            { "data-row": "", tabIndex: -1 },
            el("input", {
                type: "checkbox",
                checked: ids.includes(cell.id),
                disabled: !ids.includes(cell.id) && ids.length >= MOST_CHOSEN,
                onchange: e => turn(cell.id, e.target.checked),
            }),
            el("span", { dir: "auto" }, titleOf(cell)),
            el("span", { className: "quiet" }, cell.state === "done" ? "" : cell.state),
        ),
    );
    return el(
        "section",
        { className: "chooser" },
        el(
            "ul",
            { className: "chosen" },
            ctx.chosen.map((cell, n) =>
                el(
                    "li",
                    {},
                    swatch(n),
                    el("span", { dir: "auto" }, titleOf(cell)),
                    el(
                        "button",
                        {
                            type: "button",
                            title: "Leave out",
                            "aria-label": `Leave out ${titleOf(cell)}`,
                            onclick: () => turn(cell.id, false),
                        },
                        "×",
                    ),
                ),
            ),
        ),
        el(
            "details",
            { open: ids.length === 0 },
            el(
                "summary",
                {},
                ids.length === 0 ? hint : `Choose others (${count(all.length)} in all, up to ${MOST_CHOSEN} at once)`,
            ),
            el(
                "div",
                { className: "options" },
                options.length > 0 ? options : el("p", { className: "quiet" }, "There are none yet."),
            ),
        ),
    );
}

/** A list to choose one of. */
export function select(label, options, chosen, change) {
    return el(
        "label",
        { className: "field" },
        label,
        el(
            "select",
            { onchange: e => change(e.target.value) },
            options.map(([value, name]) => el("option", { value, selected: value === chosen }, name)),
        ),
    );
}

/** What there is to say where there is nothing to show. */
export const nothing = text => el("p", { className: "quiet" }, text);

/** Shows a failure in place of what it concerns. */
export const failed = error => el("p", { className: "warning" }, error.message);
