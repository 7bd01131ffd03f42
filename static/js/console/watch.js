// What happens without us: another host's moves, and the pause of `next` after a stage change.
import { effect, signal } from '../live/ui.js';
import { asked, say, unanswered } from './deed.js';
import { agenda, lost, now, place, stage } from './desk.js';
import { stageName } from './place.js';
import { forget } from './undo.js';
import { timeOfDay } from './words.js';

const OURS_FOR = 15_000;
const LOCK = 1200;

/** Until when `next` is locked (this computer's ms), so that a double press cannot skip a stage. */
export const lockedUntil = signal(0);

let seen = null;

/** Begin to watch the stage. */
export function watchStage() {
  effect(() => {
    const { item_id: itemId, stage: name } = stage.value;
    const key = `${itemId}/${name}`;
    const before = seen;
    seen = key;
    if (before === null || before === key) return;
    lockedUntil.value = Date.now() + LOCK;
    const item = agenda.peek().find((one) => one.item_id === itemId);
    if (item && !isOurs(key)) tellOfOtherHost(stageName(item, name));
  });
}

/** Begin to watch the line: say when it is back. A deed that waited for it says so itself. */
export function watchLine() {
  let wasLost = false;
  lost.subscribe((isLost) => {
    if (wasLost && !isLost && !unanswered.peek()) say('ok', '已连上，画面是最新的');
    wasLost = isLost;
  });
}

/** Note that this console asks for the place that comes next, as item/stage. */
export function askFor(there) {
  if (there) asked.set(`${there.item.item_id}/${there.stage}`, Date.now());
}

function isOurs(key) {
  return Date.now() - (asked.get(key) ?? 0) < OURS_FOR;
}

function tellOfOtherHost(name) {
  const at = timeOfDay(now.peek() || Date.now());
  forget(`另一台主持台进入「${name}」`, `${at}，不是你的操作`);
  say('warn', `另一台主持台进入了「${name}」，画面已经换成最新的`);
}

/** The place a refused move leaves us at, in words for the dialog: 「点评」— 周明远. */
export function whereWeAre() {
  const { item, stage: name, subject } = place.peek();
  if (!item) return '会议没有在进行';
  return subject ? `「${stageName(item, name)}」— ${subject.name}` : `「${stageName(item, name)}」`;
}
