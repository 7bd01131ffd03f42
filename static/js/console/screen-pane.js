// What the hall sees: the real screen page, small, the scenes to choose from, and the way back to the one before.
import { html, useLayoutEffect, useRef } from '../live/ui.js';
import { covered } from './cover.js';
import { agenda, boot, lost, place, results, roundsBook, screen } from './desk.js';
import { Icon } from './icons.js';
import { subjectIds } from './next.js';
import { Button, Switch } from './parts.js';
import { ResultPreview } from './preview.js';
import { roundOf } from './rounds.js';
import { former, publishedSubject, showScene, swap } from './screening.js';
import { called } from './tray.js';
import { EMERGENCIES, sceneName, SCENES } from './words.js';

const WIDE = 1920;
const HIGH = 1080;
const OF_SUBJECT = ['reporting', 'inquiry', 'answering', 'commentary'];

/** The pane of the screen. */
export function ScreenPane() {
  const result = unpublishedHere();
  return html`<section class="pane" aria-label="大屏">
    ${result && html`<${ResultPreview} result=${result} />`}
    <div class="pane-head">
      <span class="tag tag-live">${lost.value ? '断开前' : '在播'}</span>
      <h2>大屏：${headWords()}</h2>
      <${Follow} />
    </div>
    <${Program} away=${Boolean(result)} />
    <div class=${result ? 'scenes pt' : 'scenes'}>
      ${offered().map(([key, words]) => html`<${Scene} key=${key} scene=${key} words=${words} />`)}
      <${Swap} />
      ${EMERGENCIES.map(([key, words]) => html`<${Scene} key=${key} scene=${key} words=${words} />`)}
    </div>
  </section>`;
}

function Follow() {
  const { pinned } = screen.value;
  return html`<${Switch} class="push small" on=${!pinned} act=${follow}>${pinned ? html`<b class="c-warn">手动</b>` : '跟随环节'}<//>`;
}

/** The result of this stage that the staff has seen and the hall has not: it may be looked at as the screen will show it. */
export function unpublishedHere() {
  if (place.value.stage !== 'appraisal' || covered.value) return null;
  const round = subjectIds(place.value).map((id) => roundOf(roundsBook.value.rounds, id)).find((one) => one?.revealed_to === 'staff');
  return results.value.find((result) => result.round_id === round?.id) ?? null;
}

/** What the wall shows, in a word or two. */
export function headWords() {
  const scene = onAir();
  if (scene === 'inquiry' && called.value) return `质询 ${called.value.number} 号`;
  if (scene === 'appraisal' && sealedOnAir()) return '测评已结束';
  return sceneName(scene);
}

/** The scene that is drawn: an overview that comes by itself waits for the first result, the programme stands till then. */
function onAir() {
  const { scene, pinned } = screen.value;
  return scene === 'overview' && !pinned && !publishedSubject() ? 'item' : scene;
}

/** Whether what the wall shows of an appraisal is over. */
function sealedOnAir() {
  const id = screen.value.subject_id ?? (place.value.item ? subjectIds(place.value)[0] : null);
  const round = id && roundOf(roundsBook.value.rounds, id);
  return Boolean(round) && round.state !== 'open';
}

function follow(on) {
  return showScene(on ? 'auto' : screen.peek().scene, on ? null : screen.peek().subject_id);
}

/** The scenes of this meeting: one without 整改 items has nothing to show of them. */
function offered() {
  const mends = agenda.value.some((item) => item.kind === 'rectification');
  return SCENES.filter(([key]) => key !== 'rectification' || mends);
}

function Scene({ scene, words }) {
  const on = onAir() === scene;
  const subject = scene === 'result' ? publishedSubject() : null;
  const why = whyNot(scene, subject);
  return html`<${Button} aria-pressed=${on} off=${Boolean(why)} title=${why} act=${() => showScene(scene, subject)}>${words}<//>`;
}

/** Why a scene cannot be shown yet, or null. */
function whyNot(scene, subject) {
  if (scene === 'result' && !subject) return '公布以后才能上屏';
  if (OF_SUBJECT.includes(scene) && !place.value.subject) return '轮到述法对象时才能上屏';
  if (scene === 'appraisal' && !roundsBook.value.rounds.length) return '开始测评以后才能上屏';
  return null;
}

/** The former scene stands by: one press puts it back. */
function Swap() {
  if (!former.value) return html`<${Button} class="swap" off=${true} data-key="swap" title="换过画面以后，这里可以一键换回">换回上一画面<//>`;
  const { scene } = former.value;
  const words = scene === 'auto' ? '跟随环节' : sceneName(scene);
  return html`<${Button} class="swap" act=${swap} data-key="swap" title="换回上一画面">
    <${Icon} name="arrow-back-up" size="s" /><span>换回「${words}」</span><kbd>X</kbd>
  <//>`;
}

/**
 * The real page in a frame, drawn at its full size and made small; it takes no clicks and no focus. `away` hides it and
 * keeps it loaded, so that it is there at once again.
 */
function Program({ away }) {
  const frame = useRef(null);
  const box = useRef(null);
  useLayoutEffect(() => {
    frame.current.inert = true;
    const fit = () => {
      const scale = box.current.clientWidth / WIDE;
      frame.current.style.transform = `scale(${scale})`;
      box.current.style.height = `${Math.round(HIGH * scale) + box.current.offsetHeight - box.current.clientHeight}px`;
    };
    const watcher = new ResizeObserver(fit);
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  return html`<div class="program" ref=${box} hidden=${away}>
    <iframe ref=${frame} class="hall" src=${boot.screen_url} title="大屏现在的画面" tabindex="-1" width=${WIDE} height=${HIGH}></iframe>
  </div>`;
}
