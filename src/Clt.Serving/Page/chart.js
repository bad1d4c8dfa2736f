// A line drawing that is as wide as its place. A pointer, or the arrow keys, read off the values of a step.

import { el, fill, svg } from "./dom.js";
import { count, digits, short } from "./format.js";
import { swatch } from "./parts.js";

const HEIGHT = 240;
const [LEFT, RIGHT, TOP, BOTTOM] = [54, 12, 10, 34];
let drawn = 0;

/**
 * A drawing.
 * lines: [{ n, name, x: [], y: [] }], n being the chosen cell's number, which gives colour and dashes.
 * options: { title, domain, log, smooth }: domain has the first and last step of the horizontal axis, else those of the lines;
 * smooth goes from 0 (as it is) to below 1, the share of the mean before in each mean.
 */
export function chart(lines, options) {
    const picture = svg("svg", { role: "img", tabindex: 0, "aria-label": options.title, class: "chart" });
    const readout = el("ul", { className: "readout", "aria-live": "polite" });
    const figure = el("figure", { className: "plot" }, el("h3", {}, options.title), picture, readout);
    const own = `chart-${++drawn}`;
    const shown = lines.map(l => ({ ...l, y: smoothed(l.y, options.smooth ?? 0) })).filter(l => l.x.length > 0);
    const steps = [...new Set(shown.flatMap(l => l.x))].sort((a, b) => a - b);
    let at = null;

    function draw() {
        const width = Math.max(240, figure.clientWidth || 600);
        const scale = scales(shown, options.domain ?? steps, width, options.log);
        picture.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
        picture.setAttribute("height", HEIGHT);
        fill(
            picture,
            frame(scale, width, own),
            svg(
                "g",
                { "clip-path": `url(#${own})` },
                shown.map(l => path(l, scale)),
            ),
            cursor(scale),
        );
        read();
    }

    function cursor(scale) {
        if (at === null) return [];
        const x = scale.x(steps[at]);
        const dots = shown.map(l => [l, l.y[nearest(l.x, steps[at])]]).filter(([, y]) => usable(y, options.log));
        return [
            svg("line", { class: "cursor", x1: x, x2: x, y1: TOP, y2: HEIGHT - BOTTOM }),
            dots.map(([l, y]) =>
                svg("circle", { class: `dot s${l.n}`, cx: scale.x(l.x[nearest(l.x, steps[at])]), cy: scale.y(y), r: 3.5 }),
            ),
        ];
    }

    function read() {
        const step = steps[at ?? steps.length - 1];
        fill(
            readout,
            shown.map(l => {
                const y = l.y[nearest(l.x, step)];
                return el(
                    "li",
                    {},
                    swatch(l.n),
                    el("b", {}, y === null || y === undefined ? "–" : digits(y)),
                    " ",
                    el("span", { className: "quiet", dir: "auto" }, l.name),
                );
            }),
            el("li", { className: "quiet" }, `at step ${count(step)}`),
        );
    }

    function move(event) {
        const width = picture.clientWidth || 1;
        const share = (event.clientX - picture.getBoundingClientRect().left - LEFT) / (width - LEFT - RIGHT);
        const [first, last] = [(options.domain ?? steps)[0], (options.domain ?? steps).at(-1)];
        at = nearest(steps, first + share * (last - first));
        draw();
    }

    if (shown.length === 0)
        return fill(
            figure,
            el("h3", {}, options.title),
            el("p", { className: "quiet" }, options.empty ?? "Nothing was measured yet."),
        );
    picture.addEventListener("pointermove", move);
    picture.addEventListener("pointerdown", move);
    picture.addEventListener("pointerleave", () => ((at = null), draw()));
    picture.addEventListener("keydown", event => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        at = Math.min(steps.length - 1, Math.max(0, (at ?? steps.length - 1) + by));
        draw();
    });
    new ResizeObserver(draw).observe(figure);
    return figure;
}

