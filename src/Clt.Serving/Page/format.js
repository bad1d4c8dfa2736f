// Numbers and times as people read them.

/** 12 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds) {
    if (!Number.isFinite(seconds)) return "";
    const whole = Math.round(seconds);
    if (whole < 60) return `${whole} s`;
    if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

/** A whole number with commas. */
export const count = value => Math.round(value).toLocaleString("en-GB");

/** A score or loss with three decimals; a dash where there is none. */
export const score = value => (typeof value === "number" ? value.toFixed(3).replace("-", "−") : "–");

/** A share as a whole percentage that says 100 only when all is done. */
export const percent = value => `${value >= 1 ? 100 : Math.min(99, Math.floor(value * 100))} %`;

/** A number in few letters: 0.0001, 12.3, 4.5k. */
export function short(value) {
    const size = Math.abs(value);
    if (size >= 1e6) return `${trim((value / 1e6).toPrecision(3))}M`;
    if (size >= 1e4) return `${trim((value / 1e3).toPrecision(3))}k`;
    if (size !== 0 && size < 1e-3) return value.toExponential(1).replace("e-", "e−");
    return trim(value.toPrecision(3)).replace("-", "−");
}

const trim = text => (text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text);

/** A number as it is read off: three digits. */
export const digits = value =>
    Math.abs(value) >= 1e4 || (value !== 0 && Math.abs(value) < 1e-3) ? short(value) : value.toPrecision(3).replace("-", "−");

/** What tells a cell from others that are shown with it: the values that are not the same in all. */
export function apart(cell, others) {
    const differs = pick => others.some(o => pick(o) !== pick(cell));
    const axes = [...new Set(others.flatMap(o => Object.keys(o.axes)))];
    const said = axes.filter(a => differs(o => o.axes[a]) && cell.axes[a] !== undefined).map(a => cell.axes[a]);
    if (differs(o => o.kind) && cell.kind !== "finetune") said.unshift(cell.kind === "reference" ? "base as it is" : cell.kind);
    if (differs(o => o.seed)) said.push(`seed ${cell.seed}`);
    return said.join(", ") || titleOf(cell);
}

/** What a cell is, in words. */
export function titleOf(cell) {
    const seed = ["finetune", "base", "reference"].includes(cell.kind) && cell.seed ? `seed ${cell.seed}` : "";
    const kind = { finetune: "", reference: "base as it is", training: "training" }[cell.kind] ?? cell.kind;
    return [kind, cell.title, seed].filter(Boolean).join(", ") || cell.id;
}
