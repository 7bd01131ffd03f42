// 测评: how many have voted, never what. After the close: sealed, counts only, for everybody, the host included.
import { html } from '../live/ui.js';
import { agenda, place, results, roundsBook } from './desk.js';
import { ask } from './dialog.js';
import { minutesOf } from './place.js';
import { subjectIds } from './next.js';
import { ResultPane } from './result.js';
import { RoundSheet } from './round-sheet.js';
import { openSeatsRound, roundOf } from './rounds.js';
import { SealedPane } from './sealed.js';
import { TurnoutPane } from './turnout.js';
import { ViewerStrip } from './viewer-strip.js';

/** The pane of the round that matters here: the open one, else the one of this place. */
export function AppraisalPane() {
  const round = roundHere();
  if (!round) return html`<${Waiting} />`;
  if (round.state === 'open') return html`<${TurnoutPane} round=${round} />`;
  const result = results.value.find((one) => one.round_id === round.id);
  return result && round.revealed_to ? html`<${ResultPane} round=${round} />` : html`<${SealedPane} round=${round} />`;
}

function roundHere() {
  const { rounds } = roundsBook.value;
  const open = openSeatsRound(rounds);
  if (open || !place.value.item) return open ?? rounds[rounds.length - 1] ?? null;
  return subjectIds(place.value).map((id) => roundOf(rounds, id)).find(Boolean) ?? null;
}

/** No round yet. */
function Waiting() {
  const minutes = minutesOf(place.value.item, 'appraisal');
  const later = agenda.value.find((item) => item.kind === 'appraisal' && place.value.subject && item.subject_ids.includes(place.value.subject.id));
  return html`<section class="pane" aria-label="测评">
    <div class="pane-head"><h2>还没有测评</h2><span class="push"></span>
      <button class="btn btn-s" type="button" onClick=${() => ask(() => html`<${RoundSheet} />`)}>单独开一次测评</button></div>
    <div class="pane-body pad idle"><p>${later ? `这一位在「${later.title}」里一起测评。` : `点右下角的按钮开始${minutes ? `，计时 ${minutes} 分钟` : ''}。手机上会出现测评表。`}</p></div>
    <${ViewerStrip} />
  </section>`;
}
