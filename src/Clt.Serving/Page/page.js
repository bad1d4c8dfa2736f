// The page: where it is, what is drawn there, and what follows the server.

import { el, fill } from "./dom.js";
import { duration, percent } from "./format.js";
import * as route from "./route.js";
import { follow } from "./server.js";
import { begin as beginKeys } from "./keys.js";
import * as studies from "./studies.js";
import * as cells from "./cells.js";
import * as curves from "./curves.js";
import * as answers from "./answers.js";
import * as data from "./data.js";
import * as logs from "./logs.js";
import * as settings from "./settings.js";

const VIEWS = { cells, curves, answers, data, logs, settings };
const NAMES = { cells: "Cells", curves: "Curves", answers: "Answers", data: "Data", logs: "Logs", settings: "Settings" };
const [main, tabs, place, live] = ["main", "tabs", "place", "live"].map(id => document.getElementById(id));

let followed = { study: null, end: () => {} };
let state = null;
let view = null;

/** What a view sees of the page. */
function context() {
    const here = route.read();
    return {
        state,
        here,
        chosen: here.cells.map(id => state.cells.find(c => c.id === id)).filter(Boolean),
        /** Goes to a place of the same study; what is not named stays as it is. */
        go(tab = here.tab, chosen = here.cells, more = {}) {
            const kept = tab === here.tab ? Object.fromEntries([...here.query].filter(([k]) => k !== "cells")) : {};
            location.hash = route.link(here.study, tab, chosen, { ...kept, ...more });
        },
    };
}

function show() {
    const here = route.read();
    if (followed.study !== here.study) watch(here.study);
    else draw();
}

/** Follows another study, or the list of all. */
function watch(study) {
    followed.end();
    view?.leave?.();
    [state, view] = [null, null];
    fill(main, el("p", { className: "quiet" }, "Reading …"));
    const listeners =
        study === ""
            ? { studies: list => changed({ studies: list }, null) }
            : {
                  study: whole => changed(whole, null),
                  change: part => changed(merged(part), part),
              };
    const path = study === "" ? "/events" : `/events?study=${encodeURIComponent(study)}`;
    followed = { study, end: follow(path, listeners, word => said(word, path)) };
}

function merged(part) {
    const news = new Map(part.cells.map(c => [c.id, c]));
    return { ...state, progress: part.progress, cells: state.cells.map(c => news.get(c.id) ?? c) };
}

function changed(now, part) {
    state = now;
    if (part && view?.change) {
        head();
        view.change(context(), part);
    } else draw();
}

function draw() {
    if (!state) return;
    view?.leave?.();
    head();
    const here = route.read();
    view = here.study === "" ? studies.show(main, state.studies) : VIEWS[here.tab].show(main, context());
}

/** The study's name, how far its run is, and the views there are. */
function head() {
    const here = route.read();
    document.title = here.study ? `${here.study} · ${NAMES[here.tab]} · CltHost` : "CltHost runs";
    fill(place, here.study && el("span", { className: "study", dir: "auto" }, here.study));
    fill(
        tabs,
        here.study &&
            route.TABS.map((tab, i) =>
                el(
                    "a",
                    {
                        href: route.link(here.study, tab, here.cells),
                        "aria-current": here.tab === tab ? "page" : null,
                        title: `Key ${i + 1}`,
                    },
                    NAMES[tab],
                ),
            ),
    );
    said("live");
}

/** Says whether the page follows, and how far the run is. */
async function said(word, path = null) {
    if (word === "lost") {
        fill(live, el("span", { className: "lost" }, "not connected; trying again"));
        if (path && !state) await complain(path);
        return;
    }
    const run = state?.progress;
    fill(
        live,
        run
            ? el(
                  "span",
                  { className: "runs" },
                  `running · ${percent(run.fraction)} · ${run.done} of ${run.cells} cells`,
                  run.failed > 0 && ` · ${run.failed} failed`,
                  Number.isFinite(run.seconds_left) && ` · ${duration(run.seconds_left)} left`,
              )
            : state?.cells && el("span", {}, "not running"),
    );
}

/** A stream of events cannot say why it was refused; the same question asked plainly can. */
async function complain(path) {
    try {
        const study = new URLSearchParams(path.split("?")[1]).get("study");
        const { ask } = await import("./server.js");
        await (study ? ask("study", { study }) : ask("studies"));
    } catch (error) {
        if (!(error instanceof TypeError)) {
            followed.end();
            fill(live);
            fill(main, el("p", { className: "warning" }, error.message), el("p", {}, el("a", { href: "#/" }, "All studies")));
        }
    }
}

addEventListener("hashchange", show);
document.getElementById("skip").addEventListener("click", event => {
    event.preventDefault();
    main.focus();
});
beginKeys({ tab: n => state?.cells && context().go(route.TABS[n]), home: () => (location.hash = "#/") });
show();
