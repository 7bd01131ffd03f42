// What every island needs, from one place: Preact, its hooks, signals, and markup without a build.
import { h, render, Fragment } from '../../vendor/preact.js'
import htm from '../../vendor/htm.js'

export { h, render, Fragment }
export { useEffect, useLayoutEffect, useMemo, useRef, useState, useCallback } from '../../vendor/hooks.js'
export { signal, computed, effect, batch, useSignal, useComputed, useSignalEffect } from '../../vendor/signals.js'

/** Markup in a template string: html`<p class="say">${text}</p>`; values are text, never HTML. */
export const html = htm.bind(h)

/** The JSON that the server wrote into the page for its scripts. */
export function readBoot() {
  return JSON.parse(document.getElementById('boot').textContent)
}

const mounted = new WeakSet()

/** Draw `node` in place of what the server drew inside `target`, or of what was mounted there before. */
export function mount(node, target) {
  if (mounted.has(target)) render(null, target) // so that the former page's effects end
  else target.replaceChildren() // Preact 11 would try to take over the server's markup, which is only a first look
  mounted.add(target)
  render(node, target)
}
