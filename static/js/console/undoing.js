// Taking back the last deed.
import { run, say } from './deed.js';
import { deeds, dropLast, isStanding } from './undo.js';

let busy = false;

/** Take back our own last deed, if its effect still stands. One at a time: a double press takes back one. */
export async function undoLast() {
  const deed = deeds.peek()[deeds.peek().length - 1];
  if (!deed || busy) return null;
  if (!isStanding(deed)) {
    dropLast();
    say('warn', `「${deed.label}」以后已经有了变化，不能再撤销`);
    return null;
  }
  busy = true;
  try {
    const done = await run({ label: `撤销「${deed.label}」`, steps: deed.steps });
    if (done) dropLast();
    return done;
  } finally {
    busy = false;
  }
}
