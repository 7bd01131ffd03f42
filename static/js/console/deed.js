// Deeds: the commands of the host, with what is said while they run, when they are refused and when the line drops.
import { signal } from '../live/ui.js';
import { live, lost, now } from './desk.js';
import { forget, remember } from './undo.js';

const SAY_AFTER = 300;
const PATIENCE = 60_000; // a command that waits for the line longer than this would come as a surprise

/** What is running for longer than a moment: its label, or null. */
export const sending = signal(null);
/** The band across the page: {tone: 'warn' or 'ok', text} or null. */
export const band = signal(null);
/** The deed that got no answer yet when the line dropped: its label, or null. */
export const unanswered = signal(null);
/** The deed that was given up without an answer while the line was down, until that is said: its label, or null. */
export const doubtful = signal(null);
/** Places that this console has asked for lately, as item/stage: a stage change to one of them is our own. */
export const asked = new Map();

let bandTimer = 0;

/** Show a band for a while. */
export function say(tone, text, seconds = tone === 'ok' ? 4 : 8) {
  clearTimeout(bandTimer);
  band.value = { tone, text };
  bandTimer = setTimeout(() => (band.value = null), seconds * 1000);
}

/** Take the band away. */
export function hush() {
  clearTimeout(bandTimer);
  band.value = null;
}

/**
 * Do a deed: send its commands one after the other.
 * `label` is a verb with its object (叫出 16 号); `steps` are [name, payload]; `undo` = {steps, expect} takes it back,
 * `final` = why it cannot be taken back; `refused(error)` may take over the refusal. Returns the data of the last
 * command, or null when it was refused.
 */
export async function run({ label, steps, undo = null, final = null, refused = null }) {
  const timer = setTimeout(() => (sending.value = label), SAY_AFTER);
  let dropped = false;
  const watch = lost.subscribe((gone) => {
    if (!gone) return;
    dropped = true;
    unanswered.value = label;
  });
  try {
    const data = await sendAll(steps);
    if (undo) remember({ label, at: now.peek(), ...undo });
    if (final !== null) forget(`${label}：不能撤销`, final);
    if (dropped) say('ok', `已连上，「${label}」已经执行`);
    return data ?? {};
  } catch (error) {
    if (dropped && error.unconfirmed) doubtful.value = label;
    else if (!refused?.(error)) say('warn', dropped ? `已连上，「${label}」没有执行：${error.message}` : `没有${label}：${error.message}`);
    return null;
  } finally {
    clearTimeout(timer);
    watch();
    if (sending.value === label) sending.value = null;
    if (unanswered.value === label) unanswered.value = null;
  }
}

async function sendAll(steps) {
  let data = null;
  for (const [name, payload] of steps) {
    if (name === 'agenda.go') asked.set(`${payload.item_id}/${payload.stage}`, Date.now());
    data = await live.command(name, payload, { patience: PATIENCE });
  }
  return data;
}
