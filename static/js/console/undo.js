// What this console may take back: its own last deeds, until one that cannot be taken back.
import { signal } from '../live/ui.js';

const DEPTH = 20;

/** The deeds that may be taken back, the last one last: {label, at, steps, holds}. */
export const deeds = signal([]);
/** Why there is nothing to take back: {title, hint}. */
export const reason = signal({ title: '还没有可撤销的操作', hint: '' });

/** Note a deed with the commands that take it back. `holds` says whether its effect still stands. */
export function remember(deed) {
  deeds.value = [...deeds.peek(), deed].slice(-DEPTH);
}

/** Nothing before this moment can be taken back any more, and why. */
export function forget(title, hint) {
  deeds.value = [];
  reason.value = { title, hint };
}

/** Drop the last deed after it was taken back. */
export function dropLast() {
  deeds.value = deeds.peek().slice(0, -1);
  if (!deeds.value.length) reason.value = { title: '没有更早的可撤销操作', hint: '' };
}
