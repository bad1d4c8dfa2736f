// The study's settings and where each came from, and its languages.

import { el, fill } from "./dom.js";
import { nothing } from "./parts.js";

export function show(root, ctx) {
    const { settings, groups, languages } = ctx.state;
    const by = Object.entries(groups).reduce(
        (all, [code, group]) => ({ ...all, [group]: [...(all[group] ?? []), languages[code] ?? code] }),
        {},
    );
    fill(
        root,
        el("h1", {}, "Settings"),
        el(
            "dl",
            { className: "facts" },
            Object.entries(by).map(([group, names]) => el("div", {}, el("dt", {}, group), el("dd", {}, names.join(", ")))),
        ),
        settings.length === 0
            ? nothing("The study has no settings on file.")
            : el(
                  "div",
                  { className: "scroll" },
                  el(
                      "table",
                      {},
                      el(
                          "thead",
                          {},
                          el(
                              "tr",
                              {},
                              ["setting", "value", "from"].map(h => el("th", { scope: "col" }, h)),
                          ),
                      ),
                      el(
                          "tbody",
                          {},
                          settings.map(s =>
                              el(
                                  "tr",
                                  { "data-row": "", tabIndex: -1 },
                                  el("th", { scope: "row" }, s.name),
                                  el("td", { dir: "auto" }, s.value),
                                  el("td", { className: "quiet" }, s.from),
                              ),
                          ),
                      ),
                  ),
              ),
    );
    return { change: () => {} };
}
