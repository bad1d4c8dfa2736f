// Keys: a letter does what the help says, unless something is being typed.

import { el, fill } from "./dom.js";

const HELP = [
    ["1 – 6", "cells, curves, answers, data, logs, settings"],
    ["j, k", "the next row, the one before"],
    ["x", "choose the row, or leave it out again"],
    ["Enter", "open the row"],
    ["/", "filter"],
    ["n, p", "the next page of answers, the one before"],
    ["← →", "in a drawing: read off the step before, or the next"],
    ["u", "all studies"],
    ["?", "this list"],
    ["Esc", "close it; leave a field"],
];

/** Begins to listen. */
export function begin({ tab, home }) {
    const help = document.getElementById("help");
    const open = () => {
        fill(
            help,
            el("h2", {}, "Keys"),
            el(
                "dl",
                {},
                HELP.map(([key, what]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, what))),
            ),
            el("form", { method: "dialog" }, el("button", {}, "Close")),
        );
        help.showModal();
    };
    document.getElementById("keys").addEventListener("click", open);
    addEventListener("keydown", event => {
        if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
        if (event.target.matches("input:not([type=checkbox]):not([type=radio]), select, textarea")) {
            if (event.key === "Escape") event.target.blur();
            return;
        }
        if (act(event.key, { tab, home, open })) event.preventDefault();
    });
}

function act(key, { tab, home, open }) {
    if (/^[1-6]$/.test(key)) tab(Number(key) - 1);
    else if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
    else if (key === "x") return press("input[type=checkbox]");
    else if (key === "Enter" && document.activeElement?.matches("[data-row]")) return press("a");
    else if (key === "/") return reach("[data-filter]");
    else if (key === "n") return reach("[data-next]", true);
    else if (key === "p") return reach("[data-before]", true);
    else if (key === "u") home();
    else if (key === "?") open();
    else return false;
    return true;
}

/** Moves among what can be chosen. */
function step(by) {
    const rows = [...document.querySelectorAll("main [data-row]")];
    const at = rows.findIndex(r => r.contains(document.activeElement));
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return rows.length > 0;
}

function press(what) {
    const inside = document.activeElement?.closest("[data-row]")?.querySelector(what);
    inside?.click();
    return Boolean(inside);
}

function reach(what, click = false) {
    const found = document.querySelector(`main ${what}`);
    if (click) found?.click();
    else found?.focus();
    return Boolean(found);
}
