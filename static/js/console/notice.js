// What is said to all, or to some; what stands is said to stand, with its receipt and the one tap that takes it down.
import { effect, html, signal } from '../live/ui.js';
import { run } from './deed.js';
import { notice, place } from './desk.js';
import { useDraft } from './drafts.js';
import { Button } from './parts.js';
import { stageName } from './place.js';
import { receipt } from './receipt.js';
import { NOTICE_TARGETS } from './words.js';

const MOST = 40;
const ON_THE_WALL = ['all', 'screen'];
const PHRASES = {
  all: ['请调静音', '请提交质询', '休息 10 分钟'],
  screen: ['请调静音', '休息 10 分钟'],
  unscored: ['请尽快提交测评'],
  reporter: ['还有两问', '还有 2 分钟', '请正面回答'],
  leaders: ['请准备点评', '请提交点评'],
};
const HINTS = {
  all: '发到大屏和手机，例：请调静音',
  screen: '只上大屏',
  unscored: '只有还没评的手机看到',
  reporter: '只有述法同志看到',
  leaders: '只有点评领导看到',
};

/** The notice that stands on the wall since before this stage: {id, from}; `from` is the place where we first saw it. */
const stood = signal(null);

effect(() => {
  const id = notice.value && ON_THE_WALL.includes(notice.value.to) ? notice.value.id : null;
  if (stood.peek()?.id !== id) stood.value = id && { id, from: where() };
});

/** The pane of notices; `lean` where the side is full. */
export function NoticePane({ lean = false }) {
  const [text, setText, clear] = useDraft('notice');
  const [target, setTarget] = useDraft('notice-to', 'all');
  const to = target || 'all';
  const send = async () => {
    if (await post(text.trim(), to)) clear();
  };
  const phrase = (words) => html`<button class="btn btn-s" type="button" onClick=${() => setText(words)}>${words}</button>`;
  const enter = (event) => {
    if (event.key === 'Enter' && !event.isComposing && !event.ctrlKey && text.trim()) send();
  };
  return html`<section class=${lean ? 'pane lean' : 'pane'} aria-label="通知">
    <div class="pane-head"><h2>通知</h2><span class="small quiet count">${text && `${text.length} / ${MOST} 字`}</span>
      <select class="in in-s push" aria-label="发给谁" value=${to} onChange=${(event) => setTarget(event.target.value)}>
        ${NOTICE_TARGETS.map(([key, words]) => html`<option value=${key}>${words}</option>`)}
      </select></div>
    <${Posted} />
    <div class="notice">
      <input
        class="in"
        aria-label="通知内容"
        placeholder=${HINTS[to]}
        maxlength=${MOST}
        value=${text}
        onInput=${(event) => setText(event.target.value)}
        onKeyDown=${enter}
      />
      <${Button} act=${send} off=${!text.trim()}>发出<//>
      ${notice.value && text && html`<p class="small quiet">发出以后，上面这一条就收下。</p>`}
    </div>
    ${!lean && !notice.value && html`<div class="phrases">${PHRASES[to].map(phrase)}</div>`}
  </section>`;
}

/** What stands. On the wall it covers the scene, whatever the stage, until it is taken down: that is said in amber. */
function Posted() {
  if (!notice.value) return null;
  const { text, to } = notice.value;
  const target = NOTICE_TARGETS.find(([key]) => key === to)?.[1];
  const onWall = ON_THE_WALL.includes(to);
  return html`<div class=${onWall ? 'posted on-wall' : 'posted'} role="status">
    <div>
      <p><b>${onWall ? wallWords() : `发给${target}`}</b> <span class="nw">${receipt.value}</span></p>
      <p class="said">${text}</p>
    </div>
    <${Button} small act=${withdraw}>${onWall ? '收下' : '撤下'}<//>
  </div>`;
}

function wallWords() {
  const { item, stage } = place.value;
  const moved = stood.value && stood.value.from !== where();
  return moved && item ? `进入${stageName(item, stage)}了，通知还在大屏上` : '通知还在大屏上';
}

function where() {
  return `${place.value.item?.item_id}/${place.value.stage}`;
}

/** Post; taking it back puts up again what stood before. */
function post(text, to) {
  const before = notice.peek();
  const back = before ? ['notice.post', { text: before.text, to: before.to }] : ['notice.clear', {}];
  const undo = { steps: [back], expect: { notice: { text } } };
  return run({ label: `发出通知「${text}」`, steps: [['notice.post', { text, to }]], undo });
}

function withdraw() {
  const { text, to } = notice.peek();
  const undo = { steps: [['notice.post', { text, to }]], expect: { notice: null } };
  return run({ label: `收下通知「${text}」`, steps: [['notice.clear', {}]], undo });
}
