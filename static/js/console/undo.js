// What this console may take back: its own last deeds, until one that cannot be taken back. Kept through a reload.
import { effect, signal } from '../live/ui.js';
import { boot, live } from './desk.js';
import { stands } from './standing.js';

const DEPTH = 20;
// of this window alone: two consoles of one member of staff must not take back each other's deeds
const PLACE = `console:${boot.meeting_code}:${boot.staff_name}:undo`;
const NOTHING = { title: '还没有可撤销的操作', hint: '' };

/** The deeds that may be taken back, the last one last: {label, at, steps, expect}. */
export const deeds = signal([]);
/** Why there is nothing to take back: {title, hint}. */
export const reason = signal(NOTHING);

/** Note a deed with the commands that take it back. `expect` is what must still be so, as standing.js has it. */
export function remember(deed) {
  deeds.value = [...deeds.peek(), deed].slice(-DEPTH);
}

/** Nothing before this moment can be taken back any more, and why. */
export function forget(title, hint) {
  deeds.value = [];
  reason.value = { title, hint };
}

/** Drop the last deed: it was taken back, or does not stand any more. */
export function dropLast() {
  deeds.value = deeds.peek().slice(0, -1);
  if (!deeds.value.length) reason.value = { title: '没有更早的可撤销操作', hint: '' };
}

/** Whether the effect of a deed still stands. */
export function isStanding(deed) {
  return stands(deed.expect, (name) => live.section(name).peek());
}

/** Take up what was kept before a reload, without what has changed since, and keep it from now on. */
export function recall() {
  const found = kept();
  reason.value = found.reason;
  deeds.value = found.deeds;
  while (deeds.peek().length && !isStanding(deeds.peek()[deeds.peek().length - 1])) dropLast();
  effect(() => keep({ deeds: deeds.value, reason: reason.value }));
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE)) ?? { deeds: [], reason: NOTHING };
  } catch {
    return { deeds: [], reason: NOTHING };
  }
}

function keep(all) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(all));
  } catch {
    // A browser without storage still takes back; it only forgets on reload.
  }
}
