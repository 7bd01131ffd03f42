// What happens without us: another host's moves, the line that comes back, and the pause of `next` after a stage change.
import { effect, signal } from '../live/ui.js';
import { asked, doubtful, say, unanswered } from './deed.js';
import { agenda, lost, now, place, stage } from './desk.js';
import { asking } from './dialog.js';
import { safeWords } from './health.js';
import { stageName } from './place.js';
import { forget } from './undo.js';
import { timeOfDay } from './words.js';

const OURS_FOR = 15_000;
const LOCK = 1200;

/** Until when `next` is locked (this computer's ms), so that a double press cannot skip a stage. */
export const lockedUntil = signal(0);
/** Where the meeting was before its last move: {item_id, stage}, or null. */
export const cameFrom = signal(null);

let seen = null;

/** Lock `next` for a moment. */
export function lockNext() {
  lockedUntil.value = Date.now() + LOCK;
}

/** Begin to watch the stage. */
export function watchStage() {
  effect(() => {
    const here = { item_id: stage.value.item_id, stage: stage.value.stage };
    const before = seen;
    seen = here;
    if (before === null || keyOf(before) === keyOf(here)) return;
    lockNext();
    cameFrom.value = before.item_id && before;
    if (!isOurs(keyOf(here))) tellOfOtherHost();
  });
}

/** Begin to watch the line: say when it is back. A deed that waited for it says so itself. */
export function watchLine() {
  let wasLost = false;
  lost.subscribe((isLost) => {
    if (wasLost && !isLost && !unanswered.peek()) sayBack();
    wasLost = isLost;
  });
}

function sayBack() {
  const label = doubtful.peek();
  doubtful.value = null;
  if (label) say('warn', `已连上。「${label}」一直没有回音，请看清画面，再决定要不要重做`);
  else say('ok', `已连上，${safeWords()}画面是最新的`);
}

/** Note that this console asks for the place that comes next, as item/stage. */
export function askFor(there) {
  if (there) asked.set(keyOf({ item_id: there.item.item_id, stage: there.stage }), Date.now());
}

/** A move of ours was refused because another host was first: what is seen now, or in a moment, is that host's doing. */
export function otherWasFirst() {
  const arrived = isOurs(keyOf(stage.peek()));
  asked.clear();
  if (arrived) tellOfOtherHost();
}

function keyOf({ item_id: itemId, stage: name }) {
  return `${itemId}/${name}`;
}

function isOurs(key) {
  return Date.now() - (asked.get(key) ?? 0) < OURS_FOR;
}

function tellOfOtherHost() {
  const { item_id: itemId, stage: name, by } = stage.peek();
  const item = agenda.peek().find((one) => one.item_id === itemId);
  if (!item) return;
  const at = timeOfDay(by?.at ?? now.peek());
  forget(`${by?.name ?? '另一台主持台'}进入「${stageName(item, name)}」`, `${at}，不是你的操作`);
  if (!asking.peek()) say('warn', `${otherHost()}进入了「${stageName(item, name)}」，画面已经换成最新的`);
}

/** Who made the last move, as a sentence begins: 王静在另一台主持台. */
export function otherHost() {
  return `${stage.value.by?.name ?? ''}在另一台主持台`.replace(/^在/, '');
}

/** The place that the meeting is at, in words: 「点评」— 周明远. */
export function whereWeAre() {
  const { item, stage: name, subject } = place.value;
  if (!item) return '会议没有在进行';
  return subject ? `「${stageName(item, name)}」— ${subject.name}` : `「${stageName(item, name)}」`;
}
