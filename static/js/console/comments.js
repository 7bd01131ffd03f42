// 点评: who has written, and what the host lets the hall read.
import { html } from '../live/ui.js';
import { run } from './deed.js';
import { comments, meeting, place, presence, subjectOf } from './desk.js';
import { Icon } from './icons.js';
import { lackingLeaders, subjectIds } from './next.js';
import { Button } from './parts.js';

const PARTS = [
  ['strengths', '成绩'],
  ['problems', '短板'],
  ['advice', '建议'],
];

/** The whole pane. */
export function CommentsPane() {
  const ids = place.value.item ? subjectIds(place.value) : [];
  const list = comments.value.filter((comment) => !ids.length || ids.includes(comment.subject_id));
  const leaders = list.filter((comment) => comment.role === 'leader');
  const others = list.filter((comment) => comment.role !== 'leader');
  return html`<section class="pane" aria-label="点评">
    <div class="pane-head">
      <h2>领导和第三方点评</h2><span class="small quiet">${counted(leaders, others, ids)}</span>
      <span class="push small quiet">只有您放上屏的，会场才看得到</span>
    </div>
    <div class="pane-body" tabindex="0" role="region" aria-label="点评列表">
      <ol class="comments">
        ${[...leaders, ...others].map((comment) => html`<${Comment} key=${comment.id} comment=${comment} several=${ids.length !== 1} />`)}
        ${!list.length && html`<li class="none">还没有人提交点评，可以口头点评。点评领导和评议组的手机可以写。</li>`}
      </ol>
    </div>
  </section>`;
}

function counted(leaders, others, ids) {
  const lacking = ids.length === 1 ? lackingLeaders(meeting.value, presence.value, comments.value, ids[0]) : 0;
  const rest = lacking ? `，还有 ${lacking} 位没有交` : '';
  return `领导 ${leaders.length} 份${rest}；第三方 ${others.length} 份`;
}

function Comment({ comment, several }) {
  const subject = several && subjectOf(comment.subject_id);
  const role = comment.role === 'leader' ? '点评领导' : '第三方';
  return html`<li class=${comment.shown ? 'aired' : ''}>
    <div class="by"><b>${comment.by}</b><small>${role}${subject ? ` · ${subject.name}` : ''}</small></div>
    <dl>${PARTS.filter(([key]) => comment[key]).map(([key, words]) => html`<dt>${words}</dt><dd>${comment[key]}</dd>`)}</dl>
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
