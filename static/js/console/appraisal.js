// 测评: how many have voted, never what. After the close: sealed, counts only, for everybody, the host included.
import { html } from '../live/ui.js';
import { agenda, meeting, place, results, roundsBook } from './desk.js';
import { ask } from './dialog.js';
import { subjectIds } from './next.js';
import { Button } from './parts.js';
import { ResultPane } from './result.js';
import { RoundSheet } from './round-sheet.js';
import { covers, openSeatsRound, roundOf } from './rounds.js';
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
  return html`<section class="pane" aria-label="测评">
    <div class="pane-head"><h2>${voided() ? '上一次测评已经作废' : '还没有测评'}</h2><span class="push"></span>
      <${Button} small off=${meeting.value.state !== 'running'} act=${() => ask(() => html`<${RoundSheet} />`)}>单独开一次测评<//></div>
    <p class="hollow">${waitingWords()}</p>
    <${ViewerStrip} />
  </section>`;
}

/** Whether a round of this place was held and does not count. */
function voided() {
  const ids = place.value.item ? subjectIds(place.value) : [];
  return roundsBook.value.rounds.some((round) => round.state === 'void' && ids.some((id) => covers(round, id)));
}

function waitingWords() {
  const { item, stage, subject } = place.value;
  if (!item) return '这次会议没有测评。';
  if (stage === 'appraisal' && voided()) return '作废的票不计入。点右下角的按钮重新测评，代表要再评一次。';
  if (stage === 'appraisal') return '点右下角的按钮开始，手机上会出现测评表。';
  const later = agenda.value.find((one) => one.kind === 'appraisal' && subject && one.subject_ids.includes(subject.id));
  return later ? `这一位在「${later.title}」里一起测评。` : '到了测评环节，右下角的按钮会开始测评。也可以现在单独开一次。';
}
