// Whether two questions seem to ask the same. Pure; a hint for the host, never an action.

const SHARE = 0.2;
const SHARE_OF_A_LONG_ONE = 0.4;
const LONG = 4;
const LEAST = 4;
/** Pairs that every second question has: they say nothing of what is asked. */
const COMMON = new Set('有没 没有 是不 不是 能不 不能 什么 为什 怎么 怎样 多少 哪些 哪里 哪一 可以 以后 去年 今年 我们 你们 本人 问题 情况 工作 群众 单位 一个 这个'.split(' '));
const known = new Map();

/** Whether two texts share many pairs of neighbouring characters. */
export function alike(one, other) {
  const [few, many] = [pairs(one), pairs(other)].sort((left, right) => left.size - right.size);
  const shared = [...few].filter((pair) => many.has(pair)).length;
  const share = many.size > LONG * few.size ? SHARE_OF_A_LONG_ONE : SHARE;
  return shared >= LEAST && shared / few.size >= share;
}

/** The pairs of a text; remembered, since every change of the inbox asks again. */
function pairs(text) {
  if (!known.has(text)) known.set(text, cut(text));
  return known.get(text);
}

function cut(text) {
  const letters = text.replace(/[\s，。？！、；：,.?!]/g, '');
  const every = Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2));
  return new Set(every.filter((pair) => !COMMON.has(pair)));
}
