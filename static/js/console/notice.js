// What is said to all, or to some.
import { html, useState } from '../live/ui.js';
import { run } from './deed.js';
import { notice } from './desk.js';
import { useDraft } from './drafts.js';
import { Button } from './parts.js';
import { NOTICE_TARGETS } from './words.js';

const PHRASES = ['请调静音', '请提交质询', '休息 10 分钟'];

/** The pane of notices; `lean` where the side is full. */
export function NoticePane({ lean = false }) {
  const [text, setText, clear] = useDraft('notice');
  const [to, setTo] = useState('all');
  const send = async () => {
    if (await post(text.trim(), to)) clear();
  };
  const phrase = (words) => html`<button class="btn btn-s" type="button" onClick=${() => setText(words)}>${words}</button>`;
  const enter = (event) => {
    if (event.key === 'Enter' && !event.isComposing && !event.ctrlKey && text.trim()) send();
  };
  return html`<section class=${lean ? 'pane lean' : 'pane'}>
    <div class="pane-head"><h2>通知</h2>
      <select class="in in-s push" aria-label="发给谁" value=${to} onChange=${(event) => setTo(event.target.value)}>
        ${NOTICE_TARGETS.map(([key, words]) => html`<option value=${key}>${words}</option>`)}
      </select></div>
    <${Posted} />
    <div class="notice">
      <input
        class="in"
        aria-label="通知内容"
        placeholder=${notice.value ? '换一条通知' : '发到大屏和手机，例：请调静音'}
        maxlength="40"
        value=${text}
        onInput=${(event) => setText(event.target.value)}
        onKeyDown=${enter}
      />
      <${Button} act=${send} off=${!text.trim()}>发出<//>
    </div>
    ${!lean && !notice.value && html`<div class="phrases">${PHRASES.map(phrase)}</div>`}
  </section>`;
}

function Posted() {
  if (!notice.value) return null;
  const { text, to, meant, acked } = notice.value;
  const target = NOTICE_TARGETS.find(([key]) => key === to)?.[1];
  const onAir = to === 'all' || to === 'screen';
  const heard = to === 'screen' ? '' : `，${acked} / ${meant} 收到`;
  return html`<p class="posted"><span class=${onAir ? 'tag tag-live' : 'tag'}>${onAir ? '在播' : '已发'}</span>
    <span>${text}<small class="quiet">${target}${heard}</small></span>
    <${Button} small act=${withdraw}>撤下<//></p>`;
}

function post(text, to) {
  const label = `发出通知「${text}」`;
  return run({ label, steps: [['notice.post', { text, to }]], undo: { steps: [['notice.clear', {}]], holds: () => notice.value?.text === text } });
}

function withdraw() {
  const { text, to } = notice.peek();
  const undo = { steps: [['notice.post', { text, to: to ?? 'all' }]], holds: () => notice.value === null };
  return run({ label: `撤下通知「${text}」`, steps: [['notice.clear', {}]], undo });
}
