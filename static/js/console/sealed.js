// A closed round: sealed, counts only. Three ways on; void only while nobody has seen the result.
import { html } from '../live/ui.js';
import { LookAtResult, RevealRound, VoidRound } from './asks-round.js';
import { meeting, roundsBook, turnout } from './desk.js';
import { ask } from './dialog.js';
import { Icon } from './icons.js';
import { Button } from './parts.js';
import { roundOf, turnoutOf } from './rounds.js';
import { Turnout } from './turnout.js';
import { ViewerStrip } from './viewer-strip.js';

/** How many subjects have yet to be voted on. */
function ahead() {
  return meeting.value.subjects.filter((subject) => !roundOf(roundsBook.value.rounds, subject.id)).length;
}

function keepWords() {
  const total = meeting.value.subjects.length;
  return ahead() ? `${total} 位都评完以后再逐位公布，前面的分数不影响后面的。按右下角的按钮往下走就行。` : '都评完了，到公布环节逐位公布。';
}

function publishWords() {
  const left = ahead();
  if (left) return `还有 ${left} 位没有评，先公布的分数会影响后面的打分。公布后不能收回。`;
  return '先选会场，或会场和直播。公布后不能收回。';
}

/** The pane of a sealed round. */
export function SealedPane({ round }) {
  const several = round.subjects.length > 1;
  const asks = (Question) => () => ask(() => html`<${Question} round=${round} />`);
  return html`<section class="pane" aria-label="封存的测评">
    <div class="pane-head">
      <${Icon} name="lock" /><h2 class="cut">${several ? `${round.subjects.length} 位的` : ''}测评票已封存</h2><span class="tag">没有人看过结果</span>
      <span class="push"></span>
      <${Button} small kind="danger-line" act=${asks(VoidRound)}>作废这次测评<//>
    </div>
    <${Turnout} entries=${turnoutOf(turnout.value, round.id)} />
    <div class="choices">
      <div><b>留到最后一起公布</b> <span class="tag tag-ok">建议</span><p>${keepWords()}</p></div>
      <div><b>工作人员先看</b><p>看过以后不能作废，大屏和手机仍然看不到。</p>
        <${Button} small act=${asks(LookAtResult)}><${Icon} name="eye" size="s" />看结果<//></div>
      <div><b>现在公布</b><p>${publishWords()}</p>
        <${Button} small kind="danger-line" act=${asks(RevealRound)}>现在公布<//></div>
    </div>
    <${ViewerStrip} />
  </section>`;
}
