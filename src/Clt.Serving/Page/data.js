// What a cell was trained on, as its model saw it: targets of the loss by colour.

import { el, fill } from "./dom.js";
import { count, titleOf } from "./format.js";
import { chooser, failed, nothing, select } from "./parts.js";
import { ask } from "./server.js";

export function show(root, ctx) {
    const list = el("div", {});
    const cancel = new AbortController();

    async function load() {
        if (ctx.chosen.length === 0) return fill(list, nothing("Choose a cell to see what it is trained on."));
        try {
            const found = await Promise.all(ctx.chosen.map(c => ask("cell", { study: ctx.state.name, cell: c.id }, cancel.signal)));
            fill(
                list,
                found.map((f, n) => cell(f, ctx.chosen[n], ctx)),
            );
        } catch (error) {
            if (error.name !== "AbortError") fill(list, failed(error));
        }
    }

    fill(
        root,
        el("h1", {}, "Data"),
        chooser(ctx, c => c.kind === "finetune", "Choose cells"),
        el(
            "p",
            { className: "legend" },
            el("span", { className: "token trained" }, "trained on"),
            " ",
            el("span", { className: "token" }, "only read"),
        ),
        list,
    );
    load();
    return { change: now => (ctx = now), leave: () => cancel.abort() };
}

function cell(found, chosen, ctx) {
    const languages = [...new Set(found.examples.map(e => e.language))];
    const wanted = ctx.here.query.get("language");
    const language = languages.includes(wanted) ? wanted : "";
    const names = [["", "all languages"], ...languages.map(l => [l, ctx.state.languages[l] ?? l])];
    return el(
        "section",
        {},
        el("h2", { dir: "auto" }, titleOf(chosen)),
        found.examples.length === 0
            ? nothing(
                  "Its training kept no examples: it has not begun, or an older build made it. clt data show RECIPE shows them.",
              )
            : [
                  el(
                      "div",
                      { className: "tools" },
                      select("language", names, language, l => ctx.go("data", ctx.here.cells, { language: l })),
                  ),
                  el("p", { className: "quiet" }, "The first examples of each task and language, framed as the model sees them."),
                  found.examples.filter(e => !language || e.language === language).map(e => example(e, ctx)),
              ],
    );
}

function example(one, ctx) {
    const tokens = one.pieces.filter(p => p.id !== null && p.id !== undefined);
    const size =
        tokens.length > 0
            ? `, ${count(tokens.length)} tokens, ${count(tokens.filter(p => p.train).length)} of them trained on`
            : "";
    return el(
        "article",
        { className: "item", "data-row": "", tabIndex: -1 },
        el(
            "h3",
            {},
            `${ctx.state.languages[one.language] ?? one.language}, ${one.task}, `,
            el("code", {}, one.item),
            el("span", { className: "quiet" }, size),
        ),
        el("div", { className: "tokens", dir: "auto" }, one.pieces.map(piece)),
    );
}

function piece(one) {
    const what = [
        one.role.toLowerCase(),
        one.train ? "trained on" : "only read",
        one.id !== null && one.id !== undefined && `id ${one.id}`,
    ];
    const text = one.text === "" ? "·" : one.text.replaceAll("\n", "⏎\n");
    return el("span", { className: one.train ? "token trained" : "token", title: what.filter(Boolean).join(", ") }, text);
}
