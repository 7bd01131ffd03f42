// 我述你评: the viewers' rounds in one line, wherever the host is.
import { html } from '../live/ui.js';
import { LookAtResult, RevealRound, VoidRound } from './asks-round.js';
import { roundsBook, turnout } from './desk.js';
import { ask } from './dialog.js';
import { Button } from './parts.js';
import { closeRound, extendRound, roundNames } from './rounding.js';
import { hasDeadline, standing, totals, turnoutOf } from './rounds.js';

/** The newest viewers' round, or nothing. */
export function ViewerStrip() {
  const rounds = roundsBook.value.rounds.filter((round) => round.audience === 'viewers' && round.state !== 'void');
  const round = rounds[rounds.length - 1];
  if (!round) return null;
  const { cast } = totals(turnoutOf(turnout.value, round.id));
  return html`<p class="secret strip">
    <span class="tag">网上</span><span><b>我述你评 — ${roundNames(round)}</b>，${standing(round)}，已评 ${cast} 票</span>
    ${round.state === 'closed' && !round.revealed_to && html`<${Void} round=${round} />`}
    <span class="push"></span>
    ${round.state === 'open' ? html`<${Open} round=${round} />` : html`<${Closed} round=${round} />`}
  </p>`;
}

function Open({ round }) {
  return html`${hasDeadline(round) && html`<${Button} small act=${() => extendRound(round, 60)}>+60 秒<//>`}
    <${Button} small act=${() => closeRound(round)}>结束网上测评<//>`;
}

/** Apart from the other ways, on the side of the words. */
function Void({ round }) {
  return html`<${Button} small kind="danger-line" act=${() => ask(() => html`<${VoidRound} round=${round} />`)}>作废<//>`;
}

function Closed({ round }) {
  const asks = (Question) => () => ask(() => html`<${Question} round=${round} />`);
  if (round.revealed_to === 'all') return null;
  return html`${!round.revealed_to && html`<${Button} small act=${asks(LookAtResult)}>看结果<//>`}
    <${Button} small kind="danger-line" act=${asks(RevealRound)}>公布<//>`;
}
