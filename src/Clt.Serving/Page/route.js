// The place that the address names: #/STUDY/TAB?cells=A,B&language=CODE. What is chosen stands there, so that it can be kept and sent.

export const TABS = ["cells", "curves", "answers", "data", "logs", "settings"];

/** The place of an address's fragment. */
export function read(hash = location.hash) {
    const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
    const [study = "", tab = ""] = path.split("/").map(decode);
    const wanted = new URLSearchParams(query);
    return {
        study,
        tab: TABS.includes(tab) ? tab : TABS[0],
        cells: (wanted.get("cells") ?? "").split(",").filter(Boolean),
        query: wanted,
    };
}

/** The fragment of a place. */
export function link(study, tab, cells, more = {}) {
    const query = new URLSearchParams();
    if (cells.length > 0) query.set("cells", cells.join(","));
    for (const [key, value] of Object.entries(more)) if (value) query.set(key, value);
    const text = query.toString();
    return `#/${encodeURIComponent(study)}/${tab}${text ? `?${text}` : ""}`;
}

function decode(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}
