// Taking back the last deed.
import { run, say } from './deed.js';
import { deeds, dropLast } from './undo.js';

/** Take back our own last deed, if its effect still stands. */
export async function undoLast() {
  const deed = deeds.peek()[deeds.peek().length - 1];
  if (!deed) return null;
  if (deed.holds && !deed.holds()) {
    dropLast();
    say('warn', `「${deed.label}」以后已经有了变化，不能再撤销`);
    return null;
  }
  const done = await run({ label: `撤销「${deed.label}」`, steps: deed.steps });
  if (done) dropLast();
  return done;
}
