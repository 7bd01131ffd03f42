// What every page of the phone has: the top, the bar with the one main button, strips, cells, whole-page states.
import { html, useEffect, useLayoutEffect, useRef } from '../live/ui.js'
import { Icon } from './icon.js'
import { back } from './route.js'

/** The top: where I am, 大字 at the right, an arrow only on inner pages. `heading` makes the name the page's h1. */
export function Top({ name, note, inner, heading, stick, backLabel = '返回', children }) {
  const words = html`${name}${note && html`<small>${note}</small>`}`
  return html`<header class=${stick ? 'top top-stick' : 'top'}>
    ${inner && html`<a class="top-back" href="#" aria-label=${backLabel} onClick=${leave}><${Icon} name="back" /></a>`}
    ${heading ? html`<h1 class="top-name" tabindex="-1">${words}</h1>` : html`<p class="top-name">${words}</p>`}
    <button class="top-text" type="button" data-text-switch aria-pressed=${String(isLarge())}>大字</button>
    ${children}
  </header>`
}

function leave(event) {
  event.preventDefault()
  back()
}

function isLarge() {
  return document.documentElement.dataset.text === 'large'
}

/** The bar at the lower edge; whatever arrives while one fills in a form stands in it, so that nothing above moves. */
export function Bar({ children }) {
  return html`<div class="bar" role="region" aria-label="操作">${children}</div>`
}

/** A button that does one thing: it takes no second tap while that is under way. */
export function Button({ main, plain, type = 'button', busy, onClick, children }) {
  const name = `btn${main ? ' btn-main' : ''}${plain ? ' btn-plain' : ''}`
  return html`<button class=${name} type=${type} aria-busy=${busy ? 'true' : null} onClick=${busy ? null : onClick}>${children}</button>`
}

/** A strip that says what is the matter. `tone`: warn, alarm or nothing. */
export function Say({ icon = 'info', tone, children }) {
  return html`<div class=${tone ? `say say-${tone}` : 'say'} role="status"><${Icon} name=${icon} /><div>${children}</div></div>`
}

/** A row that leads somewhere, or only says something. */
export function Cell({ name, note, say, chip, onOpen, strong }) {
  const inner = html`<span class="cell-name">${strong ? html`<b>${name}</b>` : name}${note && html`<small>${note}</small>`}</span>
    ${say && html`<span class="cell-say">${say}</span>`}${chip}`
  if (!onOpen) return html`<div class="cell">${inner}</div>`
  return html`<a class="cell" href="#" onClick=${opening(onOpen)}>${inner}<${Icon} name="next" /></a>`
}

/** A quiet button in a row of several; `of` tells a listener which row it belongs to. */
export function Act({ of, onClick, children }) {
  return html`<button class="link" type="button" aria-label=${`${children}：${of}`} onClick=${onClick}>${children}</button>`
}

/** Let a link of the page act without leaving it. */
export function opening(action) {
  return (event) => {
    event.preventDefault()
    action()
  }
}

/** A state that takes the whole page: a mark, one sentence as the heading, and what to do. */
export function State({ icon, tone, title, children }) {
  return html`<section class="state">
    <div class=${tone ? `state-mark state-${tone}` : 'state-mark'}><${Icon} name=${icon} /></div>
    <h1 tabindex="-1">${title}</h1>${children}
  </section>`
}

/** A quiet line with a mark, under a card. */
export function FineLine({ icon = 'lock', soft, children }) {
  return html`<p class=${soft ? 'soft promise' : 'promise'}><${Icon} name=${icon} /><span>${children}</span></p>`
}

/** When the page has changed: to its top, the focus on its heading, and a word to a screen reader. */
export function useArrival(place, words) {
  const first = useRef(true)
  useLayoutEffect(() => scrollTo(0, 0), [place]) // before a sheet goes to the row that was asked for
  useEffect(() => {
    document.getElementById('status').textContent = `现在：${words}`
    document.title = `${words} · 述评`
    if (!first.current) document.querySelector('h1[tabindex]')?.focus({ preventScroll: true })
    first.current = false
  }, [place])
}
