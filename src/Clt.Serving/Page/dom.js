// Elements made without markup: text of data and models is only ever set as text, so that none of it is read as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element. Properties that begin with "on" are listeners, "data" and "aria" attributes keep their hyphens. */
export function el(name, properties = {}, ...children) {
    return grown(document.createElement(name), properties, children);
}

/** An element of a drawing. */
export function svg(name, properties = {}, ...children) {
    return grown(document.createElementNS(SVG, name), properties, children);
}

/** Gives an element these children in place of those that it has. */
export function fill(node, ...children) {
    node.replaceChildren(
        ...children
            .flat(Infinity)
            .filter(c => c !== null && c !== undefined && c !== false)
            .map(asNode),
    );
    return node;
}

function grown(node, properties, children) {
    for (const [key, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) continue;
        if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
        else if (key in node && !key.includes("-") && typeof node[key] !== "object") node[key] = value;
        else node.setAttribute(key === "className" ? "class" : key, value === true ? "" : value);
    }
    return fill(node, children);
}

function asNode(child) {
    return child instanceof Node ? child : document.createTextNode(visible(String(child)));
}

// Control characters, and those that turn the direction of text or hide in it (UAX #9), are shown as their codes.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text with what hides in it made visible. */
export function visible(text) {
    return text.replace(HIDDEN, c => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}
