// What the hall's screen will show once a result is published: a small drawing of its scene, from what the staff sees.
import { html } from '../live/ui.js';
import { categoryName, meeting, roundsBook, subjectOf } from './desk.js';
import { toneOf } from './grades.js';
import { percent } from './words.js';

const LEFT = 720;
const RIGHT = 1824;
const ITEMS_HIGH = 440;

/** The head and the drawing. */
export function ResultPreview({ result }) {
  const subject = subjectOf(result.subject_id);
  return html`<div class="pane-head">
      <span class="tag tag-law">预览</span><h2>公布后大屏显示</h2><span class="push small quiet">还没有上屏</span>
    </div>
    <div class="preview"><svg viewBox="0 0 1920 1080" role="img" aria-label=${`预览：${subject?.name}的结果`}>
      <rect class="ms-bg" width="1920" height="1080" /><rect class="ms-2" width="640" height="1080" />
      <${Spine} subject=${subject} score=${result.score} />
      <text class="ms-t ms-b" x=${LEFT} y="124" font-size="48">测评结果</text>
      <text class="ms-q ms-e" x=${RIGHT} y="124" font-size="44">参评 ${result.cast} / ${result.present} 人</text>
      <path class="ms-line" d="M720 160H1824" />
      ${result.withheld ? html`<text class="ms-t" x=${LEFT} y="560" font-size="64">有效票过少，不予公布</text>` : html`<${Figures} result=${result} />`}
    </svg></div>`;
}

function Spine({ subject, score }) {
  const order = meeting.value.subjects.indexOf(subject) + 1;
  return html`<text class="ms-q" x="96" y="124" font-size="44">第 ${order} 位 / 共 ${meeting.value.subjects.length} 位</text>
    <text class="ms-s" x="96" y="276" font-size=${subject.name.length > 4 ? 80 : 116}>${cut(subject.name, 6)}</text>
    <text class="ms-q" x="96" y="364" font-size="44">${cut(subject.post, 11)}</text>
    <text class="ms-q" x="96" y="428" font-size="44">${cut(subject.unit, 11)}</text>
    ${score && html`<text class="ms-q" x="96" y="760" font-size="44">综合得分</text><text class="ms-s" x="90" y="960" font-size="180">${score}</text>`}`;
}

function Figures({ result }) {
  const step = ITEMS_HIGH / Math.max(5, result.items.length);
  const groups = result.groups.slice(0, 3);
  return html`${result.items.map((item, index) => html`<${Item} item=${item} y=${190 + index * step} high=${step} />`)}
    <path class="ms-line" d="M720 664H1824" />
    ${groups.map((group, index) => html`<${Group} group=${group} x=${LEFT + index * 376} />`)}
    <path class="ms-line" d="M720 826H1824" />
    <text class="ms-t" x=${LEFT} y="896" font-size="44">总体评价</text>
    <text class="ms-q ms-e" x=${RIGHT} y="896" font-size="44">${ratesOf(result)}</text>
    <${Grades} result=${result} />`;
}

function Item({ item, y, high }) {
  const size = Math.min(46, high * 0.62);
  const base = y + high * 0.66;
  return html`<text class="ms-t" x=${LEFT} y=${base} font-size=${size}>${cut(item.name, 11)}</text>
    <rect class="ms-3" x="1280" y=${base - size * 0.7} width="360" height=${size * 0.6} />
    <rect class="ms-1" x="1280" y=${base - size * 0.7} width=${Number(item.score ?? 0) * 3.6} height=${size * 0.6} />
    <text class="ms-t ms-e ms-b" x=${RIGHT} y=${base} font-size=${size}>${item.score ?? '—'}</text>`;
}

function Group({ group, x }) {
  return html`<text class="ms-q" x=${x} y="728" font-size="40">${cut(group.categories.map(categoryName).join('、'), 8)}</text>
    <text class="ms-t ms-b" x=${x} y="790" font-size="46">${group.score ?? '—'}</text>
    <text class="ms-q" x=${x + 170} y="790" font-size="40">${group.cast} 票</text>`;
}

function ratesOf({ rates }) {
  return rates ? `优秀率 ${percent(rates.excellent)}　优良率 ${percent(rates.good_or_better)}` : '';
}

function Grades({ result }) {
  const grades = roundsBook.value.forms[formOf(result)]?.grades ?? [];
  const total = grades.reduce((sum, grade) => sum + (result.overall[grade.key] ?? 0), 0);
  let x = LEFT;
  return grades.map((grade, index) => {
    const width = total ? ((result.overall[grade.key] ?? 0) / total) * (RIGHT - LEFT) : 0;
    const left = x;
    x += width;
    return html`<rect class=${toneOf(grades, index)} x=${left} y="930" width=${Math.max(0, width - 6)} height="52" />`;
  });
}

function formOf(result) {
  const round = roundsBook.value.rounds.find((one) => one.id === result.round_id);
  return round?.subjects.find((entry) => entry.subject_id === result.subject_id)?.form;
}

function cut(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
