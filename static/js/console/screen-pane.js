// What the hall sees: the real screen page, small, and the scenes to choose from.
import { html, useLayoutEffect, useRef } from '../live/ui.js';
import { covered } from './cover.js';
import { boot, lost, place, results, roundsBook, screen } from './desk.js';
import { subjectIds } from './next.js';
import { Button, Switch } from './parts.js';
import { ResultPreview } from './preview.js';
import { roundOf } from './rounds.js';
import { publishedSubject, showScene } from './screening.js';
import { called } from './tray.js';
import { sceneName, SCENES } from './words.js';

const WIDE = 1920;
const HIGH = 1080;

/** The pane of the screen. */
export function ScreenPane() {
  const result = unpublishedHere();
  return html`<section class="pane">
    ${result && html`<${ResultPreview} result=${result} />`}
    <div class="pane-head">
      <span class="tag tag-live">${lost.value ? '断开前' : '在播'}</span>
      <h2>大屏：${headWords()}</h2>
      <${Follow} />
    </div>
    <${Preview} away=${Boolean(result)} />
    <div class=${result ? 'scenes pt' : 'scenes'}>${SCENES.map(([key, words]) => html`<${Scene} key=${key} scene=${key} words=${words} />`)}</div>
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

function headWords() {
  const { scene } = screen.value;
  return scene === 'inquiry' && called.value ? `质询 ${called.value.number}` : sceneName(scene);
}

function follow(on) {
  return showScene(on ? 'auto' : screen.peek().scene, on ? null : screen.peek().subject_id);
}

function Scene({ scene, words }) {
  const on = screen.value.scene === scene;
  const subject = scene === 'result' ? publishedSubject() : null;
  const off = (scene === 'result' && !subject) || (needsSubject(scene) && !place.value.subject);
  const why = scene === 'result' && off ? '公布以后才能上屏' : null;
  return html`<${Button} aria-pressed=${on} off=${off} title=${why} act=${() => showScene(scene, subject)}>${words}<//>`;
}

function needsSubject(scene) {
  return ['reporting', 'inquiry', 'answering', 'commentary'].includes(scene);
}

/**
 * The real page in a frame, drawn at its full size and made small; it takes no clicks and no focus. `away` hides it and
 * keeps it loaded, so that it is there at once again.
 */
function Preview({ away }) {
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
