// The figures and QR pictures that the server draws for this screen, fetched anew when what they show has changed.
import { effect, signal } from '../live/ui.js'

const AGAIN_MS = 2000

/**
 * Follow the figures.
 *
 * @param {string} url `/screen/<token>/figures`
 * @param {(name: string) => {value: any}} section
 * @returns {{figures: {value: object|null}, waiting: {value: boolean}}} `waiting`: newer ones are on their way; false
 *   after a failed attempt, so that a scene is never held up by its chart
 */
export function followFigures(url, section) {
  const figures = signal(null)
  const waiting = signal(true)
  let wanted = null

  async function load(key) {
    try {
      const response = await fetch(url)
      if (!response.ok) throw new Error(String(response.status))
      const drawn = await response.json()
      if (key !== wanted) return
      figures.value = drawn
      waiting.value = false
    } catch {
      if (key !== wanted) return
      waiting.value = false
      setTimeout(() => key === wanted && load(key), AGAIN_MS)
    }
  }

  effect(() => {
    const screen = section('screen').value
    const key = JSON.stringify([section('results').value, screen?.join])
    if (!screen || key === wanted) return
    wanted = key
    waiting.value = true
    load(key)
  })
  return { figures, waiting }
}
