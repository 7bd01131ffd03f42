// 点评: who has written, who has not yet, and what the host lets the hall read.
import { html, useState } from '../live/ui.js';
import { run } from './deed.js';
import { categoryName, commentators, comments, place, subjectOf } from './desk.js';
import { Icon } from './icons.js';
import { awaited, awaitedWords } from './lacking.js';
import { subjectIds } from './next.js';
import { Button } from './parts.js';

const PARTS = [
  ['strengths', '成绩'],
  ['problems', '短板'],
  ['advice', '建议'],
];
const LONG = 150;

/** The whole pane. */
export function CommentsPane() {
  const ids = place.value.item ? subjectIds(place.value) : [];
  const list = comments.value.filter((comment) => !ids.length || ids.includes(comment.subject_id));
  const ranked = [...list.filter(isLeaders), ...list.filter((comment) => !isLeaders(comment))];
  const silent = ids.length === 1 ? awaited(commentators.value, ids[0]) : [];
  return html`<section class="pane" aria-label="点评">
    <div class="pane-head">
      <h2>领导和第三方点评</h2><span class="small quiet">${counted(list, silent)}</span>
      <span class="push small quiet">只有您放上屏的，会场才看得到</span>
    </div>
    <div class="pane-body" tabindex="0" role="region" aria-label="点评列表">
      <ol class="comments">
        ${ranked.map((comment) => html`<${Comment} key=${comment.id} comment=${comment} several=${ids.length !== 1} />`)}
        ${silent.map((row) => html`<${Silent} key=${row.category + row.name} row=${row} />`)}
        ${!list.length && !silent.length && html`<li class="none">还没有点评。点评领导和评议组的手机可以写，也可以口头点评。</li>`}
      </ol>
    </div>
  </section>`;
}

function isLeaders(comment) {
  return comment.role === 'leader';
}

function counted(list, silent) {
  const lacking = silent.reduce((sum, row) => sum + row.lacking, 0);
  return `已交 ${list.length} 份${lacking ? `，还有 ${lacking} 位没有交` : ''}`;
}

/** Somebody whose comment is awaited: by name, or how many of a panel. */
function Silent({ row }) {
  return html`<li class="silent">
    <div class="by"><b>${row.name ?? categoryName(row.category)}</b><small>${row.name ? categoryName(row.category) : `还差 ${row.lacking} 位`}</small></div>
    <p>${awaitedWords(row)}</p>
  </li>`;
}

function Comment({ comment, several }) {
  const [whole, setWhole] = useState(false);
  const subject = several && subjectOf(comment.subject_id);
  const parts = PARTS.filter(([key]) => comment[key]);
  const long = parts.some(([key]) => comment[key].length > LONG);
  const classes = [comment.shown && 'aired', long && !whole && 'brief'].filter(Boolean).join(' ');
  return html`<li class=${classes}>
    <div class="by"><b>${comment.by}</b><small>${isLeaders(comment) ? '点评领导' : '第三方'}${subject ? ` · ${subject.name}` : ''}</small></div>
    <div>
      <dl>${parts.map(([key, words]) => html`<dt>${words}</dt><dd>${comment[key]}</dd>`)}</dl>
      ${long && html`<button class="textlink small" type="button" aria-expanded=${whole} onClick=${() => setWhole(!whole)}>${whole ? '收短' : '看全文'}</button>`}
    </div>
    <div class="airing"><${Airing} comment=${comment} /></div>
  </li>`;
}

function Airing({ comment }) {
  if (comment.shown) {
    return html`<span class="tag tag-live">${comment.shown === 'all' ? '在播，手机也看得到' : '在播'}</span>
      ${comment.shown === 'screen' && html`<${Button} small act=${() => show(comment, 'all')}>也给手机和直播<//>`}
      <${Button} small act=${() => hide(comment)}>收起<//>`;
  }
  return html`<${Button} small act=${() => show(comment, 'screen')}><${Icon} name="device-tv" size="s" />上屏<//>
    <${Button} small kind="ghost" act=${() => show(comment, 'all')}>上屏和手机<//>`;
}

function show(comment, to) {
  const label = to === 'all' ? `${comment.by}的点评给大屏和手机` : `${comment.by}的点评上屏`;
  return run({ label, steps: [shown(comment.id, to)], undo: back(comment, to) });
}

function hide(comment) {
  return run({ label: `收起${comment.by}的点评`, steps: [shown(comment.id, null)], undo: back(comment, null) });
}

function shown(id, to) {
  return ['comment.show', to ? { comment_id: id, on: true, to } : { comment_id: id, on: false }];
}

/** Back to how the comment is shown now; a comment that it drives off the screen comes back. */
function back(comment, to) {
  const steps = [shown(comment.id, comment.shown)];
  const off = to === 'screen' && comments.peek().find((one) => one.shown === 'screen' && one.id !== comment.id);
  if (off) steps.push(shown(off.id, 'screen'));
  return { steps, holds: () => (comments.value.find((one) => one.id === comment.id)?.shown ?? null) === to };
}
