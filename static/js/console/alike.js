// Whether two questions seem to ask the same. Pure; a hint for the host, never an action.

const SHARE = 0.2;
const LEAST = 4;
const known = new Map();

/** Whether two texts share many pairs of neighbouring characters. */
export function alike(one, other) {
  const [left, right] = [pairs(one), pairs(other)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  const smaller = Math.min(left.size, right.size);
  return shared >= LEAST && shared / smaller >= SHARE;
}

/** The pairs of a text; remembered, since every change of the inbox asks again. */
function pairs(text) {
  if (!known.has(text)) known.set(text, cut(text));
  return known.get(text);
}

function cut(text) {
  const letters = text.replace(/[\s，。？！、；：,.?!]/g, '');
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
}
