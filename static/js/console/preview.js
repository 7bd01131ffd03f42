// What the hall's screen will show once a result is published: a small drawing, from what the staff sees.
import { html } from '../live/ui.js';
import { meeting, roundsBook, subjectOf } from './desk.js';
import { toneOf } from './grades.js';
import { percent } from './words.js';

/** The head and the drawing. */
export function ResultPreview({ result }) {
  const name = subjectOf(result.subject_id)?.name;
  return html`<div class="pane-head">
      <span class="tag tag-law">预览</span><h2>公布后大屏显示</h2><span class="push small quiet">还没有上屏</span>
    </div>
    <div class="preview"><svg viewBox="0 0 1920 1080" role="img" aria-label=${`预览：${name}的结果`}>
      <rect class="ms-bg" width="1920" height="1080" />
      <text class="ms-q" x="96" y="120" font-size="48">${meeting.value.title}</text>
      <path class="ms-line" d="M96 164H1824" />
      <text class="ms-g" x="96" y="290" font-size="56">${name} · 测评结果</text>
      <text class="ms-t ms-b" x="96" y="560" font-size="300">${result.score ?? '—'}</text>
      <text class="ms-q" x="96" y="690" font-size="56">${ratesOf(result)}</text>
      <${Grades} result=${result} />
      <text class="ms-q" x="96" y="950" font-size="52">${result.present} 人在场，${result.cast} 人参评</text>
      ${result.items.map((item, index) => html`<${Item} item=${item} y=${230 + index * (720 / Math.max(6, result.items.length))} />`)}
    </svg></div>`;
}

function ratesOf({ rates }) {
  return rates ? `优秀率 ${percent(rates.excellent)}　优良率 ${percent(rates.good_or_better)}` : '';
}

function Item({ item, y }) {
  return html`<text class="ms-q" x="960" y=${y + 40} font-size="44">${item.name.slice(0, 6)}</text>
    <rect class="ms-3" x="1260" y=${y} width="400" height="44" />
    <rect class="ms-1" x="1260" y=${y} width=${Number(item.score ?? 0) * 4} height="44" />
    <text class="ms-t ms-e" x="1824" y=${y + 40} font-size="48">${item.score ?? '—'}</text>`;
}

function Grades({ result }) {
  const grades = roundsBook.value.forms[formOf(result)]?.grades ?? [];
  const total = grades.reduce((sum, grade) => sum + (result.overall[grade.key] ?? 0), 0);
  let x = 96;
  return grades.map((grade, index) => {
    const width = total ? ((result.overall[grade.key] ?? 0) / total) * 760 : 0;
    const left = x;
    x += width;
    return html`<rect class=${toneOf(grades, index)} x=${left} y="770" width=${Math.max(0, width - 6)} height="56" />`;
  });
}

function formOf(result) {
  const round = roundsBook.value.rounds.find((one) => one.id === result.round_id);
  return round?.subjects.find((entry) => entry.subject_id === result.subject_id)?.form;
}
