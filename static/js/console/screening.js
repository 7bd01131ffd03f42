// What the hall's screen shows, by the host's hand or by the stage; and what it showed before, one key away.
import { effect, signal } from '../live/ui.js';
import { run } from './deed.js';
import { place, results, roundsBook, screen } from './desk.js';
import { roundOf } from './rounds.js';
import { afterChange } from './swapping.js';
import { sceneName } from './words.js';

/** What one key brings back: {scene, subject_id}, the scene auto being to follow the stage; or null. */
export const former = signal(null);

let last = null;

effect(() => {
  const { scene, subject_id: subjectId, pinned } = screen.value;
  if (scene === null) return;
  const look = { scene, subject_id: subjectId, pinned };
  former.value = afterChange(former.peek(), last, look);
  last = look;
});

/** Show a scene; `auto` follows the stage again. */
export function showScene(scene, subjectId = null) {
  const before = screen.peek();
  const back = before.pinned ? payloadOf(before.scene, before.subject_id) : { scene: 'auto' };
  const label = scene === 'auto' ? '大屏跟随环节' : `大屏换到「${sceneName(scene)}」`;
  const pinned = scene !== 'auto';
  const expect = { screen: pinned && scene !== 'freeze' ? { pinned, scene } : { pinned } };
  return run({ label, steps: [['screen.show', payloadOf(scene, subjectId)]], undo: { steps: [['screen.show', back]], expect } });
}

/** Bring the former scene back; the one that stood until now is then the former one. */
export function swap() {
  const { scene, subject_id: subjectId } = former.peek();
  return showScene(scene, subjectId);
}

/** The subject whose result the 结果 button shows: the one of the stage, else the last that is published; or null. */
export function publishedSubject() {
  const { rounds } = roundsBook.value;
  const published = (id) => ['seats', 'all'].includes(roundOf(rounds, id)?.revealed_to);
  const here = place.value.subject?.id;
  if (here && published(here)) return here;
  const known = results.value.map((result) => result.subject_id).filter(published);
  return known[known.length - 1] ?? null;
}

function payloadOf(scene, subjectId) {
  return subjectId ? { scene, subject_id: subjectId } : { scene };
}
