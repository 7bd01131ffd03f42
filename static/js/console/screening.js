// What the hall's screen shows, by the host's hand or by the stage.
import { run } from './deed.js';
import { place, results, roundsBook, screen } from './desk.js';
import { roundOf } from './rounds.js';
import { sceneName } from './words.js';

/** Show a scene; `auto` follows the stage again. */
export function showScene(scene, subjectId = null) {
  const before = screen.peek();
  const back = before.pinned ? payloadOf(before.scene, before.subject_id) : { scene: 'auto' };
  const label = scene === 'auto' ? '大屏跟随环节' : `大屏换到「${sceneName(scene)}」`;
  const stands = () => scene === 'freeze' || screen.value.scene === scene;
  const holds = () => (scene === 'auto' ? !screen.value.pinned : screen.value.pinned && stands());
  return run({ label, steps: [['screen.show', payloadOf(scene, subjectId)]], undo: { steps: [['screen.show', back]], holds } });
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
