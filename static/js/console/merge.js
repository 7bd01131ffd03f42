// Putting questions together: the bar under the lists says which goes into which.
import { html, signal } from '../live/ui.js';
import { Button } from './parts.js';
import { merge, numbers } from './questioning.js';
import { chosen, cursor, ticked } from './tray.js';

/** Which of the chosen is kept, by its place among them; the one with most supports to begin with. */
const turn = signal(0);

/** The bar while something is ticked. */
export function MergeBar() {
  const list = ranked();
  if (!list.length) return null;
  if (list.length === 1) {
    return html`<div class="mergebar" role="group" aria-label="合并">
      <span>选中了 ${list[0].number} 号，再选一条意思相同的，就可以合并。</span><span class="push"></span>
      <button class="btn btn-s" type="button" onClick=${clear}>取消选择 <kbd>Esc</kbd></button>
    </div>`;
  }
  const [into, others] = split(list);
  const next = list[(turn.value + 1) % list.length];
  return html`<div class="mergebar" role="group" aria-label="合并">
    <span><b>${numbers(others)} 号并入 ${into.number} 号</b>，同问去重相加。提问人都会看到 ${into.number} 号。</span>
    <span class="push"></span>
    <button class="btn btn-s" type="button" onClick=${clear}>取消 <kbd>Esc</kbd></button>
    <button class="btn btn-s" type="button" onClick=${() => (turn.value += 1)}>改为保留 ${next.number} 号</button>
    <${Button} small kind="primary" act=${mergeChosen} data-key="merge">合并 <kbd>M</kbd><//>
  </div>`;
}

/** Merge what is ticked. */
export async function mergeChosen() {
  const [into, others] = split(ranked());
  if (!(await merge(others, into))) return;
  clear();
  cursor.value = into.id;
}

function ranked() {
  return [...chosen.value].sort((one, other) => weight(other) - weight(one));
}

/** The called one is never taken from the screen by a merge; then the one that most people ask. */
function weight(question) {
  return (question.state === 'called' ? 1e6 : 0) + question.supports;
}

function split(list) {
  const into = list[turn.value % list.length];
  return [into, list.filter((question) => question !== into)];
}

/** Take nothing in hand any more. */
export function clear() {
  ticked.value = [];
  turn.value = 0;
}
