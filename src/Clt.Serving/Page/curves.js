// Learning curves of the chosen cells together: loss, held-out loss, scores along training, and what goes with them.

import { el, fill } from "./dom.js";
import { apart } from "./format.js";
import { chart } from "./chart.js";
import { chooser, failed, nothing, select } from "./parts.js";
import { ask } from "./server.js";

const PAUSE = 2000;
const OTHERS = ["gradient norm", "learning rate", "tokens per second"];

export function show(root, ctx) {
    const figures = el("div", { className: "figures" });
    const cancel = new AbortController();
    let [asked, timer] = [0, null];

    async function load() {
        clearTimeout(timer);
        [asked, timer] = [Date.now(), null];
        if (ctx.chosen.length === 0) return fill(figures, nothing("Choose cells to see how they learnt."));
        try {
            const found = await ask("curves", { study: ctx.state.name, cell: ctx.chosen.map(c => c.id) }, cancel.signal);
            fill(figures, drawn(found.cells, ctx));
        } catch (error) {
            if (error.name !== "AbortError") fill(figures, failed(error));
        }
    }

    fill(
        root,
        el("h1", {}, "Curves"),
        chooser(ctx, c => !["tokenizer", "reference", "answers"].includes(c.kind), "Choose cells"),
        figures,
    );
    load();
    return {
        /** Draws again when a log of a chosen cell has grown, now and then. */
        change(now, part) {
            ctx = now;
            if (part.cells.some(c => now.here.cells.includes(c.id)))
                timer ??= setTimeout(load, Math.max(0, asked + PAUSE - Date.now()));
        },
        leave() {
            clearTimeout(timer);
            cancel.abort();
        },
    };
}

function drawn(cells, ctx) {
    const query = ctx.here.query;
    const [smooth, log] = [Number(query.get("smooth") ?? 0), query.get("scale") === "log"];
    const lines = pick => cells.map((c, n) => ({ n, name: apart(ctx.chosen[n] ?? c, ctx.chosen), ...points(pick(c)) }));
    const held = names(cells, c => c.validation);
    const scored = names(cells, c => c.scores);
    const [language, measured] = [chosen(query.get("held"), held, "mean"), chosen(query.get("score"), scored, scored[0])];
    const all = cells.flatMap(c => c.steps.loss?.step ?? []);
    const domain = all.length > 0 ? [Math.min(...all), Math.max(...all)] : undefined;
    const together = Math.max(...cells.map(c => c.mean_of));
    const set = key => value => ctx.go("curves", ctx.here.cells, { [key]: value });
    return [
        el(
            "div",
            { className: "tools" },
            select(
                "scale",
                [
                    ["", "linear"],
                    ["log", "logarithmic"],
                ],
                log ? "log" : "",
                set("scale"),
            ),
            select(
                "smoothing",
                [
                    ["", "none"],
                    ["0.6", "0.6"],
                    ["0.9", "0.9"],
                    ["0.98", "0.98"],
                ],
                query.get("smooth") ?? "",
                set("smooth"),
            ),
            held.length > 1 &&
                select(
                    "held-out loss",
                    held.map(h => [h, named(h, ctx)]),
                    language,
                    set("held"),
                ),
            scored.length > 1 &&
                select(
                    "score",
                    scored.map(s => [s, named(s, ctx)]),
                    measured,
                    set("score"),
                ),
        ),
        chart(
            lines(c => c.steps.loss),
            { title: "Training loss (nats a target token)", log, smooth, empty: "No step has been logged yet.", domain },
        ),
        together > 1 && nothing(`A point is the mean of up to ${together} steps.`),
        chart(
            lines(c => c.validation[language]),
            {
                title: `Held-out loss: ${named(language ?? "mean", ctx)}`,
                log,
                domain,
                empty: "No held-out loss was measured: selectBy: ValidationLoss does, and .Watch(…) of further languages.",
            },
        ),
        chart(
            lines(c => c.scores[measured]),
            {
                title:
                    scored.length > 0 ? `Score of held-out items along training: ${named(measured, ctx)}` : "Scores along training",
                domain,
                empty: "Recipes measure scores along training with evaluateEvery.",
            },
        ),
        el(
            "details",
            { open: query.get("more") === "yes", ontoggle: e => query.set("more", e.target.open ? "yes" : "") },
            el("summary", {}, "Gradient norm, learning rate, pace"),
            OTHERS.map(name =>
                chart(
                    lines(c => c.steps[name]),
                    { title: name, smooth: name === "learning rate" ? 0 : smooth },
                ),
            ),
        ),
    ];
}

const points = curve => (curve ? { x: curve.step, y: curve.value } : { x: [], y: [] });
const names = (cells, pick) =>
    [...new Set(cells.flatMap(c => Object.keys(pick(c))))].sort((a, b) => (b === "mean") - (a === "mean"));
const chosen = (wanted, there, otherwise) => (there.includes(wanted) ? wanted : there.includes(otherwise) ? otherwise : there[0]);

/** A language's code as its name, also behind a metric's. */
function named(text, ctx) {
    const code = text.split("/").at(-1);
    return text.replace(code, ctx.state.languages[code] ?? code).replace("/", ", ");
}
