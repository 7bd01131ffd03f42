// Whether two questions seem to ask the same. Pure; a hint for the host, never an action.

const ENOUGH = 0.34;

/** Whether two texts share many pairs of neighbouring characters. */
export function alike(one, other) {
  const [left, right] = [pairs(one), pairs(other)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  const smaller = Math.min(left.size, right.size);
  return smaller >= 4 && shared / smaller >= ENOUGH;
}

function pairs(text) {
  const letters = text.replace(/[\s，。？！、；：,.?!]/g, '');
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
}
