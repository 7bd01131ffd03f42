// The inbox: left waits for review, right is ready to be called.
import { html, useEffect } from '../live/ui.js';
import { place, meeting } from './desk.js';
import { MergeBar } from './merge.js';
import { Question } from './question.js';
import { Shelf } from './shelf.js';
import { approved, chosen, inHand, inState, order, pending, shelf, underPointer } from './tray.js';

const SHELVES = [
  ['answered', '已答'],
  ['rejected', '不采用'],
  ['merged', '已合并'],
  ['withdrawn', '已撤回'],
];

/** The whole pane. */
export function Inbox() {
  const enter = () => (inHand.value = true);
  const leave = ({ currentTarget: pane, target, relatedTarget }) => {
    if (pane.contains(relatedTarget)) return;
    inHand.value = false;
    if (!relatedTarget) setTimeout(() => !target.isConnected && keepHand(pane));
  };
  // a pane that is taken away under the hand hears no leaving
  useEffect(() => () => (inHand.value = underPointer.value = false), []);
  const point = (over) => () => (underPointer.value = over);
  const hand = { onFocusIn: enter, onFocusOut: leave, onMouseEnter: point(true), onMouseLeave: point(false) };
  return html`<section class="pane" aria-label="质询收件" ...${hand}>
    <div class="inbox">
      ${shelf.value ? html`<${Shelf} state=${shelf.value} />` : html`<${Pending} />`}
      <${Approved} />
    </div>
    <${MergeBar} />
    ${!chosen.value.length && html`<${KeyLine} />`}
  </section>`;
}

/** A row that goes takes the focus with it: a list has it then, so that the next key goes to the next question. */
function keepHand(pane) {
  if (document.activeElement === document.body) pane.querySelector('ol')?.focus({ preventScroll: true });
}

function Pending() {
  return html`<section aria-label="待审">
    <div class="col-head">
      <h2 class="h">待审 ${pending.value.length}</h2>
      ${place.value.stage === 'reporting' && html`<span class="tag wide-only">代表手机可以提问</span>`}
      <span class="push"></span>
      ${SHELVES.filter(([state]) => inState(state).length).map(
        ([state, words]) => html`<button class="textlink" type="button" onClick=${() => (shelf.value = state)}>
          ${words} ${inState(state).length}
        </button>`,
      )}
    </div>
    <${List} label="待审问题" list=${pending.value} empty=${emptyWords()} />
  </section>`;
}

function Approved() {
  return html`<section aria-label="可叫出">
    <div class="col-head">
      <h2 class="h">可叫出 ${approved.value.length}</h2>
      <span class="push seg" role="group" aria-label="排序">
        <button type="button" aria-pressed=${order.value === 'supports'} onClick=${() => (order.value = 'supports')}>同问多在前</button>
        <button type="button" aria-pressed=${order.value === 'arrival'} onClick=${() => (order.value = 'arrival')}>先到在前</button>
      </span>
    </div>
    <${List} label="可叫出问题" list=${approved.value} empty="通过的问题排在这里，等您叫出" />
  </section>`;
}

function List({ label, list, empty }) {
  return html`<ol tabindex="0" aria-label=${label}>
    ${list.map((question) => html`<${Question} key=${question.id} question=${question} />`)}
    ${!list.length && html`<li class="none">${empty}</li>`}
  </ol>`;
}

function emptyWords() {
  if (meeting.value.paused) return '会议暂停着，手机现在不能提问';
  if (['reporting', 'inquiry'].includes(place.value.stage)) return '没有等着审的问题。代表的手机可以提问。';
  return '没有等着审的问题。述法和质询时，代表的手机可以提问。';
}

function KeyLine() {
  const keys = [['A', '通过'], ['R', '不采用'], ['M', '合并'], ['C', '叫出'], ['E', '记要点']];
  return html`<div class="keyline">
    <span><kbd>↑</kbd><kbd>↓</kbd> 选</span>
    ${keys.map(([key, words]) => html`<span><kbd>${key}</kbd> ${words}</span>`)}
    <span>点进列表后才生效</span>
  </div>`;
}
