// Predictions of the chosen cells for the same test items, side by side, with what they differ in.

import { el, fill } from "./dom.js";
import { against } from "./diff.js";
import { apart, count, percent, score, titleOf } from "./format.js";
import { chooser, failed, nothing, select, swatch } from "./parts.js";
import { ask } from "./server.js";

const A_PAGE = 20;
const LONG = 700;

export function show(root, ctx) {
    const list = el("div", { className: "answers" });
    const cancel = new AbortController();

    async function load() {
        if (ctx.chosen.length === 0) return fill(list, nothing("Choose cells to see what they answered."));
        const query = ctx.here.query;
        const wanted = { study: ctx.state.name, cell: ctx.chosen.map(c => c.id), count: A_PAGE };
        for (const key of ["language", "metric", "who", "of", "text", "from"]) if (query.get(key)) wanted[key] = query.get(key);
        try {
            const found = await ask("answers", wanted, cancel.signal);
            fill(
                list,
                tools(found, ctx),
                pages(found, ctx),
                found.items.map(i => item(i, found, ctx)),
                found.items.length > 3 && pages(found, ctx),
            );
        } catch (error) {
            if (error.name !== "AbortError") fill(list, failed(error));
        }
    }

    fill(
        root,
        el("h1", {}, "Answers"),
        chooser(ctx, c => c.kind === "finetune" || c.kind === "reference", "Choose cells"),
        list,
    );
    load();
    return {
        leave: () => cancel.abort(),
        change: (now, part) => {
            const grown = part.cells.some(
                c => now.here.cells.includes(c.id) && c.state !== ctx.state.cells.find(o => o.id === c.id)?.state,
            );
            ctx = now;
            if (grown) load();
        },
    };
}

function tools(found, ctx) {
    const query = ctx.here.query;
    const set = more => ctx.go("answers", ctx.here.cells, { from: "", ...more });
    const right = found.is_right_or_wrong;
    const who = [
        ["", "all items"],
        ["answers-differ", "answers differ"],
        ["scores-differ", "scores differ"],
    ];
    if (right) who.push(["all", "all are right"], ["none", "none is right"]);
    ctx.chosen.forEach((c, n) => {
        const letter = String.fromCharCode(65 + n);
        who.push([`only ${c.id}`, right ? `only ${letter} is right` : `${letter} is best`]);
        if (ctx.chosen.length > 1) who.push([`all-but ${c.id}`, right ? `all but ${letter} are right` : `${letter} is worst`]);
    });
    const now = [query.get("who"), query.get("of")].filter(Boolean).join(" ");
    return el(
        "div",
        { className: "tools" },
        select(
            "language",
            found.languages.map(l => [l, ctx.state.languages[l] ?? l]),
            found.language,
            language => set({ language }),
        ),
        found.metrics.length > 1 &&
            select(
                "metric",
                found.metrics.map(m => [m, m]),
                found.metric,
                metric => set({ metric }),
            ),
        select("who is right", who, now, value => set({ who: value.split(" ")[0], of: value.split(" ")[1] ?? "" })),
        el("input", {
            type: "search",
            placeholder: "text in item or answer",
            "data-filter": "",
            "aria-label": "Text in item or answer",
            value: query.get("text") ?? "",
            onchange: e => set({ text: e.target.value }),
        }),
    );
}

function pages(found, ctx) {
    const from = Number(ctx.here.query.get("from") ?? 0);
    const go = to => ctx.go("answers", ctx.here.cells, { from: to > 0 ? String(to) : "" });
    const last = Math.min(from + A_PAGE, found.found);
    return el(
        "p",
        { className: "pages" },
        found.found === 0 ? "No item is like that." : `${count(from + 1)}–${count(last)} of ${count(found.found)} items`,
        found.found < found.total && ` (of ${count(found.total)})`,
        el("button", { type: "button", disabled: from === 0, onclick: () => go(from - A_PAGE), "data-before": "" }, "Before"),
        el("button", { type: "button", disabled: last >= found.found, onclick: () => go(from + A_PAGE), "data-next": "" }, "Next"),
    );
}

function item(one, found, ctx) {
    return el(
        "article",
        { className: "item", "data-row": "", tabIndex: -1 },
        el("h3", {}, el("code", {}, one.item)),
        !one.same_prompt && nothing("The cells were asked in different words; these are the first one's."),
        el("div", { className: "asked", title: "Prompt: read, not trained on" }, long(one.prompt)),
        one.references.map(r => el("div", { className: "reference", title: "Reference: what training would aim at" }, long(r))),
        el(
            "div",
            { className: "side" },
            one.answers.map((a, n) => answer(a, n, one, found, ctx)),
        ),
    );
}

function answer(one, n, of, found, ctx) {
    const head = [
        swatch(n),
        el("span", { className: "quiet", dir: "auto", title: titleOf(ctx.chosen[n]) }, apart(ctx.chosen[n], ctx.chosen)),
    ];
    if (!one) return el("div", { className: "answer" }, el("h4", {}, head), nothing("no answer"));
    const right = found.is_right_or_wrong && one.score !== null;
    const word = right ? (one.score >= 1 ? "✓ right" : "✗ wrong") : one.score === null ? "" : score(one.score);
    return el(
        "div",
        { className: `answer ${right ? (one.score >= 1 ? "right" : "wrong") : ""}` },
        el(
            "h4",
            {},
            head,
            el("span", { className: "verdict" }, word),
            one.confidence !== null && el("span", { className: "quiet" }, `sure ${percent(one.confidence)}`),
        ),
        one.choices.length > 0
            ? choices(one, of)
            : el("div", { className: "said", dir: "auto" }, marked(of.references, one.output)),
    );
}

/** What the answer shares with its nearest reference is plain, the rest is marked. */
function marked(references, output) {
    if (output.length === 0) return el("span", { className: "quiet" }, "(nothing)");
    const share = pieces => pieces.filter(p => p[1]).reduce((sum, p) => sum + p[0].length, 0);
    const nearest = references.map(r => against(r, output)).sort((a, b) => share(b) - share(a))[0] ?? [[output, true]];
    return nearest.map(([text, same]) => (same ? text : el("mark", { title: "not in the reference" }, text)));
}

function choices(one, of) {
    const ranked = [...one.choices].sort((a, b) => (b.log_likelihood ?? -Infinity) - (a.log_likelihood ?? -Infinity));
    return el(
        "ol",
        { className: "choices" },
        ranked.map(c =>
            el(
                "li",
                { className: of.references.some(r => r.trim() === c.text.trim()) ? "gold" : "", dir: "auto" },
                c.text,
                el("span", { className: "quiet" }, ` ${c.log_likelihood === null ? "–" : c.log_likelihood.toFixed(2)}`),
            ),
        ),
    );
}

/** The end of a long text, where the question stands; the rest on demand. */
function long(text) {
    if (text.length <= LONG) return el("div", { className: "text", dir: "auto" }, text);
    return [
        el(
            "details",
            {},
            el("summary", {}, `${count(text.length - LONG)} letters before`),
            el("div", { className: "text", dir: "auto" }, text.slice(0, -LONG)),
        ),
        el("div", { className: "text", dir: "auto" }, text.slice(-LONG)),
    ];
}
