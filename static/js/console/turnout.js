// The open round: how many have voted, by category; for several subjects at once, by subject.
import { html } from '../live/ui.js';
import { categoryName, roundsBook, subjectOf, turnout } from './desk.js';
import { ask } from './dialog.js';
import { Icon } from './icons.js';
import { Bar, Button } from './parts.js';
import { RoundSheet } from './round-sheet.js';
import { extendAndRemind, remind } from './rounding.js';
import { hasDeadline, lackingByCategory, peopleLacking, totals, turnoutOf } from './rounds.js';
import { ViewerStrip } from './viewer-strip.js';

/** The pane while a round is open. */
export function TurnoutPane({ round }) {
  const entries = turnoutOf(turnout.value, round.id);
  const lacking = peopleLacking(entries);
  return html`<section class="pane" aria-label="参评进度">
    <div class="pane-head">
      <h2>参评进度</h2><span class="small quiet cut">${formWords(round)}</span><span class="push"></span>
      <button class="btn btn-s btn-ghost wide-only" type="button" onClick=${() => ask(() => html`<${RoundSheet} />`)}>另开一次</button>
      ${hasDeadline(round) && html`<${Button} small act=${() => extendAndRemind(round)} off=${!lacking}>延长 30 秒并提醒<//>`}
      <${Button} small act=${remind} off=${!lacking}>提醒未评的手机<//>
    </div>
    <${Turnout} entries=${entries} open />
    <p class="secret"><${Icon} name="lock" /><span>这里没有分数。测评结束前，分数对所有人保密，主持人、大屏、后台都看不到，只看得到评了多少人。</span></p>
    <${ViewerStrip} />
  </section>`;
}

/** The form's title and how many items it has. */
function formWords(round) {
  const forms = [...new Set(round.subjects.map((entry) => entry.form))].map((key) => roundsBook.value.forms[key]).filter(Boolean);
  if (forms.length !== 1) return `${round.subjects.length} 位一起测评`;
  const items = forms[0].items.filter((item) => !item.overall).length;
  return `${forms[0].title}，${items} 项和总体评价`;
}

/** The large figure and the bars beside it, of an open round or of a sealed one. */
export function Turnout({ entries, open }) {
  const words = open ? '已评' : '参评';
  const { cast, present } = totals(entries);
  const lacking = peopleLacking(entries);
  const several = entries.length > 1;
  return html`<div class="turnout">
    <div class="big">
      <p class="quiet">${several ? `${words}的票 / 应有的票，${entries.length} 位合计` : `${words} / 在场`}</p>
      <p class="fig">${cast}<small> / ${present}</small></p>
      <${Bar} share=${present ? cast / present : 0} />
      <${Lack} lacking=${lacking} several=${several} present=${present} open=${open} />
      ${several && lacking > 0 && html`<p class="small quiet">${perCategory(entries)}</p>`}
    </div>
    <ol class=${several ? 'cast many' : 'cast'} tabindex="0" aria-label=${several ? '各位的参评进度' : '各类的参评进度'}>${several ? entries.map((entry) => html`<${SubjectRow} entry=${entry} />`) : entries.flatMap(byCategory)}</ol>
  </div>`;
}

function byCategory(entry) {
  return entry.categories.map((row) => html`<${CategoryRow} row=${row} />`);
}

function Lack({ lacking, several, present, open }) {
  if (!present) return html`<p class="lack">没有人签到</p>`;
  if (!lacking) return html`<p class="lack c-ok">在场的都评了</p>`;
  if (!open) return html`<p class="lack">${lacking} 人在场没有评${several && '完'}</p>`;
  return html`<p class="lack">${several ? `还有 ${lacking} 人没有评完` : `还有 ${lacking} 人在场未评`}</p>`;
}

function CategoryRow({ row }) {
  const lacking = Math.max(0, row.present - row.cast);
  return html`<li>
    <span>${categoryName(row.category)} ${lacking > 0 && html`<small>还差 ${lacking} 人</small>`}</span><b>${row.cast} / ${row.present}</b>
    <${Bar} share=${row.present ? row.cast / row.present : 0} />
  </li>`;
}

function perCategory(entries) {
  return lackingByCategory(entries).map((each) => `${categoryName(each.category)} ${each.lacking} 人`).join('，');
}

function SubjectRow({ entry }) {
  const lacking = Math.max(0, entry.present - entry.cast);
  return html`<li>
    <span>${subjectOf(entry.subject_id)?.name} ${lacking > 0 && html`<small>还差 ${lacking} 人</small>`}</span><b>${entry.cast} / ${entry.present}</b>
    <${Bar} share=${entry.present ? entry.cast / entry.present : 0} />
  </li>`;
}
