// A look at another pane while the meeting stays where it is.
import { computed, html, signal } from '../live/ui.js';
import { meeting, place, stage } from './desk.js';

const PANES = [
  ['inbox', '质询'],
  ['comments', '点评'],
  ['appraisal', '测评'],
  ['ledger', '结果'],
];

/** The pane that the host looks at by hand: {key, at} with the place where it was chosen; it ends with the stage. */
const chosen = signal(null);

/** The pane that belongs to where the meeting is. */
const ownPane = computed(() => {
  if (['prepared', 'open'].includes(meeting.value.state)) return 'before';
  if (meeting.value.state === 'closed') return 'ledger';
  return { reporting: 'inbox', inquiry: 'inbox', commentary: 'comments', appraisal: 'appraisal' }[place.value.stage] ?? 'ledger';
});

/** The pane that is shown. */
export const pane = computed(() => (chosen.value?.at === where() ? chosen.value.key : ownPane.value));

/** Look at a pane; looking at the own one follows the stage again. */
function lookAt(key) {
  chosen.value = key === ownPane.peek() ? null : { key, at: where() };
}

function where() {
  return `${meeting.value.state}/${stage.value.item_id}/${stage.value.stage}`;
}

/** The foot of the rail. */
export function LookElsewhere() {
  if (['prepared', 'open'].includes(meeting.value.state)) return null;
  return html`<div class="looks">
    <span class="small quiet">查看</span>
    <span class="seg" role="group" aria-label="查看别的内容，不换环节">
      ${PANES.map(([key, words]) => html`<button type="button" aria-pressed=${pane.value === key} onClick=${() => lookAt(key)}>${words}</button>`)}
    </span>
  </div>`;
}