/** An exponential mean that begins without a bias towards zero. */
function smoothed(values, share) {
    if (share === 0) return values;
    let [mean, weight] = [0, 0];
    return values.map(v => {
        if (v === null) return null;
        mean = share * mean + (1 - share) * v;
        weight = share * weight + (1 - share);
        return mean / weight;
    });
}

const usable = (y, log) => y !== null && (!log || y > 0);

function scales(lines, steps, width, log) {
    const values = lines.flatMap(l => l.y).filter(y => usable(y, log));
    let [low, high] = [Math.min(...values), Math.max(...values)];
    if (!(high > low)) [low, high] = [low - Math.max(Math.abs(low) * 0.1, 0.1), high + Math.max(Math.abs(high) * 0.1, 0.1)];
    const turn = log ? Math.log10 : v => v;
    if (log) low = Math.max(low, high / 1e6);
    const room = (turn(high) - turn(low)) * 0.04;
    const [bottom, top] = [turn(low) - room, turn(high) + room];
    const [first, last] = [steps[0], Math.max(steps.at(-1), steps[0] + 1)];
    return {
        x: step => LEFT + ((step - first) / (last - first)) * (width - LEFT - RIGHT),
        y: value => HEIGHT - BOTTOM - ((turn(value) - bottom) / (top - bottom)) * (HEIGHT - TOP - BOTTOM),
        across: ticks(first, last, Math.max(2, Math.floor(width / 110))).filter(Number.isInteger),
        up: log ? powers(low, high) : ticks(low, high, 5),
        log,
    };
}

/** Round numbers between two. */
function ticks(low, high, most) {
    const raw = (high - low) / most;
    const size = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(m => m * size).find(s => s >= raw);
    const found = [];
    for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
    return found;
}

/** 1, 2 and 5 times powers of ten between two numbers; few where there are many. */
function powers(low, high) {
    const found = [];
    for (let p = Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p++)
        for (const m of [1, 2, 5])
            if (m * 10 ** p >= low && m * 10 ** p <= high) found.push({ m, v: Number((m * 10 ** p).toPrecision(6)) });
    return (found.length > 7 ? found.filter(f => f.m === 1) : found).map(f => f.v);
}

function frame(scale, width, own) {
    const [right, bottom] = [width - RIGHT, HEIGHT - BOTTOM];
    return [
        svg("clipPath", { id: own }, svg("rect", { x: LEFT - 5, y: 0, width: right - LEFT + 10, height: bottom + 5 })),
        scale.up.map(v => [
            svg("line", { class: "grid", x1: LEFT, x2: right, y1: scale.y(v), y2: scale.y(v) }),
            svg("text", { class: "tick end", x: LEFT - 8, y: scale.y(v) + 4 }, short(v)),
        ]),
        scale.across.map(v => svg("text", { class: "tick mid", x: scale.x(v), y: bottom + 16 }, short(v))),
        svg("text", { class: "tick mid", x: (LEFT + right) / 2, y: bottom + 31 }, "steps"),
    ];
}

function path(line, scale) {
    const points = line.x.map((x, i) => [x, line.y[i]]).filter(([, y]) => usable(y, scale.log));
    const d = points.map(([x, y], i) => `${i ? "L" : "M"}${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`).join("");
    const alone =
        points.length < 40
            ? points.map(([x, y]) => svg("circle", { class: `dot s${line.n}`, cx: scale.x(x), cy: scale.y(y), r: 2.6 }))
            : [];
    return [svg("path", { class: `line s${line.n}`, d }), alone];
}

/** The place of the number that is nearest. */
function nearest(sorted, value) {
    let [low, high] = [0, sorted.length - 1];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (sorted[middle] < value) low = middle + 1;
        else high = middle;
    }
    return low > 0 && value - sorted[low - 1] < sorted[low] - value ? low - 1 : low;
}
