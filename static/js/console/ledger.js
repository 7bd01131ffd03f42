// All subjects and how far their results are: the place from which the host publishes at the end.
import { html } from '../live/ui.js';
import { LookAtResult, RevealRound } from './asks-round.js';
import { Cover, covered } from './cover.js';
import { meeting, results, roundsBook, turnout } from './desk.js';
import { ask } from './dialog.js';
import { Icon } from './icons.js';
import { Button } from './parts.js';
import { roundOf, standing, turnoutOf } from './rounds.js';
import { showScene } from './screening.js';
import { ViewerStrip } from './viewer-strip.js';

const TONES = { open: 'tag-live', staff: 'tag-warn', seats: 'tag-ok', all: 'tag-ok' };

/** The whole pane. */
export function LedgerPane() {
  const anySeen = results.value.length > 0;
  return html`<section class="pane" aria-label="各位的结果">
    <div class="pane-head">
      <h2>各位的结果</h2><span class="small quiet">${summary()}</span><span class="push"></span>
      ${anySeen && html`<${Cover} />`}
      <${Button} small act=${() => showScene('overview')}><${Icon} name="device-tv" size="s" />总览上屏<//>
    </div>
    <div class="pane-body" tabindex="0" role="region" aria-label="结果列表"><ol class="ledger">
      ${meeting.value.subjects.map((subject) => html`<${Row} key=${subject.id} subject=${subject} />`)}
    </ol></div>
    <${ViewerStrip} />
  </section>`;
}

function summary() {
  const states = meeting.value.subjects.map((subject) => roundOf(roundsBook.value.rounds, subject.id));
  const done = states.filter((round) => round && round.state !== 'open').length;
  const published = states.filter((round) => round && ['seats', 'all'].includes(round.revealed_to)).length;
  return `${states.length} 位，测评过 ${done} 位，公布 ${published} 位`;
}

function Row({ subject }) {
  const round = roundOf(roundsBook.value.rounds, subject.id);
  const result = round && results.value.find((one) => one.round_id === round.id && one.subject_id === subject.id);
  const entry = round && turnoutOf(turnout.value, round.id).find((one) => one.subject_id === subject.id);
  return html`<li>
    <div class="by"><b>${subject.name}</b><small>${subject.unit}</small></div>
    <div class="state">
      <${Standing} round=${round} />
      ${entry && html`<span class="small quiet">参评 ${entry.cast} / ${entry.present}</span>`}
    </div>
    <b class="score">${result && !covered.value ? (result.withheld ? '票数过少' : (result.score ?? '—')) : ''}</b>
    <div class="ways">${round && round.state !== 'open' && html`<${Ways} round=${round} subject=${subject} />`}</div>
  </li>`;
}

function Standing({ round }) {
  if (!round) return html`<span class="quiet">还没有测评</span>`;
  return html`<span class=${`tag ${TONES[round.revealed_to ?? round.state] ?? ''}`}>${standing(round)}</span>`;
}

function Ways({ round, subject }) {
  const asks = (Question) => () => ask(() => html`<${Question} round=${round} />`);
  const to = round.revealed_to;
  const show = () => showScene('result', subject.id);
  return html`
    ${!to && html`<${Button} small act=${asks(LookAtResult)}>看结果<//>`}
    ${['seats', 'all'].includes(to) && html`<${Button} small act=${show}><${Icon} name="device-tv" size="s" />上屏<//>`}
    ${to !== 'all' && html`<${Button} small kind="danger-line" act=${asks(RevealRound)}>${to === 'seats' ? '也给直播' : '公布'}<//>`}`;
}
