// The frame around every scene: the stage, the line of state, the notice, the watermark of a rehearsal.
import { html, useEffect, useRef, useState } from '../live/ui.js'
import { hhmm } from '../live/clock.js'
import { DOING, phrases } from './words.js'
import * as answering from './scenes/answering.js'
import * as appraisal from './scenes/appraisal.js'
import * as closing from './scenes/closing.js'
import * as commentary from './scenes/commentary.js'
import * as inquiry from './scenes/inquiry.js'
import * as item from './scenes/item.js'
import * as overview from './scenes/overview.js'
import * as rectification from './scenes/rectification.js'
import * as reporting from './scenes/reporting.js'
import * as result from './scenes/result.js'
import * as welcome from './scenes/welcome.js'

const SCENES = {
  welcome, reporting, inquiry, answering, commentary, appraisal, result, overview, rectification, closing, item,
}
const ENTER_MS = 420
const REVEAL_MS = 3 * ENTER_MS; // the score stands alone for two beats, then the charts come

/**
 * The whole picture.
 *
 * @param {{view: object, hand: object, link: 'on'|'off'|'wait', notice: object|null}} props `view` is what choose.js gave
 */
export function Stage({ view, hand, link, notice }) {
  const scene = SCENES[view.scene]
  const motion = useMotion(view)
  if (!scene) return html`<div class="stage" data-scene="black"></div>`; // black, and what a newer server may name
  return html`<div class="stage" data-scene=${view.scene} data-layout=${scene.layout} data-enter=${motion.enter} data-reveal=${motion.reveal} data-notice=${notice ? '' : null}>
    <${scene.Spine} view=${view} hand=${hand} />
    <${scene.Matter} view=${view} hand=${hand} key=${`${view.scene}/${view.subjectId}`} />
    ${view.sections.meeting.rehearsal && html`<p class="drill" aria-hidden="true">演练</p>`}
    <${Status} view=${view} scene=${scene} hand=${hand} link=${link} />
    ${notice && html`<${Notice} notice=${notice} />`}
  </div>`
}

/** A scene change fades the matter in; a first look at a result lets the score stand first. */
function useMotion({ scene, subjectId }) {
  const key = `${scene}/${subjectId}`
  const [moving, setMoving] = useState(null)
  const before = useRef(key)
  const changed = before.current !== key
  before.current = key
  const now = changed ? key : moving
  useEffect(() => {
    if (now === null) return undefined
    setMoving(now)
    const timer = setTimeout(() => setMoving(null), scene === 'result' ? REVEAL_MS : ENTER_MS)
    return () => clearTimeout(timer)
  }, [key])
  const entering = now === key
  return { enter: entering ? '' : null, reveal: entering && scene === 'result' ? '' : null }
}

const LINKS = { on: '已连接', off: '连接中断', wait: '正在连接' }

function Status({ view, scene, hand, link }) {
  const { rehearsal, paused } = view.sections.meeting
  const doing = scene.doing?.(view) ?? DOING[view.scene]
  return html`<footer class="status">
    <p class="at">${rehearsal && html`<span class="gold">演练 </span>`}${paused ? '会议暂停' : doing}</p>
    <p class="next">${scene.next(view)}</p>
    <p class="clock-now">${hhmm(hand.value)}</p>
    <p class="link" data-state=${link}>${LINKS[link]}</p>
  </footer>`
}

function Notice({ notice }) {
  return html`<div class="notice" role="status" key=${notice.id}>
    <p class="label"><b class="mark">告</b><span>会务通知<br />${hhmm(notice.at)}</span></p>
    <p class="text">${phrases(notice.text).map((phrase) => html`<span class="phrase">${phrase}</span>`)}</p>
  </div>`
}
