// Times of the meeting: deadlines travel as `ends_at`, so a clock runs on through any loss of the line.
import { signal } from '../../vendor/signals-core.js'

/**
 * Milliseconds left of a timer, a turn or a round, negative when over, or null where nothing runs or stands.
 *
 * @param {{ends_at: number|null, left_ms: number|null, state?: string}|null} timer `ends_at` in server ms, null when paused
 * @param {number} now server ms (`live.now()`)
 */
export function leftMs(timer, now) {
  if (!timer || timer.state === 'idle') return null
  return timer.ends_at == null ? timer.left_ms : timer.ends_at - now
}

/**
 * "mm:ss" of a length; over an hour the minutes go on ("75:00"), the sign is the caller's to show (已超时).
 *
 * What is left is rounded up and over time down: 00:01 stands until the last moment, then 00:00, then it counts up.
 */
export function mmss(ms) {
  if (ms == null) return '--:--'
  const seconds = ms > 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000)
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`
}

/** The state that the look has for a clock: "idle", "run", "last" (`last` ms or less left), "over". */
export function clockState(ms, last = 60_000) {
  if (ms == null) return 'idle'
  if (ms <= 0) return 'over'
  return ms <= last ? 'last' : 'run'
}

const BEIJING = 8 * 3_600_000 // ms ahead of UTC, the whole year

/**
 * A time in server ms as the clock in the hall tells it: Beijing time, whatever zone this device is set to.
 *
 * @returns {{year: number, month: number, day: number, weekday: string, hour: number, minute: number, second: number}}
 *   `weekday` is one of 日一二三四五六
 */
export function inBeijing(at) {
  const date = new Date(at + BEIJING)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: '日一二三四五六'[date.getUTCDay()],
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

/** "15:21" of a time in server ms, in Beijing. */
export function hhmm(at) {
  const { hour, minute } = inBeijing(at)
  return `${pad(hour)}:${pad(minute)}`
}

/**
 * A signal with the server's time in ms, four times a second, so that all phones of a hall change within a blink.
 *
 * @param {() => number} now `live.now`
 * @returns {{value: number, peek: () => number, stop: () => void}} the signal; `stop` ends it
 */
export function secondHand(now) {
  const hand = signal(now())
  const timer = setInterval(() => (hand.value = now()), 250)
  hand.stop = () => clearInterval(timer)
  return hand
}

const pad = (number) => String(number).padStart(2, '0')
