// 总体评价: one bar of all grades, each with its word and its number.
import { html } from '../live/ui.js';

/** The bar and its key. `overall` = {grade: n}, `form` names and orders the grades. */
export function GradeBar({ overall, form }) {
  const grades = form?.grades ?? [];
  const total = grades.reduce((sum, grade) => sum + (overall[grade.key] ?? 0), 0);
  if (!total) return null;
  let x = 0;
  const parts = grades.map((grade, index) => {
    const width = ((overall[grade.key] ?? 0) / total) * 100;
    const part = { tone: toneOf(grades, index), x, width: Math.max(0, width - 0.3), words: `${grade.name} ${overall[grade.key] ?? 0}` };
    x += width;
    return part;
  });
  return html`<div>
    <p><b>总体评价</b></p>
    <svg class="bar tall" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      ${parts.map((part) => html`<rect class=${part.tone} x=${part.x} width=${part.width} height="8" />`)}
    </svg>
    <p class="key">${parts.map(
      ({ tone, words }) => html`<span><svg viewBox="0 0 10 10" aria-hidden="true"><rect class=${tone} width="10" height="10" /></svg>${words}</span>`,
    )}</p>
  </div>`;
}

/** g1 to g4 from best to worst, g0 for what is not scored; three-grade scales skip the third. */
export function toneOf(grades, index) {
  if (grades[index].value === null) return 'g0';
  const scored = grades.filter((grade) => grade.value !== null);
  const rank = scored.indexOf(grades[index]) + 1;
  return scored.length === 3 && rank === 3 ? 'g4' : `g${Math.min(4, rank)}`;
}
