// A result that the staff may see: score, items, categories, grades. H covers it.
import { html, signal } from '../live/ui.js';
import { RevealRound } from './asks-round.js';
import { Cover, covered } from './cover.js';
import { categoryName, meeting, results, roundsBook, subjectOf } from './desk.js';
import { ask } from './dialog.js';
import { GradeBar } from './grades.js';
import { Icon } from './icons.js';
import { Bar, Button } from './parts.js';
import { showScene } from './screening.js';
import { standing } from './rounds.js';
import { percent, share } from './words.js';

/** Which subject of a round with several is shown: its id, or null for the first. */
const turned = signal(null);

/** The pane of a round whose result the staff sees. */
export function ResultPane({ round }) {
  const list = results.value.filter((result) => result.round_id === round.id);
  const result = list.find((one) => one.subject_id === turned.value) ?? list[0];
  return html`<section class="pane" aria-label="测评结果">
    <div class="pane-head">
      <${Icon} name="lock" />${list.length > 1 ? html`<${Turn} list=${list} result=${result} />` : html`<h2 class="cut">${subjectOf(result.subject_id)?.name}的结果</h2>`}
      <${Tag} round=${round} />
      <span class="push"></span>
      <${Cover} />
      <${Ways} round=${round} result=${result} />
    </div>
    ${covered.value ? html`<p class="hollow">结果遮住了。按 H 或点右上角的「显示」再看。</p>` : html`<${Result} result=${result} round=${round} />`}
  </section>`;
}

/** Several subjects of one round: one at a time, and the ways to the one before and after. */
function Turn({ list, result }) {
  const at = list.indexOf(result);
  const step = (by, words) => html`<button class="btn btn-s" type="button" disabled=${!list[at + by]} onClick=${() => (turned.value = list[at + by].subject_id)}>${words}</button>`;
  const name = (one, index) => `${index + 1}. ${subjectOf(one.subject_id)?.name}的结果`;
  return html`<h2 class="sr">${subjectOf(result.subject_id)?.name}的结果</h2>
    <select class="in in-s turn" aria-label="看谁的结果" value=${result.subject_id} onChange=${(event) => (turned.value = event.target.value)}>
      ${list.map((one, index) => html`<option value=${one.subject_id}>${name(one, index)}</option>`)}
    </select>${step(-1, '上一位')}${step(1, '下一位')}`;
}

function Tag({ round }) {
  if (round.revealed_to === 'staff') return html`<span class="tag tag-warn">只有工作人员看得到</span>`;
  return html`<span class="tag tag-ok">${standing(round)}</span>`;
}

function Ways({ round, result }) {
  if (round.revealed_to === 'staff') return html`<button class="btn btn-s" type="button" disabled>已看过，不能作废</button>`;
  const show = () => showScene('result', result.subject_id);
  const widen = () => ask(() => html`<${RevealRound} round=${round} />`);
  return html`
    ${round.audience === 'seats' && html`<${Button} small act=${show}><${Icon} name="device-tv" size="s" />上屏<//>`}
    ${round.revealed_to === 'seats' && html`<${Button} small kind="danger-line" act=${widen}>也公布给直播<//>`}`;
}

function Result({ result, round }) {
  const form = roundsBook.value.forms[round.subjects.find((entry) => entry.subject_id === result.subject_id)?.form];
  return html`<div class="result" tabindex="0" role="region" aria-label="得分和分项">
      <${Score} result=${result} />
      ${result.withheld ? html`<p class="hollow">${withheldWords(result)}</p>` : html`<div class="tables">
        <${Items} result=${result} form=${form} />
        <${Groups} result=${result} />
        <${GradeBar} overall=${result.overall} form=${form} />
      </div>`}
    </div>
    ${merged(result) && html`<p class="secret"><${Icon} name="info-circle" /><span>${merged(result)}</span></p>`}`;
}

/** Why there are counts only. */
function withheldWords({ cast, abstained }) {
  if (!cast) return '没有人提交测评，没有结果可以公布。';
  const counted = cast - abstained;
  return `有效票 ${counted} 张，少于 ${meeting.value.small_group} 张。为防止认出个人，分数不予公布，大屏上也只有人数。`;
}

function Score({ result }) {
  const { cast, present, abstained, rates, withheld } = result;
  return html`<div class="score">
    <div><p class="quiet">综合得分</p><p class=${result.score ? 'fig' : 'fig none-yet'}>${result.score ?? (withheld ? '不予公布' : '没有得分')}</p></div>
    <dl>
      <dt>参评 / 在场</dt><dd>${cast} / ${present}</dd>
      <dt>参评率</dt><dd>${percent(share(cast, present))}</dd>
      ${rates && !withheld && html`<dt>优秀率</dt><dd>${percent(rates.excellent)}</dd><dt>优良率</dt><dd>${percent(rates.good_or_better)}</dd>`}
      <dt>弃权</dt><dd>${abstained}</dd>
    </dl>
    <p class="small quiet foot">
      ${result.quorum_met === false && html`<b class="c-warn">参评率不足。</b>`}
      ${rates?.base ? `比率按 ${rates.base} 张票计算。` : ''}屏幕有人看得到时，请先「遮住」。
    </p>
  </div>`;
}

function Items({ result, form }) {
  const weight = (key) => form?.items.find((item) => item.key === key)?.weight;
  return html`<table><caption>分项</caption><tbody>
    ${result.items.map((item) => html`<${Row} name=${item.name} sub=${weight(item.key) ? `权重 ${weight(item.key)}` : ''} score=${item.score} />`)}
  </tbody></table>`;
}

function Groups({ result }) {
  if (!result.groups.length || result.audience === 'viewers') return null; // viewers are of no category
  return html`<table><caption>分类</caption><tbody>
    ${result.groups.map(
      (group) => html`<${Row} name=${group.categories.map(categoryName).join('和')} sub=${`${group.cast} 张`} score=${group.score} />`,
    )}
  </tbody></table>`;
}

function Row({ name, sub, score }) {
  return html`<tr>
    <th scope="row">${name}</th><td class="sub">${sub}</td>
    <td class="w"><${Bar} share=${Number(score ?? 0) / 100} /></td><td class="n">${score ?? '—'}</td>
  </tr>`;
}

/** The sentence on merged categories, or nothing. */
function merged(result) {
  const groups = result.groups.filter((one) => one.categories.length > 1);
  if (!groups.length) return '';
  const who = groups.length > 1 ? '人数少的几类' : `${groups[0].categories.map(categoryName).join('、')}人数少，`;
  return `${who}合并显示，防止认出个人。总分仍按各类分别计算。`;
}
