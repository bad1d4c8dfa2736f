// All studies of the runs folder.

import { el, fill } from "./dom.js";
import { link } from "./route.js";
import { bar } from "./parts.js";

export function show(root, studies) {
    fill(
        root,
        el("h1", {}, "Studies"),
        studies.length === 0 &&
            el("p", { className: "quiet" }, "Nothing has been run into this folder yet. What is run will appear here."),
        el("ul", { className: "studies" }, studies.map(entry)),
    );
    return {};
}

function entry(study) {
    const share = study.fraction;
    return el(
        "li",
        { tabIndex: 0, "data-row": "" },
        el("a", { href: link(study.name, "cells", []), dir: "auto" }, study.name),
        bar(share, study.is_running ? "running" : study.failed > 0 ? "failed" : share >= 1 ? "done" : "begun"),
        el(
            "span",
            { className: "quiet" },
            `${study.done} of ${study.cells} cells`,
            study.failed > 0 && `, ${study.failed} failed`,
            study.is_running && ", running",
        ),
    );
}
